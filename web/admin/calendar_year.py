"""A year of the calendar as twelve rows of days. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from workflows.calendar import WorkCalendar
from workflows.calendar.days import Day
from workflows.errors import CalendarGap


def year_of(calendar: WorkCalendar, year: int) -> list[tuple[int, list[Day]]]:
    """(month, its days), twelve of them; none for a year that cannot be counted."""
    try:
        days = [calendar.day(day) for day in _days(year)]
    except CalendarGap:
        return []
    return [(month, [day for day in days if day.day.month == month]) for month in range(1, 13)]


def _days(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]
