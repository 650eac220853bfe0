"""Multiple and parallel multiple events. BPMN 2.0.2, 10.5.5 Event Definitions, Multiple."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.effects import EscalationUncaught, MessageThrown, SignalThrown
from tests.engine.models import (
    CANCEL,
    TERMINATE,
    a_message,
    a_signal,
    an_error,
    an_escalation,
    boundary,
    catch,
    compensate,
    condition,
    diagram,
    end,
    error,
    escalation,
    flows,
    handler,
    link,
    message,
    node,
    par,
    path,
    service,
    signal,
    start,
    sub,
    throw,
    timer,
    user,
)
from tests.engine.runner import Runner
from tests.engine.undoable import slow_step, step

ROOTS = a_message() + a_signal() + an_error() + an_escalation()
BOTH = message() + signal() + timer("PT1H") + condition("x = 1")
ALL = {"parallelMultiple": "true"}


def happen(run: Runner, kind: str) -> None:
    if kind == "message":
        run.publish("paid", "1", {"amount": 5})
    elif kind == "signal":
        run.signal("alarm", {"level": 2})
    elif kind == "timer":
        run.advance(timedelta(hours=1))
    else:
        run.live.set_variables({"x": 1})
        run._settle()


KINDS = ["message", "signal", "timer", "condition"]


def straight(event: str) -> bytes:
    return diagram(start(), event, end(), path("s", "c", "e"), roots=ROOTS)


@pytest.mark.parametrize("kind", KINDS)
def test_bpmn_10_5_5_one_of_several_triggers_is_enough(kind: str, mode: str) -> None:
    run = Runner(straight(catch("c", BOTH)), {"order": 1, "x": 0}, mode=mode)
    happen(run, kind)
    assert run.state == "completed"
    assert (run.timers, run.waits) == ({}, {})


@pytest.mark.parametrize("first", range(4))
def test_bpmn_10_5_5_parallel_multiple_needs_all_in_any_order(first: int, mode: str) -> None:
    run = Runner(straight(catch("c", BOTH, **ALL)), {"order": 1, "x": 0}, mode=mode)
    order = KINDS[first:] + KINDS[:first]
    for kind in order[:3]:
        happen(run, kind)
        # The same once more does not stand for another
        happen(run, kind)
        assert run.state == "active"
    happen(run, order[3])
    assert (run.state, run.variables["amount"], run.variables["level"]) == ("completed", 5, 2)


def test_legal_6_parallel_multiple_with_one_definition_has_no_effect(mode: str) -> None:
    run = Runner(straight(catch("c", message(), **ALL)), {"order": 1}, mode=mode)
    happen(run, "message")
    assert run.state == "completed"


def test_an_interrupting_boundary_with_several_triggers(mode: str) -> None:
    model = diagram(
        start(), service("a", "w"), end(), end("be"), path("s", "a", "e"),
        boundary("g", "a", error("err") + message() + escalation()), flows("g>be"), roots=ROOTS,
    )  # fmt: skip
    told, thrown = (Runner(model, {"order": 1}, mode=mode) for _ in range(2))
    happen(told, "message")
    thrown.throw("a", "E1")
    for run in (told, thrown):
        assert (run.state, run.done("g"), run.waits) == ("completed", 1, {})


def test_a_non_interrupting_boundary_that_needs_all_fires_each_time_they_are_complete(
    mode: str,
) -> None:
    both = message() + signal()
    event = node("boundaryEvent", "g", both, attachedToRef="a", cancelActivity="false", **ALL)
    run = Runner(
        diagram(
            start(), user("a"), end(), end("be"), path("s", "a", "e"), event, flows("g>be"),
            roots=ROOTS,
        ),
        {"order": 1}, mode=mode,
    )  # fmt: skip
    for n in range(1, 4):
        happen(run, "message")
        assert run.done("g") == n - 1
        happen(run, "signal")
        assert run.done("g") == n
    run.complete("a")
    assert run.state == "completed"


@pytest.mark.parametrize("together", [True, False])
def test_an_event_sub_process_with_several_triggers(together: bool, mode: str) -> None:
    body = handler("h", message() + signal(), interrupting=False)
    if together:
        body = body.replace("<bpmn:startEvent", '<bpmn:startEvent parallelMultiple="true"')
    run = Runner(
        diagram(start(), user("a"), end(), path("s", "a", "e"), body, roots=ROOTS),
        {"order": 1}, mode=mode,
    )  # fmt: skip
    happen(run, "message")
    happen(run, "signal")
    happen(run, "signal")
    assert run.done("h") == (1 if together else 3)
    run.complete("a")
    assert run.state == "completed"


def test_bpmn_10_5_5_all_of_several_results_happen(mode: str) -> None:
    run = Runner(
        diagram(
            start(), throw("t", signal() + escalation("esc") + message()),
            end("e", signal() + message()), path("s", "t", "e"), roots=ROOTS,
        ),
        {"order": 1}, mode=mode,
    )  # fmt: skip
    assert run.state == "completed"
    assert run.thrown == [
        SignalThrown("alarm", {}),
        MessageThrown("paid", "1", {}, 0.0),
        SignalThrown("alarm", {}),
        MessageThrown("paid", "1", {}, 0.0),
    ]
    assert len([e for e in run.effects if isinstance(e, EscalationUncaught)]) == 1


def test_what_ends_the_thrower_comes_last(mode: str) -> None:
    body = sub(
        "x", start("xs"), par("f"), user("a"), end("xe"), end("xk", TERMINATE + message()),
        flows("xs>f", "f>a", "f>xk", "a>xe"),
    )  # fmt: skip
    run = Runner(
        diagram(
            start(), body, user("b"), end("e", error("err") + signal()), path("s", "x", "b", "e"),
            handler("h", error()), roots=ROOTS,
        ),
        {"order": 1}, mode=mode,
    )  # fmt: skip
    run.complete("b")
    assert (run.state, run.done("h")) == ("completed", 1)
    assert [type(one) for one in run.thrown] == [MessageThrown, SignalThrown]


def test_a_start_with_several_triggers_is_begun_by_each(mode: str) -> None:
    model = diagram(
        start("s", message() + signal() + timer(cycle="R3/PT1H")), end(), path("s", "e"),
        roots=a_message(key="") + a_signal(),
    )  # fmt: skip
    run = Runner(model, mode=mode, start_event="s")
    assert run.state == "completed"
    assert {s.kind for s in run.bundle.start_subscriptions} == {"message", "signal"}
    assert len(run.bundle.start_timers) == 1


def test_bpmn_10_5_3_an_end_may_undo_and_throw_and_end_the_scope(mode: str) -> None:
    run = Runner(
        diagram(
            start(), slow_step("a"),
            par("f"), user("b"), end("e", TERMINATE + message() + compensate()), end("e2"),
            flows("s>a", "a>f", "f>b", "f>e", "b>e2"), roots=ROOTS,
        ),
        {"order": 1}, mode=mode,
    )  # fmt: skip
    # The message goes out first, the scope ends when all is undone
    assert (run.thrown, run.open) == ([MessageThrown("paid", "1", {}, 0.0)], ["a_u", "b"])
    run.complete("a_u")
    assert (run.state, run.done("e"), run.done("b"), run.done("a_u")) == ("completed", 1, 0, 1)


def test_bpmn_10_5_4_a_throw_may_undo_and_go_on_at_a_link(mode: str) -> None:
    run = Runner(
        diagram(
            start(), step("a"), throw("t", link() + compensate() + signal()),
            catch("c", link()), user("z"), end(), path("s", "a", "t"), path("c", "z", "e"),
            roots=ROOTS,
        ),
        mode=mode,
    )  # fmt: skip
    assert (run.open, run.done("a_u"), run.thrown) == (["z"], 1, [SignalThrown("alarm", {})])
    run.complete("z")
    assert run.state == "completed"


@pytest.mark.parametrize("early", ["cancel", "timer"])
def test_bpmn_10_5_4_a_boundary_for_cancel_or_a_timer(early: str, mode: str) -> None:
    body = node(
        "transaction", "x", start("xs"), user("a"), end("xe", CANCEL), path("xs", "a", "xe")
    )
    run = Runner(
        diagram(
            start(), body, end(), end("be"), path("s", "x", "e"),
            boundary("g", "x", CANCEL + timer("PT1H")), flows("g>be"),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("a") if early == "cancel" else run.advance(timedelta(hours=1))
    assert (run.state, run.done("g"), run.done("be"), run.timers) == ("completed", 1, 1, {})


@pytest.mark.parametrize("interrupting", [True, False])
def test_bpmn_10_5_5_an_escalation_as_one_of_those_that_are_all_needed(
    interrupting: bool, mode: str
) -> None:
    body = sub(
        "x", start("xs"), user("a"), throw("t", escalation("esc")), user("b"), end("xe"),
        path("xs", "a", "t", "b", "xe"),
    )  # fmt: skip
    event = node(
        "boundaryEvent", "g", escalation() + message(), attachedToRef="x",
        cancelActivity="true" if interrupting else "false", **ALL,
    )  # fmt: skip
    run = Runner(
        diagram(
            start(), body, end(), end("be"), path("s", "x", "e"), event, flows("g>be"), roots=ROOTS
        ),
        {"order": 1}, mode=mode,
    )  # fmt: skip
    run.complete("a")
    # Noticed, so not uncaught; the thrower goes on and the other event is still to come
    assert (run.open, run.done("g")) == (["b"], 0)
    assert not [one for one in run.effects if isinstance(one, EscalationUncaught)]
    happen(run, "message")
    assert (run.done("g"), run.open) == (1, [] if interrupting else ["b"])
    if not interrupting:
        run.complete("b")
    assert run.state == "completed"


@pytest.mark.parametrize("way", ["error", "compensation"])
def test_bpmn_10_3_5_one_event_sub_process_for_an_error_and_for_compensation(
    way: str, mode: str
) -> None:
    body = sub(
        "x", start("xs"), service("a", "w"), end("xe"), path("xs", "a", "xe"),
        handler("h", error() + compensate(), task=user("h_t")),
    )  # fmt: skip
    run = Runner(
        diagram(
            start(), body, user("w"), throw("t", compensate("x")), end(),
            path("s", "x", "w", "t", "e"), roots=ROOTS,
        ),
        mode=mode,
    )  # fmt: skip
    if way == "error":
        run.throw("a", "E1")
        assert run.open == ["h_t"]
        run.complete("h_t")
    else:
        run.finish_job("a")
    assert run.open == ["w"]
    run.complete("w")
    assert run.open == ["h_t"]
    run.complete("h_t")
    assert (run.state, run.done("x")) == ("completed", 1)
