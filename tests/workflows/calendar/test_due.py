"""Limits and due dates. Cases: domain §4.5, computed with chinesecalendar 1.11.0."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from workflows.calendar import Limit, WorkCalendar
from workflows.errors import CalendarGap

OFFICIAL = WorkCalendar.official()


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2023-09-28", 5, "2023-10-11"),
        ("2024-04-26", 5, "2024-05-07"),
        ("2024-12-31", 10, "2025-01-15"),
        ("2025-09-26", 5, "2025-10-10"),
        ("2025-09-26", 20, "2025-10-30"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-02-13", 20, "2026-03-19"),
        ("2026-02-13", 30, "2026-04-02"),
        ("2026-04-30", 5, "2026-05-11"),
        ("2026-11-23", 20, "2026-12-21"),
    ],
)
def test_xkf_82_working_days_leave_holidays_out_and_count_made_up_days(
    start: str, days: int, due: str
) -> None:
    found = OFFICIAL.due(date.fromisoformat(start), Limit(days, "WD"))
    assert found.date == date.fromisoformat(due)
    assert not found.provisional


def test_a_limit_that_ends_in_an_unpublished_year_is_provisional() -> None:
    due = OFFICIAL.due(date(2026, 12, 7), Limit(20, "WD"))
    # 2026-12-08 is day 1; 2027-01-01 (Friday) is a statutory holiday
    assert due.date == date(2027, 1, 5)
    assert due.provisional


def test_unpublished_spring_festival_is_four_statutory_days() -> None:
    off = [day for day in range(1, 15) if not OFFICIAL.is_workday(date(2027, 2, day))]
    # 除夕 2027-02-05 (Friday) to 初三 2027-02-08 (Monday), and the next weekend
    assert off == [5, 6, 7, 8, 13, 14]


def test_the_year_past_all_tables_is_a_gap_not_a_guess() -> None:
    with pytest.raises(CalendarGap) as refused:
        OFFICIAL.due(date(2035, 12, 31), Limit(5, "WD"))
    assert refused.value.facts["year"] == 2036


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        # 建筑法 8: seven days from receipt, calendar days
        ("2025-09-01", Limit(7, "D", "receipt"), "2025-09-08"),
        # 民法典 203: ends on a holiday, moved to the first working day after
        ("2025-09-26", Limit(7, "D", "receipt"), "2025-10-09"),
        ("2025-09-26", Limit(1, "D", "receipt"), "2025-09-28"),
        # 民办教育促进法 17: three months from acceptance
        ("2025-03-14", Limit(3, "M"), "2025-06-16"),
        # 民法典 202: no 31st, so the last of the month
        ("2025-08-31", Limit(1, "M"), "2025-09-30"),
        ("2024-01-31", Limit(1, "M"), "2024-02-29"),
        ("2024-02-29", Limit(1, "Y"), "2025-02-28"),
        ("2025-11-30", Limit(3, "M"), "2026-02-28"),
    ],
)
def test_mfd_201_to_203_days_and_months(start: str, limit: Limit, due: str) -> None:
    assert OFFICIAL.due(date.fromisoformat(start), limit).date == date.fromisoformat(due)


def test_less_than_a_working_day_is_the_day_itself_or_the_next_that_works() -> None:
    assert OFFICIAL.due(date(2025, 9, 26), Limit(Decimal("0.5"), "WD")).date == date(2025, 9, 26)
    assert OFFICIAL.due(date(2025, 10, 1), Limit(0, "WD")).date == date(2025, 10, 9)


def test_the_strip_numbers_each_working_day_and_names_why_others_do_not_count() -> None:
    due = OFFICIAL.due(date(2025, 9, 26), Limit(5, "WD"))
    strip = [(day.day.isoformat()[5:], day.number, day.kind, day.note) for day in due.counting]
    assert strip[:4] == [
        ("09-26", None, "start", "起算日不计"),
        ("09-27", None, "weekend", "周末"),
        ("09-28", 1, "makeup", "调休上班"),
        ("09-29", 2, "work", "工作日"),
    ]
    assert ("10-05", None, "holiday", "国庆节") in strip
    assert ("10-06", None, "holiday", "中秋节") in strip
    assert strip[-1] == ("10-10", 5, "work", "工作日")
    assert any("第八十二条" in rule for rule in due.rules)


def test_the_strip_of_calendar_days_counts_holidays_and_shows_the_move() -> None:
    due = OFFICIAL.due(date(2025, 9, 26), Limit(7, "D"))
    assert [day.number for day in due.counting[:9]] == [None, 1, 2, 3, 4, 5, 6, 7, None]
    assert due.counting[-1].day == due.date
    assert any("第二百零三条" in rule for rule in due.rules)


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_published_years_have_the_known_number_of_working_days(year: int) -> None:
    known = {2023: 249, 2024: 251, 2025: 248, 2026: 248}
    days = OFFICIAL.working_days_between(date(year - 1, 12, 31), date(year, 12, 31))
    assert days == known[year]
