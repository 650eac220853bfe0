"""BPMN 2.0.2, 10.3.8 and 13.3.6: standard loop."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engine.models import (
    boundary,
    diagram,
    end,
    ext,
    flows,
    io,
    loop,
    path,
    script,
    start,
    sub,
    timer,
    user,
)
from tests.engine.runner import Runner


def looped(condition: str, *inner: str, **attributes: str) -> bytes:
    return diagram(
        start(), user("a", *inner, loop(condition, **attributes)), end(), path("s", "a", "e")
    )


def test_bpmn_13_3_6_the_condition_is_asked_after_each_round(mode: str) -> None:
    run = Runner(looped("more"), {"more": False}, mode=mode)
    run.complete("a", {"more": True})
    run.complete("a", {"more": True})
    run.complete("a", {"more": False})
    assert (run.state, run.done("a"), run.variables) == ("completed", 3, {"more": False})


@pytest.mark.parametrize(("more", "rounds"), [(False, 0), (True, 1)])
def test_bpmn_13_3_6_test_before_may_run_no_round_at_all(
    more: bool, rounds: int, mode: str
) -> None:
    run = Runner(looped("more", testBefore="true"), {"more": more}, mode=mode)
    for _ in range(rounds):
        run.complete("a", {"more": False})
    assert (run.state, run.done("a"), run.done("e")) == ("completed", rounds, 1)


@pytest.mark.parametrize("before", ["true", "false"])
def test_bpmn_13_3_6_loop_maximum_bounds_the_rounds(before: str, mode: str) -> None:
    run = Runner(looped("true", testBefore=before, loopMaximum="3"), mode=mode)
    for _ in range(3):
        run.complete("a")
    assert (run.state, run.done("a")) == ("completed", 3)


@pytest.mark.parametrize("before", ["true", "false"])
def test_bpmn_10_3_8_loop_counter_counts_the_rounds_and_stays_inside(
    before: str, mode: str
) -> None:
    mapping = ext(io({"round": "=loopCounter"}, {"last": "=round"}))
    run = Runner(looped("loopCounter < 3", mapping, testBefore=before), mode=mode)
    for _ in range(3):
        run.complete("a")
    assert (run.state, run.variables) == ("completed", {"last": 3})


def test_bpmn_13_3_6_one_activity_with_one_boundary_event_over_all_rounds(mode: str) -> None:
    xml = diagram(
        start(), user("a", loop("true")), boundary("t", "a", timer("PT2H")), user("z"), end(),
        path("s", "a", "e"), path("t", "z", "e"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.advance(timedelta(hours=1))
    run.complete("a")
    assert len(run.timers) == 1
    run.advance(timedelta(hours=1))
    assert run.open == ["z"]
    run.complete("z")
    assert run.state == "completed"


def test_a_loop_condition_that_is_not_boolean_is_an_incident(mode: str) -> None:
    run = Runner(looped("more"), mode=mode)
    run.complete("a")
    assert run.codes() == ["condition-not-boolean"]
    run.retry("a", {"more": True})
    assert run.open == ["a"]
    run.complete("a", {"more": False})
    assert run.state == "completed"


def test_a_condition_before_the_first_round_that_fails_can_be_retried(mode: str) -> None:
    run = Runner(looped("more", testBefore="true"), mode=mode)
    assert run.codes() == ["condition-not-boolean"]
    run.retry("a", {"more": False})
    assert (run.state, run.done("a")) == ("completed", 0)


def test_loops_of_sub_processes_nest(mode: str) -> None:
    inner = start("is") + script("c", "n + 1", "n", loop("loopCounter < 4")) + end("ie")
    xml = diagram(
        start(), sub("p1", inner + path("is", "c", "ie"), loop("n < 12")), end(),
        path("s", "p1", "e"),
    )  # fmt: skip
    run = Runner(xml, {"n": 0}, mode=mode)
    assert (run.state, run.variables, run.done("p1")) == ("completed", {"n": 12}, 3)


def test_many_rounds_cost_no_stack(mode: str) -> None:
    xml = diagram(start(), script("c", "n + 1", "n", loop("n < 3000")), end(), flows("s>c", "c>e"))
    run = Runner(xml, {"n": 0}, mode=mode)
    assert (run.state, run.variables) == ("completed", {"n": 3000})
