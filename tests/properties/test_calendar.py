"""What must hold of every limit on every day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflows.calendar import Limit, WorkCalendar

OFFICIAL = WorkCalendar.official()
DAYS = st.dates(date(2023, 1, 1), date(2029, 12, 31))
COUNTS = st.integers(1, 60)
LIMITS = st.builds(Limit, st.integers(0, 40), st.sampled_from(["WD", "D"])) | st.builds(
    Limit, st.integers(1, 6), st.just("M")
)


@given(DAYS, LIMITS)
def test_a_limit_never_ends_on_a_day_off_nor_before_it_began(start: date, limit: Limit) -> None:
    due = OFFICIAL.due(start, limit).date
    assert OFFICIAL.is_workday(due)
    assert due >= start


@given(DAYS, st.integers(0, 20), LIMITS)
def test_a_later_start_never_ends_earlier(start: date, later: int, limit: Limit) -> None:
    assert OFFICIAL.due(start, limit).date <= OFFICIAL.due(start + timedelta(later), limit).date


@given(DAYS, COUNTS, COUNTS)
def test_working_days_add_up(start: date, first: int, second: int) -> None:
    halfway = OFFICIAL.due(start, Limit(first, "WD")).date
    there = OFFICIAL.due(halfway, Limit(second, "WD")).date
    assert there == OFFICIAL.due(start, Limit(first + second, "WD")).date


@given(DAYS, COUNTS)
def test_counting_back_gives_the_limit(start: date, days: int) -> None:
    due = OFFICIAL.due(start, Limit(days, "WD"))
    assert OFFICIAL.working_days_between(start, due.date) == days
    assert [day.number for day in due.counting if day.number] == list(range(1, days + 1))


@given(DAYS, LIMITS)
def test_the_strip_shows_every_day_once_in_order(start: date, limit: Limit) -> None:
    due = OFFICIAL.due(start, limit)
    assert [day.day for day in due.counting] == [
        start + timedelta(n) for n in range((due.date - start).days + 1)
    ]


@given(DAYS, LIMITS)
def test_provisional_means_that_a_counted_day_is_not_published(start: date, limit: Limit) -> None:
    due = OFFICIAL.due(start, limit)
    assert due.provisional == any(day.day.year >= 2027 for day in due.counting[1:])
