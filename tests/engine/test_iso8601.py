"""Durations, dates and cycles of timers. ISO 8601; BPMN 2.0.2, 10.5.5 Timer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from engine.events.iso8601 import is_literal, parse_duration, schedule
from engine.feel.values import YearsMonths

NOW = datetime(2025, 1, 31, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("PT0.5S", NOW + timedelta(milliseconds=500)),
        ("P2W", NOW + timedelta(days=14)),
        ("P1DT2H3M4S", NOW + timedelta(days=1, hours=2, minutes=3, seconds=4)),
        ("P1M", datetime(2025, 2, 28, 2, tzinfo=UTC)),
        ("P1Y1M", datetime(2026, 2, 28, 2, tzinfo=UTC)),
        ("-PT1H", NOW - timedelta(hours=1)),
    ],
)
def test_durations_months_are_clipped_to_the_calendar(text: str, due: datetime) -> None:
    assert parse_duration(text).after(NOW) == due


@pytest.mark.parametrize("text", ["", "P", "PT", "1H", "P1H", "PT1D", "P1.5M", "one hour"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="not an ISO"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("form", "value", "first", "rounds"),
    [
        ("date", "2025-03-01", datetime(2025, 2, 28, 16, tzinfo=UTC), 1),
        ("date", "2025-03-01T00:00:00Z", datetime(2025, 3, 1, tzinfo=UTC), 1),
        ("date", "2025-03-01T00:00:00@Europe/Berlin", datetime(2025, 2, 28, 23, tzinfo=UTC), 1),
        ("date", date(2025, 3, 1), datetime(2025, 2, 28, 16, tzinfo=UTC), 1),
        ("duration", timedelta(hours=1), NOW + timedelta(hours=1), 1),
        ("duration", YearsMonths(1), datetime(2025, 2, 28, 2, tzinfo=UTC), 1),
        ("cycle", "R3/PT1H", NOW + timedelta(hours=1), 3),
        ("cycle", "R/PT1H", NOW + timedelta(hours=1), None),
        ("cycle", "R2/2025-02-01T00:00:00Z/P1D", datetime(2025, 2, 1, tzinfo=UTC), 2),
        ("cycle", timedelta(minutes=5), NOW + timedelta(minutes=5), None),
    ],
)
def test_schedules(form: str, value: Any, first: datetime, rounds: int | None) -> None:
    plan = schedule(form, value, NOW)
    assert (plan.first, plan.rounds) == (first, rounds)


@pytest.mark.parametrize(
    ("form", "value"),
    [
        ("date", "tomorrow"),
        ("date", 5),
        ("date", None),
        ("duration", 5),
        ("duration", None),
        ("cycle", "R3"),
        ("cycle", "R0/PT1H"),
        ("cycle", "R3/PT0S"),
        ("cycle", timedelta(0)),
        ("cycle", timedelta(hours=-1)),
        ("cycle", "RX/PT1H"),
        ("duration", "P9999999Y"),
    ],
)
def test_values_that_no_timer_can_use(form: str, value: Any) -> None:
    with pytest.raises(ValueError):
        schedule(form, value, NOW)


def test_months_of_a_cycle_are_counted_from_its_first_round() -> None:
    """31 January, 28 February, 31 March: a clipped day does not stay clipped."""
    plan = schedule("cycle", "R/2025-01-31T02:00:00Z/P1M", NOW)
    assert [plan.due(n).day for n in range(3)] == [31, 28, 31]


def test_text_of_a_timer_is_a_literal_or_an_expression() -> None:
    assert is_literal("duration", "PT1H")
    assert is_literal("cycle", "R3/PT1H")
    assert not is_literal("duration", "waiting_time")
    assert not is_literal("date", "PT1H")
