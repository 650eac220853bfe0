"""Day, month and week of a date; now, ``is``, not. Source: DMN 1.5, 10.3.4.2, .6, .8, .10."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel.compare import equal
from engine.feel.evaluation import Run
from engine.feel.functions.registry import builtin
from engine.feel.temporal import date_part, from_ordinal, make_date, offset, ordinal
from engine.feel.values import CONTEXT, DATE_TIME, LIST, TIME, kind

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _weekday(day: Any) -> int:
    """0 for Monday."""
    return (ordinal(date_part(day)) + 3) % 7


@builtin("day of year", "date: date|date and time")
def day_of_year(run: Run, day: Any) -> Decimal:
    return Decimal(ordinal(date_part(day)) - ordinal(make_date(day.year, 1, 1)) + 1)


@builtin("day of week", "date: date|date and time")
def day_of_week(run: Run, day: Any) -> str:
    return _DAYS[_weekday(day)]


@builtin("month of year", "date: date|date and time")
def month_of_year(run: Run, day: Any) -> str:
    return _MONTHS[day.month - 1]


@builtin("week of year", "date: date|date and time")
def week_of_year(run: Run, day: Any) -> Decimal:
    """Week by ISO 8601: the one that holds the year's first Thursday is week 1."""
    thursday = ordinal(date_part(day)) - _weekday(day) + 3
    year = from_ordinal(thursday).year
    return Decimal((thursday - ordinal(make_date(year, 1, 1))) // 7 + 1)


@builtin("now")
def now(run: Run) -> Any:
    return run.now


@builtin("today")
def today(run: Run) -> Any:
    return run.now.date()


@builtin("not", "negand: any")
def negation(run: Run, value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return None if value is None else not value
    return not_boolean(value, run)


def not_boolean(value: Any, run: Run, at: int = 0) -> Any:
    """Null, since ``value`` is neither a boolean nor null."""
    return run.null(f"not: negand is a {kind(value)}, not a boolean", at)


@builtin("is", "value1: any, value2: any")
def identical(run: Run, left: Any, right: Any) -> bool:
    """Whether both are the same element of the semantic domain. Source: 10.3.4.7."""
    run.charge(1)
    what = kind(left)
    if what != kind(right):
        return False
    if what in (TIME, DATE_TIME):
        return offset(left) == offset(right) and equal(left, right, run) is True
    if what == LIST:
        return len(left) == len(right) and all(
            identical(run, a, b) for a, b in zip(left, right, strict=True)
        )
    if what == CONTEXT:
        return left.keys() == right.keys() and all(
            identical(run, left[key], right[key]) for key in left
        )
    return equal(left, right, run) is True
