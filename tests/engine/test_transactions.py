"""Transactions: done, canceled or broken by an error. BPMN 2.0.2, 10.3.5 Transaction."""

from __future__ import annotations

import pytest

from tests.engine.models import (
    CANCEL,
    an_error,
    boundary,
    compensate,
    diagram,
    end,
    error,
    flows,
    formal,
    handler,
    loop,
    multi,
    node,
    par,
    path,
    service,
    start,
    sub,
    throw,
    user,
    xor,
)
from tests.engine.runner import Runner
from tests.engine.undoable import inside, slow_step, step, undoing

ROOTS = an_error()


def transaction(*parts: str) -> str:
    """``x``: book a, book b, then person w says whether to cancel; v waits beside it."""
    tasks = "".join(map(step, "ab"))
    body = (
        start("xs") + tasks + par("f") + user("v") + end("ve") + user("w")
        + xor("g", default="g_xe") + end("xe") + end("xc", CANCEL)
        + path("xs", "a", "b", "f", "w", "g", "xe") + flows("f>v", "v>ve", "g>xc: stop")
    )  # fmt: skip
    return node("transaction", "x", *parts, body)


CAUGHT = boundary("c", "x", CANCEL) + user("after") + end("ce") + path("c", "after", "ce")


def model(*parts: str, marker: str = "", x: str = "") -> bytes:
    body = x or transaction(marker)
    return diagram(start(), body, end(), path("s", "x", "e"), *parts, roots=ROOTS)


def test_bpmn_10_3_5_a_transaction_that_is_done_goes_on_like_a_sub_process(mode: str) -> None:
    run = Runner(model(CAUGHT), mode=mode)
    run.complete("w", {"stop": False})
    run.complete("v")
    assert (run.state, run.done("x"), run.done("c"), undoing(run)) == ("completed", 1, 0, [])


def test_bpmn_10_3_5_cancel_ends_what_runs_undoes_what_was_done_and_leaves(mode: str) -> None:
    run = Runner(model(CAUGHT), mode=mode)
    run.complete("w", {"stop": True})
    assert run.open == ["after"]
    assert undoing(run) == ["b_u", "a_u"]
    assert {("v", "terminated"), ("xc", "completed"), ("x", "terminated")} <= set(run.trace)
    assert run.trace.index(("v", "terminated")) < run.trace.index(("b_u", "activated"))
    assert run.trace.index(("a_u", "completed")) < run.trace.index(("c", "activated"))
    run.complete("after")
    assert (run.state, run.done("e")) == ("completed", 0)


def test_handlers_that_take_their_time_hold_the_transaction(mode: str) -> None:
    body = inside("x", "a", slow_step("a"), end="c")
    run = Runner(model(CAUGHT, x=node("transaction", "x", body)), mode=mode)
    assert run.open == ["a_u"]
    run.complete("a_u")
    assert run.open == ["after"]
    run.complete("after")
    assert run.state == "completed"


def test_a_cancel_with_nothing_to_undo(mode: str) -> None:
    body = inside("x", "", end="c")
    run = Runner(model(CAUGHT, x=node("transaction", "x", body)), mode=mode)
    assert run.open == ["after"]
    run.complete("after")
    assert run.state == "completed"


def test_legal_17_without_a_cancel_boundary_the_flow_ends_with_the_transaction(mode: str) -> None:
    run = Runner(model(), mode=mode)
    run.complete("w", {"stop": True})
    assert (run.state, run.done("e"), undoing(run)) == ("completed", 0, ["b_u", "a_u"])


def test_cancel_deeper_inside_ends_the_whole_transaction(mode: str) -> None:
    deep = sub("y", inside("y", "u", user("u"), end="c"))
    body = inside("x", "a y", step("a"), deep)
    run = Runner(model(CAUGHT, x=node("transaction", "x", body)), mode=mode)
    run.complete("u")
    assert (run.open, undoing(run)) == (["after"], ["a_u"])
    run.complete("after")
    assert run.state == "completed"


