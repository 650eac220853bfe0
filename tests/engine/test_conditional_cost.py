"""Conditions are asked where a variable that they read was written, and nowhere else."""

from __future__ import annotations

import pytest

from engine.behavior import conditions
from tests.engine.models import (
    boundary,
    condition,
    diagram,
    end,
    flows,
    handler,
    multi,
    path,
    start,
    sub,
    user,
)
from tests.engine.runner import Runner

MANY = 300


def armed(text: str) -> bytes:
    """As many tasks side by side, each with a condition on its boundary."""
    marker = multi("items", inputElement="n")
    return diagram(
        start(), user("a", marker), end(), end("be"), path("s", "a", "e"), flows("b>be"),
        boundary("b", "a", condition(text), interrupting=False),
    )  # fmt: skip


def wide(text: str) -> bytes:
    """One wait for each condition: event sub-processes of 300 instances."""
    body = sub(
        "q", multi("items", inputElement="n"), start("qs"), user("a"), end("qe"),
        path("qs", "a", "qe"), handler("h", condition(text), interrupting=False),
    )  # fmt: skip
    return diagram(start(), body, end(), path("s", "q", "e"))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The conditions that were evaluated."""
    found: list[str] = []
    truth = conditions.truth

    def note(condition: object, place: object) -> object:
        found.append(condition.text)  # type: ignore[attr-defined]
        return truth(condition, place)  # type: ignore[arg-type]

    monkeypatch.setattr(conditions, "truth", note)
    return found


def test_a_write_asks_the_conditions_that_read_it_and_no_other(asked: list[str]) -> None:
    run = Runner(wide("x = n"), {"items": list(range(1, MANY + 1)), "x": 0})
    assert len(asked) == MANY
    for _ in range(20):
        run.complete("a", {"y": 1})
    assert len(asked) == MANY
    run.complete("a", {"x": 5})
    assert len(asked) == 2 * MANY - 20


def test_conditions_cost_the_same_loaded_anew(asked: list[str]) -> None:
    run = Runner(wide("x = n"), {"items": list(range(1, MANY + 1)), "x": 0}, mode="reload")
    for _ in range(10):
        run.complete("a", {"y": 1})
    assert len(asked) == MANY


def test_nothing_is_watched_once_nobody_waits(mode: str) -> None:
    run = Runner(armed("x = 1"), {"items": [1, 2, 3], "x": 0}, mode=mode)
    for _ in range(3):
        run.complete("a")
    case = run.live.case
    assert (run.state, case.watched.every, case.watched.touched) == ("completed", {}, {})
    assert case.frame._readers is None


def test_a_condition_that_reads_the_clock_is_asked_with_each_command(asked: list[str]) -> None:
    run = Runner(armed('now() > date and time("2030-01-01T00:00:00Z")'), {"items": [1, 2]})
    before = len(asked)
    run.complete("a")
    assert len(asked) == before + 1
