"""Legal days and the clock that all threads share."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from workflows.clock import OfficeClock, at_shanghai, legal_day
from workflows.law import XKF


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2025, 9, 25, 15, 59, 59, tzinfo=UTC), date(2025, 9, 25)),
        (datetime(2025, 9, 25, 16, 0, tzinfo=UTC), date(2025, 9, 26)),
    ],
)
def test_a_legal_day_is_a_day_in_shanghai(instant: datetime, day: date) -> None:
    assert legal_day(instant) == day


def test_nine_in_shanghai_is_one_in_utc() -> None:
    assert at_shanghai(date(2025, 9, 26), 9) == datetime(2025, 9, 26, 1, tzinfo=UTC)


def test_a_shifted_clock_goes_on_from_where_it_was_set() -> None:
    clock = OfficeClock()
    clock.shift(timedelta(days=-60))
    first = clock.now()
    assert datetime.now(UTC) - first >= timedelta(days=60)
    assert clock.now() >= first
    assert first.tzinfo is UTC


def test_a_law_is_cited_by_its_short_name() -> None:
    assert XKF.article("三十二") == "《行政许可法》第三十二条"
