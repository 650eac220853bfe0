"""Sub-processes: when they begin and end, how deep. BPMN 2.0.2, 10.3.5, 13.3.4."""

from __future__ import annotations

from datetime import timedelta

from tests.engine.models import (
    boundary,
    diagram,
    end,
    ext,
    flows,
    io,
    par,
    path,
    start,
    sub,
    timer,
    user,
)
from tests.engine.runner import Runner


def test_bpmn_13_3_4_sub_process_completes_when_no_token_is_left(mode: str) -> None:
    run = Runner(
        diagram(
            start(),
            sub("o", ext(io({"local": "=x"}, {"out": "=local + 1"})), start("s1"), par("f"),
                user("a"), user("b"), end("e1"), end("e2"),
                flows("s1>f", "f>a", "f>b", "a>e1", "b>e2")),
            end(), path("s", "o", "e"),
        ),
        {"x": 1},
        mode=mode,
    )  # fmt: skip
    run.complete("a", {"local": 5, "y": 2})
    assert run.state == "active"
    run.complete("b")
    assert (run.state, run.variables) == ("completed", {"x": 1, "y": 2, "out": 6})


def test_a_sub_process_without_start_event_begins_at_all_entries(mode: str) -> None:
    run = Runner(
        diagram(start(), sub("o", user("a"), user("b")), end(), path("s", "o", "e")), mode=mode
    )
    assert run.open == ["a", "b"]
    run.complete("a")
    run.complete("b")
    assert run.state == "completed"


def test_deep_nesting_costs_no_stack() -> None:
    inner = user("u")
    for depth in range(90):
        inner = sub(f"n{depth}", inner)
    run = Runner(diagram(start(), inner, end(), path("s", "n89", "e")), mode="reload")
    run.complete("u")
    assert run.state == "completed"


def test_deep_nesting_is_cancelled_without_stack() -> None:
    inner = user("u")
    for depth in range(90):
        inner = sub(f"n{depth}", inner)
    run = Runner(
        diagram(
            start(), inner, end(), boundary("t", "n89", timer("PT1H")), path("s", "n89", "e"),
            path("t", "e"),
        )
    )  # fmt: skip
    run.advance(timedelta(hours=1))
    assert run.state == "completed"
