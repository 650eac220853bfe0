"""Escalation events in every position. BPMN 2.0.2, 10.5.5 Escalation, 10.5.6 Handling Events."""

from __future__ import annotations

import pytest

from engine.effects import EscalationUncaught
from tests.engine.models import (
    an_escalation,
    boundary,
    definitions,
    diagram,
    end,
    escalation,
    ext,
    flows,
    handler,
    io,
    multi,
    node,
    par,
    path,
    process,
    start,
    sub,
    throw,
    user,
)
from tests.engine.runner import Runner

ROOTS = an_escalation() + an_escalation("esc2", "X2")
PAYLOAD = ext(io({"amount": "=price * 2"}))


def asking(*parts: str, inside: str = "", ref: str = "esc") -> bytes:
    """A sub-process ``x`` that escalates on its way: b, t (throws), c."""
    inner = sub(
        "x", start("xs"), user("b"), throw("t", PAYLOAD, escalation(ref)), user("c"), end("xe"),
        path("xs", "b", "t", "c", "xe"), inside,
    )  # fmt: skip
    return diagram(
        start(), inner, end(), end("be"), user("o"), path("s", "x", "e"), *parts, roots=ROOTS
    )


CAUGHT = flows("g>o", "o>be")


def test_bpmn_13_5_3_non_interrupting_boundary_and_the_thrower_goes_on(mode: str) -> None:
    model = asking(boundary("g", "x", escalation("esc"), interrupting=False), CAUGHT)
    run = Runner(model, {"price": 4}, mode=mode)
    run.complete("b")
    assert run.open == ["c", "o"]
    assert run.variables["amount"] == 8
    run.complete("c")
    run.complete("o")
    assert (run.state, run.done("e"), run.done("be")) == ("completed", 1, 1)


def test_bpmn_13_5_3_interrupting_boundary_ends_the_thrower(mode: str) -> None:
    run = Runner(asking(boundary("g", "x", escalation("esc")), CAUGHT), {"price": 4}, mode=mode)
    run.complete("b")
    assert run.open == ["o"]
    assert ("t", "terminated") in run.trace
    run.complete("o")
    assert (run.state, run.done("e")) == ("completed", 0)


@pytest.mark.parametrize("interrupting", [True, False])
def test_bpmn_13_5_4_event_sub_process_of_the_scope_comes_first(
    interrupting: bool, mode: str
) -> None:
    inside = handler("h", escalation("esc"), interrupting=interrupting, task=user("h_t"))
    model = asking(boundary("g", "x", escalation("esc")), CAUGHT, inside=inside)
    run = Runner(model, {"price": 4}, mode=mode)
    run.complete("b")
    assert run.open == (["h_t"] if interrupting else ["c", "h_t"])
    for element in run.open:
        run.complete(element)
    assert (run.state, run.done("e"), run.began("g")) == ("completed", 1, 0)


@pytest.mark.parametrize(("ref", "taken"), [("esc", "g"), ("esc2", "rest")])
def test_bpmn_10_5_6_a_named_catcher_beats_the_catch_all(ref: str, taken: str, mode: str) -> None:
    model = asking(
        boundary("rest", "x", escalation(), interrupting=False), flows("rest>o"),
        boundary("g", "x", escalation("esc"), interrupting=False), CAUGHT, ref=ref,
    )  # fmt: skip
    run = Runner(model, {"price": 4}, mode=mode)
    run.complete("b")
    assert (run.done("g") + run.done("rest"), run.done(taken)) == (1, 1)
    run.complete("c")
    run.complete("o")
    assert run.state == "completed"


def test_an_escalation_that_nobody_catches_is_recorded_and_the_case_goes_on(mode: str) -> None:
    model = asking(boundary("g", "x", escalation("esc2")), CAUGHT)
    run = Runner(model, {"price": 4}, mode=mode)
    run.complete("b")
    assert (run.open, run.codes()) == (["c"], [])
    recorded = [e for e in run.effects if isinstance(e, EscalationUncaught)]
    assert [(e.element_id, e.code) for e in recorded] == [("t", "X1")]
    run.complete("c")
    assert run.state == "completed"


