"""Official days from the ``chinesecalendar`` package: published years only, nothing predicted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from workflows.calendar.days import Day, kind_of

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}

#: First year that is seeded: older cases are not in this system
FIRST_YEAR = 2022


@cache
def official_days() -> dict[date, Day]:
    """{day: Day} of all published years from ``FIRST_YEAR`` on."""
    return {day.day: day for day in _days()}


def _days() -> Iterator[Day]:
    from chinese_calendar import constants

    last = max(constants.holidays).year
    day = date(FIRST_YEAR, 1, 1)
    while day.year <= last:
        holiday = _NAMES.get(constants.holidays.get(day, ""), "")
        makeup = day in constants.workdays
        works = makeup or (day.weekday() < 5 and not holiday)
        note = "调休上班" if makeup else holiday
        source = f"国务院办公厅关于{day.year}年部分节假日安排的通知"
        yield Day(day, kind_of(day, works, note), False, note, source)
        day += timedelta(1)
