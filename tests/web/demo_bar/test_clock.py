"""The demo's clock goes forward by what people think in: hours, working days, weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from web.demo_bar import clock
from workflows.calendar import WorkCalendar

#: Friday 2025-09-26, 09:00 in Shanghai
FRIDAY = datetime(2025, 9, 26, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("step", "now", "then"),
    [
        ("hour", FRIDAY, datetime(2025, 9, 26, 2, tzinfo=UTC)),
        ("week", FRIDAY, datetime(2025, 10, 3, 1, tzinfo=UTC)),
        # 2025-09-28 is a Sunday on which people work (调休)
        ("workday", FRIDAY, datetime(2025, 9, 28, 1, tzinfo=UTC)),
        # over 国庆 and 中秋, 1 to 8 October
        ("workday", datetime(2025, 9, 30, 9, tzinfo=UTC), datetime(2025, 10, 9, 1, tzinfo=UTC)),
    ],
)
def test_a_step_leads_to_the_next_such_instant(step: str, now: datetime, then: datetime) -> None:
    assert clock.after_step(step, now, WorkCalendar.official()) == then


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2025-10-11T09:30", datetime(2025, 10, 11, 1, 30, tzinfo=UTC)),
        ("tomorrow", None),
        ("", None),
        ("2035-01-01T00:00", None),
    ],
)
def test_a_typed_time_is_meant_in_shanghai(text: str, instant: datetime | None) -> None:
    assert clock.typed(text, FRIDAY) == instant


def test_every_step_goes_forward() -> None:
    calendar = WorkCalendar.official()
    for step in clock.STEPS:
        assert clock.after_step(step, FRIDAY, calendar) - FRIDAY > timedelta(0)