def test_legal_17_an_error_that_leaves_a_transaction_undoes_nothing(mode: str) -> None:
    body = inside("x", "a b", step("a"), service("b", "w"))
    broken = boundary("h", "x", error("err")) + end("he") + flows("h>he")
    run = Runner(model(CAUGHT, broken, x=node("transaction", "x", body)), mode=mode)
    run.throw("b", "E1")
    assert (run.state, run.done("h"), undoing(run)) == ("completed", 1, [])


def test_legal_17_an_event_sub_process_inside_a_transaction(mode: str) -> None:
    repair = handler("h", error("err"), task=node("task", "h_t"))
    body = inside("x", "b", service("b", "w"))
    run = Runner(model(CAUGHT, x=node("transaction", "x", repair, body)), mode=mode)
    run.throw("b", "E1")
    assert (run.state, run.done("h"), run.done("e")) == ("completed", 1, 1)


def test_a_transaction_that_is_done_can_be_undone_later(mode: str) -> None:
    run = Runner(
        diagram(
            start(), transaction(), throw("t", compensate("x")), end(), path("s", "x", "t", "e"),
            CAUGHT, roots=ROOTS,
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("w", {"stop": False})
    run.complete("v")
    assert (run.state, undoing(run)) == ("completed", ["b_u", "a_u"])


@pytest.mark.parametrize("caught", [True, False])
def test_legal_16_each_instance_of_a_repeated_transaction(caught: bool, mode: str) -> None:
    marker = multi("[1, 2]", inputElement="n")
    run = Runner(model(CAUGHT if caught else "", marker=marker), mode=mode)
    run.complete("w", {"stop": True})
    if caught:
        # The boundary event stands on all instances: it ends them together
        assert (run.open, undoing(run)) == (["after"], ["b_u", "a_u"])
        run.complete("after")
    else:
        assert run.open == ["v", "w"]
        run.complete("w", {"stop": False})
        run.complete("v")
        assert run.done("e") == 1
    assert run.state == "completed"


def test_bpmn_10_3_8_an_instance_that_was_canceled_counts_as_terminated(mode: str) -> None:
    """It does not count towards the completion condition."""
    enough = formal("completionCondition", "numberOfCompletedInstances = 2")
    marker = multi("[1, 2, 3]", sequential=True, inputElement="n", inner=enough)
    run = Runner(model(marker=marker), mode=mode)
    run.complete("w", {"stop": True})
    (token, *_) = run.tasks
    seen = run.live.variables_at(token)
    counts = [seen[f"numberOf{kind}Instances"] for kind in ("", "Active", "Completed")]
    assert [*counts, seen["numberOfTerminatedInstances"]] == [3, 1, 0, 1]
    for _ in range(2):
        run.complete("w", {"stop": False})
        run.complete("v")
    assert (run.state, run.done("e"), run.done("x")) == ("completed", 1, 2)


def test_a_loop_goes_on_after_a_round_that_was_canceled(mode: str) -> None:
    run = Runner(model(marker=loop("again", loopMaximum="3")), {"again": True}, mode=mode)
    run.complete("w", {"stop": True})
    run.complete("w", {"stop": True, "again": "what?"})
    assert run.codes() == ["condition-not-boolean"]
    run.retry("x", {"again": True})
    run.complete("w", {"stop": False})
    run.complete("v")
    assert (run.state, undoing(run), run.done("e")) == ("completed", ["b_u", "a_u"] * 2, 1)


def test_a_loop_may_end_after_a_round_that_was_canceled(mode: str) -> None:
    run = Runner(model(marker=loop("again")), {"again": "what?"}, mode=mode)
    run.complete("w", {"stop": True})
    run.retry("x", {"again": False})
    assert (run.state, run.done("x"), run.done("e")) == ("completed", 0, 1)