def test_bpmn_10_5_3_escalation_end_event_ends_its_token_only(mode: str) -> None:
    inner = sub(
        "x", start("xs"), par("f"), user("b"), end("xe", escalation("esc")), user("c"), end("xf"),
        flows("xs>f", "f>b", "b>xe", "f>c", "c>xf"),
    )  # fmt: skip
    model = diagram(
        start(), inner, end(), end("be"), user("o"), path("s", "x", "e"),
        boundary("g", "x", escalation(), interrupting=False), CAUGHT, roots=ROOTS,
    )  # fmt: skip
    run = Runner(model, mode=mode)
    run.complete("b")
    assert (run.open, run.done("xe")) == (["c", "o"], 1)
    run.complete("c")
    run.complete("o")
    assert (run.state, run.done("e")) == ("completed", 1)


def test_an_escalation_leaves_a_called_process_as_often_as_it_is_thrown(mode: str) -> None:
    repeated = multi(inner="<bpmn:loopCardinality>3</bpmn:loopCardinality>", sequential=True)
    inner = sub("x", start("xs"), throw("t", escalation("esc")), end("xe"), path("xs", "t", "xe"))
    inner = inner.replace("</bpmn:subProcess>", f"{repeated}</bpmn:subProcess>")
    called = process(start("qs"), inner, end("qe"), path("qs", "x", "qe"), id="q")
    caller = process(
        start(), node("callActivity", "c", calledElement="q"), end(), end("be"), node("task", "o"),
        path("s", "c", "e"), boundary("g", "c", escalation("esc"), interrupting=False), CAUGHT,
    )  # fmt: skip
    run = Runner(definitions(ROOTS, caller, called), mode=mode)
    assert (run.state, run.done("g"), run.done("o"), run.done("e")) == ("completed", 3, 3, 1)


def test_a_handler_that_escalates_reaches_the_scope_around_and_not_itself(mode: str) -> None:
    again = handler(
        "h", escalation(), interrupting=False, task=throw("h_t", escalation("esc2"))
    )  # fmt: skip
    model = asking(boundary("g", "x", escalation(), interrupting=False), CAUGHT, inside=again)
    run = Runner(model, {"price": 4}, mode=mode)
    run.complete("b")
    assert (run.done("h"), run.done("g"), run.open) == (1, 1, ["c", "o"])
    run.complete("c")
    run.complete("o")
    assert run.state == "completed"


def test_bpmn_10_5_6_all_that_do_not_interrupt_run_and_one_that_does_comes_last(mode: str) -> None:
    inside = "".join(
        handler(name, escalation("esc"), interrupting=name == "h3", task=user(f"{name}_t"))
        for name in ("h3", "h1", "h2")
    )
    model = asking(boundary("g", "x", escalation("esc2")), CAUGHT, inside=inside)
    run = Runner(model, {"price": 4}, mode=mode)
    run.complete("b")
    assert [run.began(name) for name in ("h1", "h2", "h3")] == [1, 1, 1]
    assert run.open == ["h3_t"]
    run.complete("h3_t")
    assert (run.state, run.done("e")) == ("completed", 1)


def test_the_code_may_be_worked_out_when_it_is_thrown(mode: str) -> None:
    roots = node("escalation", "dyn", escalationCode='="X" + string(n)')
    model = diagram(
        start(), sub("x", start("xs"), end("xe", escalation("dyn")), path("xs", "xe")),
        end(), path("s", "x", "e"), boundary("g", "x", escalation("esc2")), end("be"),
        flows("g>be"), roots=ROOTS + roots,
    )  # fmt: skip
    assert Runner(model, {"n": 2}, mode=mode).done("g") == 1
    assert Runner(model, {"n": 1}, mode=mode).done("g") == 0
