"""Limits of an application, on the official calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from workflows.calendar import Limit, WorkCalendar
from workflows.handling import clocks

CALENDAR = WorkCalendar.official()
FRIDAY = date(2025, 9, 26)
FIVE = {"value": 5, "unit": "WD", "from": "acceptance"}
TWENTY = {"value": 20, "unit": "WD", "from": "acceptance"}


def test_xkf_32_4_five_working_days_across_the_national_holiday():
    due = clocks.silence_due(FRIDAY, CALENDAR)
    assert due.date == date(2025, 10, 10)
    sunday = next(day for day in due.counting if day.day == date(2025, 9, 28))
    assert sunday.number == 1  # 调休上班


def test_xkf_32_4_silence_means_accepted_from_receipt():
    dues = clocks.dues_of(FRIDAY, FRIDAY, FIVE, TWENTY, CALENDAR)
    assert dues.statutory is not None
    assert dues.statutory.date == date(2025, 10, 30)


def test_construction_law_8_counts_from_receipt():
    seven_days = {"value": 7, "unit": "D", "from": "receipt"}
    dues = clocks.dues_of(date(2025, 9, 15), date(2025, 9, 19), FIVE, seven_days, CALENDAR)
    assert dues.statutory is not None
    assert dues.statutory.date == date(2025, 9, 22)


def test_without_a_limit_of_law_only_the_promise_counts():
    dues = clocks.dues_of(FRIDAY, FRIDAY, FIVE, None, CALENDAR)
    assert dues.statutory is None
    assert not dues.provisional


def test_years_without_official_days_are_provisional():
    dues = clocks.dues_of(date(2026, 12, 7), date(2026, 12, 7), FIVE, TWENTY, CALENDAR)
    assert dues.provisional


def test_a_timer_fires_only_when_the_day_is_over():
    assert clocks.end_of(date(2025, 10, 10)) == datetime(2025, 10, 10, 15, 59, 59, tzinfo=UTC)
    assert clocks.after(date(2025, 10, 10)) == datetime(2025, 10, 10, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "color", "words"),
    [
        (date(2025, 9, 26), "green", "剩5个工作日"),
        (date(2025, 10, 9), "yellow", "剩1个工作日"),
        (date(2025, 10, 10), "yellow", "今日到期"),
        (date(2025, 10, 13), "red", "已超承诺期限2个工作日"),
        (date(2025, 10, 31), "black", "已超法定期限1个工作日"),
    ],
)
def test_light_has_words_beside_its_color(today, color, words):
    light = clocks.light(today, FRIDAY, date(2025, 10, 10), date(2025, 10, 30), CALENDAR)
    assert (light.color, light.sentence) == (color, words)


@pytest.mark.parametrize(
    ("today", "color"), [(date(2025, 9, 29), "green"), (date(2025, 9, 30), "yellow")]
)
def test_a_fifth_of_a_long_limit_is_yellow_too(today, color):
    """Of 20 working days the last four, not only the last two (domain 4.2, 红黄灯)."""
    started, due = date(2025, 9, 9), date(2025, 10, 13)
    assert CALENDAR.working_days_between(started, due) == 20
    assert CALENDAR.working_days_between(date(2025, 9, 30), due) == 4
    assert clocks.light(today, started, due, None, CALENDAR).color == color


def test_xkf_44_a_decision_is_served_within_ten_working_days():
    assert Limit(10, "WD", "decision") == clocks.DELIVERY
    assert CALENDAR.due(date(2025, 9, 26), clocks.DELIVERY).date == date(2025, 10, 16)
