"""Texts of dates, times and durations, read and written. Source: DMN 1.5, 10.3.4.1; XSD 1.1."""

from __future__ import annotations

import re
from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel.temporal import (
    DAY,
    SECOND,
    clock_from,
    fixed_zone,
    from_ordinal,
    make_date,
    make_date_time,
    make_duration,
    make_time,
    named_zone,
    nano,
    nanos_of,
    offset,
    ordinal,
)
from engine.feel.values import (
    DATE,
    DATE_TIME,
    DAYS_TIME,
    TIME,
    YEARS_MONTHS,
    YearsMonths,
    kind,
)

_DATE = re.compile(r"(-?(?:\d{4}|[1-9]\d{4,8}))-(\d\d)-(\d\d)", re.A)
_ZONE = r"(?:(Z|z|[+-]\d\d:\d\d(?::\d\d)?)|@([A-Za-z0-9_+\-/]+))?"
_TIME = re.compile(rf"(\d\d):(\d\d):(\d\d)(?:\.(\d{{1,30}}))?{_ZONE}", re.A)
_ZONED_DATE = re.compile(rf"(-?\d{{4,9}}-\d\d-\d\d){_ZONE}", re.A)
_DAYS_TIME = re.compile(
    r"(-?)P(?:(\d{1,18})D)?(T(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d{0,30}))?S)?)?",
    re.A,
)
_YEARS_MONTHS = re.compile(r"(-?)P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?", re.A)


def read_date(text: str) -> Any:
    """The date written in ``text``, else None."""
    hit = _DATE.fullmatch(text)
    return make_date(*(int(part) for part in hit.groups())) if hit else None


def read_time(text: str) -> Any:
    """The time of day written in ``text``, else None; 24:00:00 is 00:00:00, as in XML Schema."""
    found = _read_clock(text)
    return None if found is None else found[0]


def _read_clock(text: str) -> tuple[Any, bool] | None:
    """The time and whether it is the midnight that ends the day (24:00:00)."""
    hit = _TIME.fullmatch(text)
    if hit is None:
        return None
    hour, minute, second, fraction, shift, name = hit.groups()
    zone = _zone(shift, name)
    if zone is None and (shift or name):
        return None
    nanos = int((fraction or "0").ljust(9, "0")[:9])
    end = hour == "24" and minute == second == "00" and nanos == 0
    found = make_time(0 if end else int(hour), int(minute), int(second), nanos, zone)
    return None if found is None else (found, end)


def _zone(shift: str | None, name: str | None) -> tzinfo | None:
    if name is not None:
        return named_zone(name)
    if shift is None:
        return None
    if shift in ("Z", "z"):
        return fixed_zone(0)
    parts = [int(p) for p in shift[1:].split(":")] + [0]
    if parts[1] > 59 or parts[2] > 59:
        return None
    seconds = parts[0] * 3600 + parts[1] * 60 + parts[2]
    return fixed_zone(-seconds if shift[0] == "-" else seconds)


def read_date_time(text: str) -> Any:
    """The date and time written in ``text``, else None."""
    head, mark, tail = text.partition("T")
    if not mark:
        return _midnight_in_zone(text)
    day, clock = read_date(head), _read_clock(tail)
    if day is None or clock is None:
        return None
    if clock[1]:
        day = from_ordinal(ordinal(day) + 1)
    return None if day is None else make_date_time(day, clock[0])


def _midnight_in_zone(text: str) -> Any:
    """A date with a time zone, as XML Schema writes it: ``2012-03-07Z``. Source: 10.3.2.15."""
    hit = _ZONED_DATE.fullmatch(text)
    if hit is None:
        return None
    day, zone = read_date(hit.group(1)), _zone(hit.group(2), hit.group(3))
    return None if day is None or zone is None else make_date_time(day, clock_from(0, zone))


def read_duration(text: str) -> Any:
    """The duration written in ``text``, else None."""
    hit = _YEARS_MONTHS.fullmatch(text)
    if hit and any(hit.groups()[1:]):
        total = int(hit.group(2) or 0) * 12 + int(hit.group(3) or 0)
        return YearsMonths(-total if hit.group(1) else total)
    hit = _DAYS_TIME.fullmatch(text)
    if hit is None or text[-1] in "PT":
        return None
    sign, days, _, hours, minutes, seconds, fraction = hit.groups()
    if fraction == "":
        return None
    whole = (int(days or 0) * 24 + int(hours or 0)) * 60 + int(minutes or 0)
    nanos = (whole * 60 + int(seconds or 0)) * SECOND + int((fraction or "0").ljust(9, "0")[:9])
    return make_duration(-nanos if sign else nanos)


def read_temporal(text: str) -> Any:
    """What ``@"text"`` means, else None. Source: rule 66, at literal."""
    for read in (read_date, read_date_time, read_time, read_duration):
        found = read(text)
        if found is not None:
            return found
    return None


def write_date(day: Any) -> str:
    sign = "-" if day.year < 0 else ""
    return f"{sign}{abs(day.year):04}-{day.month:02}-{day.day:02}"


def write_time(clock: Any) -> str:
    text = f"{clock.hour:02}:{clock.minute:02}:{clock.second:02}{_fraction(nano(clock))}"
    return text + _write_zone(clock)


def _fraction(nanos: int) -> str:
    return f".{nanos:09}".rstrip("0") if nanos else ""


def _write_zone(clock: Any) -> str:
    if isinstance(clock.tzinfo, ZoneInfo):
        return f"@{clock.tzinfo.key}"
    seconds = offset(clock)
    if seconds is None:
        return ""
    if seconds == 0:
        return "Z"
    size = abs(seconds)
    text = f"{'-' if seconds < 0 else '+'}{size // 3600:02}:{size // 60 % 60:02}"
    return text + (f":{size % 60:02}" if size % 60 else "")


def write_duration(value: Any) -> str:
    """Canonical form: no empty parts, seconds and minutes below 60, hours below 24."""
    if isinstance(value, YearsMonths):
        return _write_months(value.total)
    nanos = nanos_of(value)
    sign, nanos = ("-" if nanos < 0 else ""), abs(nanos)
    days, rest = divmod(nanos, DAY)
    seconds, fraction = divmod(rest, SECOND)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if seconds or fraction:
        clock += f"{seconds}{_fraction(fraction)}S"
    text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return f"{sign}P{text}" if text else "PT0S"


def _write_months(total: int) -> str:
    years, months = divmod(abs(total), 12)
    text = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
    return f"{'-' if total < 0 else ''}P{text}" if text else "P0M"


def write_temporal(value: Any) -> str:
    """The text that reads back as ``value``, of a temporal kind."""
    what = kind(value)
    if what == DATE:
        return write_date(value)
    if what == TIME:
        return write_time(value)
    if what == DATE_TIME:
        return f"{write_date(value)}T{write_time(value)}"
    return write_duration(value)


TEMPORAL = frozenset({DATE, TIME, DATE_TIME, DAYS_TIME, YEARS_MONTHS})
