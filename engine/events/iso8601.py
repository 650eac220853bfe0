"""Durations, instants and repeating intervals of ISO 8601 (and cron), as timers use them.

Local times without a zone are read in ``LOCAL_ZONE``; what comes out is UTC.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from engine import cron
from engine.feel.values import YearsMonths
from engine.zone import LOCAL_ZONE

_DURATION = re.compile(
    r"(?P<sign>-?)P(?=[\dT])(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?"
    r"(?:(?P<days>\d+)D)?(?:T(?=\d)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?"
    r"(?:(?P<seconds>\d+(?:[.,]\d{1,6})?)S)?)?"
)


@dataclass(frozen=True, slots=True)
class Duration:
    """Months and exact time; months are added on the calendar."""

    months: int
    exact: timedelta

    def times(self, count: int) -> Duration:
        return Duration(self.months * count, self.exact * count)

    def after(self, start: datetime) -> datetime:
        """The instant this much later. Months count in the local zone; the day is clipped."""
        if not self.months:
            return start + self.exact
        local = start.astimezone(LOCAL_ZONE)
        years, month = divmod(local.month - 1 + self.months, 12)
        year = local.year + years
        day = min(local.day, calendar.monthrange(year, month + 1)[1])
        return local.replace(year=year, month=month + 1, day=day).astimezone(UTC) + self.exact


@dataclass(frozen=True, slots=True)
class Cycle:
    """``rounds`` None repeats without end; 1 is a timer that fires once."""

    first: datetime
    rounds: int | None
    #: A duration, or a cron expression
    interval_text: str = ""

    def due(self, count: int) -> datetime:
        """When it fires after ``count`` firings."""
        if self.by_cron:
            at = self.first
            for _ in range(count):
                at = cron.parse(self.interval_text).after(at)
            return at
        return parse_duration(self.interval_text).times(count).after(self.first)

    @property
    def by_cron(self) -> bool:
        """Each time follows from the one before, not from the first."""
        return not self.interval_text.startswith("P")


def parse_duration(text: str) -> Duration:
    """``P1Y2M3DT4H5M6S``. Raises ``ValueError``."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is not an ISO 8601 duration")
    part = {name: found[name] or "0" for name in found.groupdict() if name != "sign"}
    sign = -1 if found["sign"] else 1
    seconds, _, fraction = part["seconds"].replace(",", ".").partition(".")
    exact = timedelta(
        weeks=int(part["weeks"]),
        days=int(part["days"]),
        hours=int(part["hours"]),
        minutes=int(part["minutes"]),
        seconds=int(seconds),
        microseconds=int(fraction.ljust(6, "0")) if fraction else 0,
    )
    return Duration(sign * (int(part["years"]) * 12 + int(part["months"])), sign * exact)


def parse_instant(text: str) -> datetime:
    """A date or date and time, UTC. ``@Zone/Name`` may follow. Raises ``ValueError``."""
    body, _, zone = text.strip().partition("@")
    value = datetime.fromisoformat(body)
    return _utc(value, ZoneInfo(zone) if zone else LOCAL_ZONE)


def is_literal(form: str, text: str) -> bool:
    """Whether the text of a timer is ISO 8601 of its kind, and so no expression."""
    try:
        schedule(form, text, datetime(2000, 1, 1, tzinfo=UTC))
    except (ValueError, OverflowError):
        return False
    return True


def schedule(form: str, value: Any, now: datetime) -> Cycle:
    """What a timer of this form (date, duration, cycle) with this value does, seen from ``now``.

    Raises ``ValueError`` for a value of another kind.
    """
    try:
        return _SCHEDULES[form](value, now)
    except OverflowError as error:
        raise ValueError(f"{value!r} is beyond the calendar") from error


def _date(value: Any, now: datetime) -> Cycle:
    if isinstance(value, str):
        return Cycle(parse_instant(value), 1)
    if isinstance(value, datetime):
        return Cycle(_utc(value, LOCAL_ZONE), 1)
    if isinstance(value, date):
        return Cycle(_utc(datetime.combine(value, time()), LOCAL_ZONE), 1)
    raise ValueError(f"{value!r} is not a date")


def _duration(value: Any, now: datetime) -> Cycle:
    return Cycle(_as_duration(value).after(now), 1)


def _cycle(value: Any, now: datetime) -> Cycle:
    """``R3/PT1H``, ``R/PT1H``, ``R3/<start>/PT1H``; a bare duration repeats without end.

    Also a cron expression: ``0 0 9 * * MON-FRI``.
    """
    if not isinstance(value, str):
        return Cycle(_as_duration(value).after(now), None, _written(_as_duration(value)))
    if " " in value.strip() or value.startswith("@"):
        return Cycle(cron.parse(value.strip()).after(now), None, value.strip())
    parts = value.strip().split("/")
    rounds: int | None = None
    if parts[0].startswith("R"):
        count = parts.pop(0)[1:]
        rounds = None if count in ("", "-1") else int(count)
    if len(parts) not in (1, 2) or (rounds is not None and rounds < 1):
        raise ValueError(f"{value!r} is not an ISO 8601 repeating interval")
    interval = parse_duration(parts[-1])
    if interval.after(now) <= now:
        raise ValueError(f"{value!r} repeats without time passing")
    first = parse_instant(parts[0]) if len(parts) == 2 else interval.after(now)
    return Cycle(first, rounds, parts[-1])


def _as_duration(value: Any) -> Duration:
    if isinstance(value, str):
        return parse_duration(value)
    if isinstance(value, timedelta):
        return Duration(0, value)
    if isinstance(value, YearsMonths):
        return Duration(value.total, timedelta())
    raise ValueError(f"{value!r} is not a duration")


def _written(value: Duration) -> str:
    if value.after(datetime(2000, 1, 1, tzinfo=UTC)) <= datetime(2000, 1, 1, tzinfo=UTC):
        raise ValueError("a cycle needs a positive interval")
    if value.months:
        return f"P{value.months}M"
    seconds = value.exact.days * 86400 + value.exact.seconds
    return f"PT{seconds}.{value.exact.microseconds:06d}S"


def _utc(value: datetime, zone: ZoneInfo) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)


_SCHEDULES = {"date": _date, "duration": _duration, "cycle": _cycle}
