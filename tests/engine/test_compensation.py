"""Compensation. BPMN 2.0.2, 10.7 Compensation, 13.5.5 Compensation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engine.models import (
    a_message,
    an_error,
    boundary,
    compensate,
    definitions,
    diagram,
    end,
    error,
    ext,
    flows,
    handler,
    io,
    message,
    multi,
    node,
    par,
    path,
    process,
    script,
    service,
    start,
    sub,
    throw,
    timer,
    undone,
    user,
    xor,
)
from tests.engine.runner import Runner
from tests.engine.undoable import HAND, inside, slow_step, step, thrown_behind, undoing

ROOTS = a_message() + an_error()


def booked(*parts: str, throws: str = compensate()) -> bytes:
    """Three tasks that can be undone, a wait, a throw."""
    tasks = "".join(map(step, "abc"))
    return thrown_behind("a b c w", tasks, user("w"), *parts, throws=throws, roots=ROOTS)


def test_bpmn_10_7_all_that_was_completed_is_undone_in_reverse_order(mode: str) -> None:
    run = Runner(booked(), mode=mode)
    run.complete("w")
    assert (run.state, undoing(run)) == ("completed", ["c_u", "b_u", "a_u"])
    assert run.trace.index(("a_u", "completed")) < run.trace.index(("t", "completed"))
    assert run.trace.count(("b_undo", "completed")) == 1


def test_bpmn_10_5_5_a_throw_with_activity_ref_undoes_that_activity_only(mode: str) -> None:
    run = Runner(booked(throws=compensate("b")), mode=mode)
    run.complete("w")
    assert (run.state, undoing(run)) == ("completed", ["b_u"])


def test_what_was_never_completed_is_not_undone(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), undone("a"), user("b"), undone("b"), xor("g", default="g_a"),
            boundary("late", "a", timer("PT1H")), throw("t", compensate()), end(),
            path("s", "g", "a", "b", "t", "e"), flows("g>b: skip", "late>b"), roots=ROOTS,
        ),
        {"skip": False}, mode=mode,
    )  # fmt: skip
    run.advance(timedelta(hours=1))
    run.complete("b")
    assert (run.state, undoing(run)) == ("completed", ["b_u"])


def test_each_completion_in_a_loop_is_undone_and_none_twice(mode: str) -> None:
    run = Runner(
        diagram(
            start(), xor("m"), user("a"), undone("a"), xor("g", default="g_t"),
            throw("t", compensate()), throw("t2", compensate()), end(),
            path("s", "m", "a", "g", "t", "t2", "e"), flows("g>m: again"),
        ),
        mode=mode,
    )  # fmt: skip
    for again in (True, True, False):
        run.complete("a", {"again": again})
    assert (run.state, undoing(run)) == ("completed", ["a_u"] * 3)


def test_handlers_that_take_their_time_run_one_after_the_other(mode: str) -> None:
    run = Runner(
        diagram(
            start(), *map(slow_step, "ab"), throw("t", compensate()), user("after"), end(),
            path("s", "a", "b", "t", "after", "e"),
        ),
        mode=mode,
    )  # fmt: skip
    assert run.open == ["b_u"]
    run.complete("b_u")
    assert run.open == ["a_u"]
    run.complete("a_u")
    assert run.open == ["after"]
    run.complete("after")
    assert run.state == "completed"


def test_bpmn_10_5_5_without_wait_for_completion_the_thrower_goes_on(mode: str) -> None:
    run = Runner(
        diagram(
            start(), slow_step("a"),
            throw("t", compensate(wait=False)), user("after"), end(),
            path("s", "a", "t", "after", "e"),
        ),
        mode=mode,
    )  # fmt: skip
    assert run.open == ["a_u", "after"]
    run.complete("after")
    assert run.state == "active"
    run.complete("a_u")
    assert run.state == "completed"


def test_bpmn_10_5_3_compensation_end_event(mode: str) -> None:
    run = Runner(
        diagram(
            start(), par("f"), step("a"), user("b"), end("e", compensate()),
            user("c"), end("e2"), flows("s>a", "a>f", "f>b", "f>c", "b>e", "c>e2"),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("b")
    assert (undoing(run), run.done("e"), run.open) == (["a_u"], 1, ["c"])
    run.complete("c")
    assert run.state == "completed"


def inner(*parts: str, **facts: str) -> str:
    """A sub-process ``x`` with two tasks that can be undone."""
    return sub("x", *parts, inside("x", "a b", *map(step, "ab")), **facts)


def around(*parts: str) -> bytes:
    return thrown_behind("x w", user("w"), *parts, throws=compensate("x"), roots=ROOTS)


def test_bpmn_10_7_default_compensation_of_a_sub_process(mode: str) -> None:
    run = Runner(around(inner()), mode=mode)
    run.complete("w")
    assert (run.state, undoing(run)) == ("completed", ["b_u", "a_u"])
    assert (run.done("x"), run.done("e")) == (1, 1)


@pytest.mark.parametrize("depth", [2, 5])
def test_default_compensation_at_every_depth(depth: int, mode: str) -> None:
    body = inner()
    for n in range(depth):
        last = "x" if n == 0 else f"y{n - 1}"
        body = sub(f"y{n}", start(f"ys{n}"), body, end(f"ye{n}"), path(f"ys{n}", last, f"ye{n}"))
    run = Runner(thrown_behind(f"y{depth - 1} w", body, user("w")), mode=mode)
    run.complete("w")
    assert (run.state, undoing(run)) == ("completed", ["b_u", "a_u"])


def test_a_handler_of_the_sub_process_undoes_it_whole(mode: str) -> None:
    run = Runner(around(inner(), undone("x")), mode=mode)
    run.complete("w")
    assert (run.state, undoing(run)) == ("completed", ["x_u"])


def test_bpmn_10_7_compensation_event_sub_process_sees_the_data_as_it_was(mode: str) -> None:
    keep = script("h_t", "price + 1", "seen")
    body = inner(ext(io({"price": "=amount"})), handler("h", compensate(), task=keep))
    run = Runner(around(body), {"amount": 10}, mode=mode)
    assert run.began("h") == 0
    run.complete("w", {"amount": 99})
    assert (run.state, run.done("h"), undoing(run)) == ("completed", 1, [])
    assert run.variables["seen"] == 11


def test_a_compensation_event_sub_process_may_undo_what_lies_around_it(mode: str) -> None:
    body = inner(handler("h", compensate(), task=throw("h_t", compensate("a"))))
    run = Runner(around(body), mode=mode)
    run.complete("w")
    assert (run.state, run.done("h"), undoing(run)) == ("completed", 1, ["a_u"])


def test_an_error_handler_undoes_what_its_scope_has_done(mode: str) -> None:
    run = Runner(
        diagram(
            start(), step("a"), service("b", "w"), undone("b"), end(),
            path("s", "a", "b", "e"), handler("h", error(), task=throw("h_t", compensate())),
            roots=ROOTS,
        ),
        mode=mode,
    )  # fmt: skip
    run.throw("b", "E1")
    assert (run.state, run.done("h"), undoing(run)) == ("completed", 1, ["a_u"])


@pytest.mark.parametrize("sequential", [False, True])
def test_bpmn_10_7_each_iteration_is_undone_with_its_own_data(sequential: bool, mode: str) -> None:
    marker = multi("[10, 20, 30]", sequential=sequential, inputElement="n")
    mapped = ext(io({}, {"seen": "=append(seen, n)"}))
    undo = node("userTask", "a_u", mapped, **HAND)
    run = Runner(thrown_behind("a", user("a", marker), undone("a", undo)), {"seen": []}, mode=mode)
    for _ in range(3):
        run.complete("a")
    for _ in range(3):
        assert run.open == ["a_u"]
        run.complete("a_u")
    assert (run.state, run.variables["seen"]) == ("completed", [30, 20, 10])


def test_iterations_of_a_sub_process_are_opened_again_with_their_frames(mode: str) -> None:
    keep = script("h_t", "append(seen, n * 2)", "seen")
    body = sub(
        "x", multi("[1, 2]", inputElement="n"), inside("x", "a", user("a")),
        handler("h", compensate(), task=keep),
    )  # fmt: skip
    run = Runner(around(body), {"seen": []}, mode=mode)
    run.complete("a")
    run.complete("a")
    run.complete("w")
    assert (run.state, run.variables["seen"]) == ("completed", [4, 2])


def test_a_called_process_is_undone_from_inside(mode: str) -> None:
    called = process(
        inside("q", "a", step("a")),
        handler("h", compensate(), task=script("h_t", "secret", "seen")), id="q",
    )  # fmt: skip
    caller = process(
        start(), node("callActivity", "x", ext(io({"secret": "=1 + 1"})), calledElement="q"),
        user("w"), throw("t", compensate("x")), end(), path("s", "x", "w", "t", "e"),
    )  # fmt: skip
    run = Runner(definitions(caller, called), mode=mode)
    run.complete("w")
    assert (run.state, run.done("h"), run.done("e")) == ("completed", 1, 1)
    assert not run.live.called()


def test_a_sub_process_as_handler_with_events_of_its_own(mode: str) -> None:
    undo = sub("a_u", inside("u", "u", user("u")), **HAND)
    late = boundary("late", "a_u", timer("PT1H"), interrupting=False) + end("le")
    run = Runner(thrown_behind("a", step("a", undo), late, flows("late>le")), mode=mode)
    run.advance(timedelta(hours=1))
    run.complete("u")
    assert (run.state, undoing(run), run.done("late")) == ("completed", ["a_u"], 1)


def test_an_interrupted_thrower_stops_undoing(mode: str) -> None:
    thrower = sub("y", inside("y", "a t", slow_step("a"), throw("t", compensate())))
    run = Runner(
        diagram(
            start(), thrower, end(), end("be"), path("s", "y", "e"), boundary("g", "y", message()),
            flows("g>be"), roots=ROOTS,
        ),
        {"order": 1}, mode=mode,
    )  # fmt: skip
    assert run.open == ["a_u"]
    assert run.publish("paid", "1")
    assert (run.state, run.done("g"), undoing(run)) == ("completed", 1, [])


def test_an_error_in_a_handler_goes_outwards(mode: str) -> None:
    run = Runner(
        thrown_behind(
            "a", step("a", service("a_u", "w", **HAND)), handler("h", error("err")), roots=ROOTS
        ),
        mode=mode,
    )
    run.throw("a_u", "E1")
    assert (run.state, run.done("h"), run.done("e")) == ("completed", 1, 0)


def test_a_handler_that_fails_is_an_incident_and_compensation_goes_on_after_it(mode: str) -> None:
    run = Runner(
        thrown_behind("a b", step("a", script("a_u", "fix", "", **HAND)), step("b")),
        {"fix": 1},
        mode=mode,
    )
    assert (run.codes(), undoing(run)) == (["script-result-unnamed"], ["b_u"])
    run.retry("a_u", {"fix": None})
    assert (run.state, undoing(run)) == ("completed", ["b_u", "a_u"])


def test_a_throw_with_nothing_to_undo_goes_on(mode: str) -> None:
    run = Runner(thrown_behind(""), mode=mode)
    assert run.state == "completed"
