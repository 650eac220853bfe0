"""Boundary events, with and without interruption. BPMN 2.0.2, 10.5.4, 13.5.3."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engine.models import (
    a_message,
    a_signal,
    boundary,
    diagram,
    end,
    flows,
    message,
    par,
    path,
    script,
    signal,
    start,
    sub,
    timer,
    user,
)
from tests.engine.runner import NOW, Runner


def test_bpmn_13_5_3_interrupting_timer_ends_its_activity(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), end(), user("late"), boundary("t", "a", timer("PT1H")),
            flows("s>a", "a>e", "t>late", "late>e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.advance(timedelta(hours=1))
    assert run.open == ["late"]
    assert run.trace[-4:] == [
        ("a", "terminated"),
        ("t", "activated"),
        ("t", "completed"),
        ("late", "activated"),
    ]
    run.complete("late")
    assert run.state == "completed"


def test_a_completed_activity_has_no_boundary_event_left(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), user("b"), end(), boundary("t", "a", timer("PT1H")),
            boundary("m1", "a", message(), interrupting=False),
            flows("s>a", "a>b", "b>e", "t>e", "m1>e"), roots=a_message(),
        ),
        {"order": 1},
        mode=mode,
    )  # fmt: skip
    run.complete("a")
    assert not run.timers
    assert not run.waits
    run.complete("b")


def test_bpmn_13_5_3_non_interrupting_message_fires_as_often_as_it_comes(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), user("note"), end(),
            boundary("m1", "a", message(), interrupting=False),
            flows("s>a", "a>e", "m1>note", "note>e"), roots=a_message(),
        ),
        {"order": 1},
        mode=mode,
    )  # fmt: skip
    for _ in range(3):
        assert run.publish("paid", "1")
    assert run.open == ["a", "note", "note", "note"]
    run.complete("a")
    assert not run.publish("paid", "1")
    for _ in range(3):
        run.complete("note")
    assert run.state == "completed"


@pytest.mark.parametrize(("cycle", "times"), [("R3/PT1H", 3), ("R/PT1H", 5)])
def test_non_interrupting_cycle_fires_every_round(cycle: str, times: int, mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), script("tick", "n + 1", "n"), end(), end("x"),
            boundary("t", "a", timer(cycle=cycle), interrupting=False),
            flows("s>a", "a>e", "t>tick", "tick>x"),
        ),
        {"n": 0},
        mode=mode,
    )  # fmt: skip
    run.advance(timedelta(hours=5, minutes=30))
    assert (run.variables["n"], run.done("t")) == (times, times)
    run.complete("a")
    assert run.state == "completed"


def test_interrupting_cycle_fires_once(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), end(), boundary("t", "a", timer(cycle="R/PT1H")),
            flows("s>a", "a>e", "t>e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.advance(timedelta(hours=5))
    assert (run.state, run.done("t")) == ("completed", 1)


def test_overdue_rounds_of_a_cycle_keep_their_times(mode: str) -> None:
    """Nobody looked for five hours: the rounds are not counted from the late look."""
    run = Runner(
        diagram(
            start(), user("a"), end(), end("x"),
            boundary("t", "a", timer(cycle="R/PT1H"), interrupting=False),
            flows("s>a", "a>e", "t>x"),
        ),
        mode=mode,
    )  # fmt: skip
    run.outside.now += timedelta(hours=5, minutes=10)
    assert run.advance(timedelta(0)) == 5
    (row,) = run.timers.values()
    assert row.due_at == NOW + timedelta(hours=6)


def test_a_timer_that_is_told_twice_fires_once(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), end(), end("x"),
            boundary("t", "a", timer("PT1H"), interrupting=False),
            flows("s>a", "a>e", "t>x"),
        ),
        mode=mode,
    )  # fmt: skip
    (row,) = run.timers.values()
    assert run.live.fire_timer(row.token, row.definition) is False
    run.advance(timedelta(hours=1))
    run.reload()
    assert run.live.fire_timer(row.token, row.definition) is False
    assert run.done("t") == 1


def test_signal_boundaries_of_both_kinds(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), user("n"), user("i"), end(),
            boundary("b1", "a", signal(), interrupting=False), boundary("b2", "a", signal("stop")),
            flows("s>a", "a>e", "b1>n", "n>e", "b2>i", "i>e"),
            roots=a_signal() + a_signal("stop", "stop"),
        ),
        mode=mode,
    )  # fmt: skip
    run.signal("alarm")
    assert run.open == ["a", "n"]
    run.signal("stop")
    assert run.open == ["i", "n"]
    run.complete("i")
    run.complete("n")
    assert run.state == "completed"


def test_boundary_on_a_sub_process_cancels_all_that_runs_inside(mode: str) -> None:
    inner = sub("deep", start("s2"), user("u2"), end("e2"), path("s2", "u2", "e2"))
    run = Runner(
        diagram(
            start(),
            sub("o", start("s1"), par("f"), user("u1"), inner, end("e1"),
                flows("s1>f", "f>u1", "f>deep", "u1>e1", "deep>e1"),),
            boundary("t", "o", timer("PT1H")), user("after"), end(),
            flows("s>o", "o>e", "t>after", "after>e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.advance(timedelta(hours=1))
    assert run.open == ["after"]
    ended = [element for element, state in run.trace if state == "terminated"]
    assert sorted(ended) == ["deep", "o", "u1", "u2"]
    assert ended.index("u2") < ended.index("deep") < ended.index("o")
