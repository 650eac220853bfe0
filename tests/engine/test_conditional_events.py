"""Conditional events in every position. BPMN 2.0.2, 10.5.5 Event Definitions, Conditional."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.errors import WrongState
from tests.engine.models import (
    boundary,
    catch,
    condition,
    diagram,
    end,
    ext,
    flows,
    handler,
    io,
    multi,
    node,
    par,
    path,
    script,
    start,
    sub,
    timer,
    user,
)
from tests.engine.runner import Runner


def beside(*parts: str) -> bytes:
    """Two tasks, a and b, side by side."""
    return diagram(
        start(), par("f"), user("a"), user("b"), end("e"), end("e2"),
        flows("s>f", "f>a", "f>b", "a>e", "b>e2"), *parts,
    )  # fmt: skip


WATCHED = catch("c", condition("x > 5"))


def waiting() -> bytes:
    return diagram(
        start(), par("f"), WATCHED, user("a"), user("after"), end(), end("e2"),
        flows("s>f", "f>c", "f>a", "c>after", "after>e", "a>e2"),
    )  # fmt: skip


def test_bpmn_13_5_2_a_catch_goes_on_when_its_condition_becomes_true(mode: str) -> None:
    run = Runner(waiting(), {"x": 1}, mode=mode)
    assert run.open == ["a"]
    run.complete("a", {"x": 9})
    assert run.open == ["after"]
    run.complete("after")
    assert run.state == "completed"


@pytest.mark.parametrize(("x", "passes"), [(9, True), (5, False), (None, False)])
def test_a_condition_that_holds_already_does_not_wait_and_null_is_not_yet(
    x: int | None, passes: bool, mode: str
) -> None:
    run = Runner(waiting(), {"x": x}, mode=mode)
    assert run.open == (["a", "after"] if passes else ["a"])


def test_a_condition_may_become_true_by_a_correction(mode: str) -> None:
    run = Runner(waiting(), mode=mode)
    run.live.set_variables({"x": 7})
    run._settle()
    assert run.open == ["a", "after"]


def test_bpmn_13_5_3_interrupting_boundary(mode: str) -> None:
    run = Runner(
        beside(boundary("g", "a", condition("x > 5")), user("o"), end("oe"), path("g", "o", "oe")),
        mode=mode,
    )
    run.complete("b", {"x": 6})
    assert run.open == ["o"]
    assert ("a", "terminated") in run.trace
    run.complete("o")
    assert run.state == "completed"


def test_non_interrupting_boundary_is_triggered_each_time_it_becomes_true(mode: str) -> None:
    again = diagram(
        start(), par("f"), user("a"), user("b"), end(),
        flows("s>f", "f>a", "f>b", "a>e", "b>b: go", "b>e: not(go)"),
        boundary("g", "a", condition("x > 5"), interrupting=False),
        node("task", "o"), end("oe"), path("g", "o", "oe"),
    )  # fmt: skip
    run = Runner(again, {"x": 0}, mode=mode)
    for x, fired in ((6, 1), (7, 1), (3, 1), (None, 1), (8, 2), (8, 2), (1, 2), (9, 3)):
        run.complete("b", {"x": x, "go": True})
        assert run.done("g") == fired
    run.complete("b", {"go": False})
    run.complete("a")
    assert run.state == "completed"


def test_bpmn_13_5_4_event_sub_process_interrupts_before_the_next_task_begins(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), user("next"), end(), path("s", "a", "next", "e"),
            handler("h", condition("x > 5"), task=user("h_t")),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("a", {"x": 6})
    assert (run.open, run.began("next")) == (["h_t"], 0)
    run.complete("h_t")
    assert (run.state, run.done("e")) == ("completed", 0)


def test_a_script_that_makes_it_true_is_the_last_thing_that_runs(mode: str) -> None:
    inner = sub(
        "q", start("qs"), script("w", "7", "x"), script("never", "1", "y"), end("qe"),
        path("qs", "w", "never", "qe"),
    )  # fmt: skip
    run = Runner(
        diagram(start(), inner, end(), path("s", "q", "e"), handler("h", condition("x > 5"))),
        mode=mode,
    )
    assert (run.state, run.done("w"), run.began("never"), run.done("h")) == ("completed", 1, 0, 1)
    assert "y" not in run.variables


def test_outer_scopes_come_first(mode: str) -> None:
    inner = sub("q", start("qs"), user("a"), end("qe"), path("qs", "a", "qe"))
    run = Runner(
        diagram(
            start(), par("f"), inner, user("b"), end(), flows("s>f", "f>q", "f>b", "q>e", "b>e"),
            boundary("g", "q", condition("x = 1")), end("ge"), flows("g>ge"),
            handler("h", condition("x = 1")),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("b", {"x": 1})
    assert (run.state, run.done("h"), run.began("g")) == ("completed", 1, 0)


def test_the_condition_sees_the_variables_of_its_activity(mode: str) -> None:
    local = user("a", ext(io({"limit": "=base + 1"})))
    run = Runner(
        diagram(
            start(), par("f"), local, user("b"), end(), flows("s>f", "f>a", "f>b", "a>e", "b>e"),
            boundary("g", "a", condition("x > limit")), end("ge"), flows("g>ge"),
        ),
        {"base": 4, "limit": 0, "x": 5},
        mode=mode,
    )  # fmt: skip
    assert run.open == ["a", "b"]
    run.complete("b", {"x": 6})
    assert (run.state, run.done("g")) == ("completed", 1)


def test_each_instance_has_its_own_condition(mode: str) -> None:
    inner = sub(
        "q", start("qs"), user("a"), end("qe"), path("qs", "a", "qe"),
        multi("[1, 2, 3]", inputElement="n"), handler("h", condition("x = n")),
    )  # fmt: skip
    run = Runner(
        diagram(
            start(), par("f"), inner, user("b"), end(), flows("s>f", "f>q", "f>b", "q>e", "b>e")
        ),
        mode=mode,
    )
    run.complete("b", {"x": 2})
    assert (run.open, run.done("h")) == (["a", "a"], 1)
    run.complete("a")
    run.complete("a")
    assert run.state == "completed"


@pytest.mark.parametrize(("x", "arm"), [(6, "c"), (None, "t")])
def test_bpmn_13_4_4_a_condition_behind_an_event_based_gateway(
    x: int | None, arm: str, mode: str
) -> None:
    run = Runner(
        diagram(
            start(), par("f"), user("b"), node("eventBasedGateway", "g"), WATCHED,
            catch("t", timer("PT1H")), end(), end("e2"),
            flows("s>f", "f>b", "b>e2", "f>g", "g>c", "g>t", "c>e", "t>e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("b", {"x": x})
    run.advance(timedelta(hours=1))
    assert (run.state, run.done(arm), run.done("c") + run.done("t")) == ("completed", 1, 1)


def test_a_condition_that_is_neither_true_nor_false_is_an_incident(mode: str) -> None:
    run = Runner(waiting(), {"x": 1}, mode=mode)
    bad = Runner(
        diagram(
            start(), user("a"), end(), path("s", "a", "e"), boundary("g", "a", condition("x")),
            end("ge"), flows("g>ge"),
        ),
        {"x": "yes"},
        mode=mode,
    )  # fmt: skip
    assert (run.codes(), bad.codes()) == ([], ["condition-not-boolean"])
    bad.retry("g", {"x": True})
    assert (bad.state, bad.done("g")) == ("completed", 1)


def test_what_becomes_true_while_the_scope_stands_still_waits(mode: str) -> None:
    run = Runner(
        diagram(
            start(), par("f"), node("endEvent", "bad", "<bpmn:errorEventDefinition errorRef='x'/>"),
            user("a"), end(), flows("s>f", "f>bad", "f>a", "a>e"),
            handler("h", condition("x > 5"), interrupting=False, task=user("h_t")),
            roots=node("error", "x", errorCode="E"),
        ),
        mode=mode,
    )  # fmt: skip
    run.live.set_variables({"x": 6})
    run._settle()
    assert (run.began("h"), run.codes()) == (0, ["unhandled-error"])
    run.cancel()
    assert run.state == "terminated"


@pytest.mark.parametrize(("x", "begun"), [(6, "s1"), (1, "s2")])
def test_bpmn_10_5_2_a_process_begins_at_the_conditional_start_that_holds(
    x: int, begun: str, mode: str
) -> None:
    model = diagram(
        start("s1", condition("x > 5")), start("s2", condition("x < 5")), user("a"), end(),
        flows("s1>a", "s2>a", "a>e"),
    )  # fmt: skip
    run = Runner(model, {"x": x}, mode=mode)
    assert run.done(begun) == 1
    run.complete("a")
    assert run.state == "completed"
    with pytest.raises(WrongState):
        Runner(model, {"x": 5}, mode=mode)
