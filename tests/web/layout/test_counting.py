"""The strip of days behind the ⓘ."""

from __future__ import annotations

from datetime import date

from web.layout.counting import day_sign
from workflows.calendar import Limit, WorkCalendar


def test_a_limit_moved_past_the_holidays_ends_on_a_day_that_is_no_rest() -> None:
    """民法典 203: seven days from 2025-09-25 end on 10-02, a holiday, so on 10-09."""
    due = WorkCalendar.official().due(date(2025, 9, 25), Limit(7, "D", "receipt"))

    signs = [day_sign(counted, due.date) for counted in due.counting]

    assert signs == ["起", *"1234567", *("休" * 6), "止"]
