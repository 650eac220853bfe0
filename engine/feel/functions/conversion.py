"""string, number, and what makes temporal values. Source: DMN 1.5, 10.3.4.1."""

from __future__ import annotations

import re
from datetime import tzinfo
from decimal import Decimal
from typing import Any

from engine.feel.evaluation import MAX_STRING, Run
from engine.feel.functions.registry import Undefined, builtin
from engine.feel.lexical import read_date, read_date_time, read_duration, read_time
from engine.feel.numbers import CONTEXT, integer, number
from engine.feel.temporal import (
    SECOND,
    clock_from,
    clock_nanos,
    date_part,
    fixed_zone,
    make_date,
    make_date_time,
    make_time,
    named_zone,
    nanos_of,
    time_part,
)
from engine.feel.text import write_value
from engine.feel.values import DATE, DATE_TIME, TIME, YearsMonths, kind

# As XML Schema writes numbers, of which FEEL has a part (10.3.2.3.1): plus sign and bare point too
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.A)


@builtin("date", "from: string|date|date and time")
def date_from(run: Run, value: Any) -> Any:
    what = kind(value)
    if what == DATE:
        return value
    found = date_part(value) if what == DATE_TIME else read_date(value)
    return _made(found, value, "a date")


@builtin("date", "year: number, month: number, day: number")
def date_of(run: Run, *parts: Any) -> Any:
    return _made(make_date(*map(_whole, parts)), parts, "a date")


@builtin("date and time", "from: string|date and time")
def date_time_from(run: Run, value: Any) -> Any:
    if kind(value) == DATE_TIME:
        return value
    day = read_date(value)
    if day is not None:
        return make_date_time(day, make_time(0, 0, 0, 0, None))
    return _made(read_date_time(value), value, "a date and time")


@builtin("date and time", "date: date|date and time, time: time")
def date_time_of(run: Run, day: Any, clock: Any) -> Any:
    return make_date_time(date_part(day), clock)


@builtin("date and time", "date: date|date and time, timezone: string")
def date_time_in_zone(run: Run, day: Any, name: str) -> Any:
    at = clock_nanos(day) if kind(day) == DATE_TIME else 0
    return make_date_time(date_part(day), clock_from(at, _zone_named(name)))


@builtin(
    "date and time",
    "year: number, month: number, day: number, hour: number, minute: number, second: number, "
    "time offset: days and time duration|null?",
)
def date_time_of_parts(run: Run, *parts: Any) -> Any:
    day = _made(make_date(*map(_whole, parts[:3])), parts, "a date")
    return make_date_time(day, time_of(run, *parts[3:]))


@builtin("time", "from: string|time|date|date and time")
def time_from(run: Run, value: Any) -> Any:
    what = kind(value)
    if what == TIME:
        return value
    if what == DATE:
        return make_time(0, 0, 0, 0, fixed_zone(0))
    found = time_part(value) if what == DATE_TIME else read_time(value)
    return _made(found, value, "a time")


@builtin(
    "time",
    "hour: number, minute: number, second: number, offset: days and time duration|null?",
)
def time_of(run: Run, hour: Any, minute: Any, second: Any, shift: Any = None) -> Any:
    exact = number(second)
    whole = int(exact)
    fraction = int((exact - whole) * SECOND)
    made = make_time(_whole(hour), _whole(minute), whole, fraction, _shifted(shift))
    return _made(made, (hour, minute, second), "a time")


def _shifted(shift: Any) -> tzinfo | None:
    if shift is None:
        return None
    zone = fixed_zone(nanos_of(shift) // SECOND)
    if zone is None:
        raise Undefined("the offset is out of range")
    return zone


def _zone_named(name: str) -> tzinfo:
    zone = named_zone(name)
    if zone is None:
        raise Undefined(f"there is no time zone {name!r}")
    return zone


def _whole(value: Any) -> int:
    whole = integer(value)
    if whole is None:
        raise Undefined(f"{value} is no whole number")
    return whole


def _made(found: Any, source: Any, what: str) -> Any:
    if found is None:
        shown = repr(source) if isinstance(source, str) else "these parts"
        raise Undefined(f"{shown} is not {what}")
    return found


@builtin("duration", "from: string|days and time duration|years and months duration")
def duration(run: Run, text: Any) -> Any:
    if not isinstance(text, str):
        return text
    return _made(read_duration(text), text, "a duration")


@builtin("years and months duration", "from: date|date and time, to: date|date and time")
def years_and_months(run: Run, start: Any, end: Any) -> YearsMonths:
    """Whole months between two dates, toward zero."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if months > 0 and end.day < start.day:
        months -= 1
    elif months < 0 and end.day > start.day:
        months += 1
    return YearsMonths(months)


@builtin("string", "from: any")
def string(run: Run, value: Any) -> str | None:
    return None if value is None else run.written(write_value(value, MAX_STRING))


@builtin("number", "from: string|number")
def number_from(run: Run, value: Any) -> Decimal:
    return number(value) if not isinstance(value, str) else _parsed(value)


@builtin("number", "from: string, grouping separator: string|null, decimal separator: string|null?")
def number_with_separators(
    run: Run, text: str, grouping: str | None, point: str | None = None
) -> Decimal:
    if grouping not in (" ", ",", ".", None):
        raise Undefined("the grouping separator is a space, comma or period")
    if point not in (",", ".", None):
        raise Undefined("the decimal separator is a comma or period")
    if grouping is not None and grouping == (point or "."):
        raise Undefined("the two separators are the same")
    if grouping is not None:
        text = text.replace(grouping, "")
    if point == ",":
        text = text.replace(".", "x").replace(",", ".")
    return _parsed(text)


def _parsed(text: str) -> Decimal:
    if len(text) > 7000 or not _NUMBER.fullmatch(text):
        raise Undefined(f"{text[:50]!r} is no number")
    return CONTEXT.create_decimal(text)
