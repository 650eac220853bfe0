"""Cron expressions of timer cycles, as Camunda 8 reads them: six fields, seconds first.

``*``, ``?``, lists, ranges, steps, names of months and days, ``L`` (last day, last Friday: ``5L``)
and ``#`` (second Monday: ``MON#2``). Day of the month and day of the week must both fit. Times are
those of ``LOCAL_ZONE``.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from engine.zone import LOCAL_ZONE

#: Days that are searched before an expression counts as one that never comes
_HORIZON_DAYS = 366 * 29
_MACROS = {
    "@yearly": "0 0 0 1 1 *",
    "@annually": "0 0 0 1 1 *",
    "@monthly": "0 0 0 1 * *",
    "@weekly": "0 0 0 * * 0",
    "@daily": "0 0 0 * * *",
    "@midnight": "0 0 0 * * *",
    "@hourly": "0 0 * * * *",
}
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]

Fits = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Cron:
    """What is compiled: times of a day, months, and two tests of a day."""

    seconds: Sequence[int]
    minutes: Sequence[int]
    hours: Sequence[int]
    months: frozenset[int]
    fits: tuple[Fits, ...]

    def after(self, instant: datetime) -> datetime:
        """The next instant, strictly later. Raises ``ValueError`` when there is none."""
        local = instant.astimezone(LOCAL_ZONE).replace(tzinfo=None)
        day = local.date()
        earliest: time | None = local.time()
        for _ in range(_HORIZON_DAYS):
            found = self._time(earliest) if self._on(day) else None
            if found is not None:
                return datetime.combine(day, found, LOCAL_ZONE).astimezone(UTC)
            day, earliest = day + timedelta(days=1), None
        raise ValueError("the cron expression names a day that never comes")

    def _on(self, day: date) -> bool:
        return day.month in self.months and all(fits(day) for fits in self.fits)

    def _time(self, later_than: time | None) -> time | None:
        for hour in self.hours:
            for minute in self.minutes:
                if later_than is not None and (hour, minute) < (later_than.hour, later_than.minute):
                    continue
                for second in self.seconds:
                    found = time(hour, minute, second)
                    if later_than is None or found > later_than:
                        return found
        return None


@lru_cache(maxsize=256)
def parse(text: str) -> Cron:
    """Raises ``ValueError`` for what is no cron expression."""
    fields = _MACROS.get(text.strip().lower(), text).upper().split()
    if len(fields) != 6:
        raise ValueError(f"{text!r} has not the six fields of a cron expression")
    seconds, minutes, hours, days, months, weekdays = fields
    return Cron(
        _numbers(seconds, 0, 59),
        _numbers(minutes, 0, 59),
        _numbers(hours, 0, 23),
        frozenset(_numbers(months, 1, 12, _MONTHS, 1)),
        (_day_of_month(days), _day_of_week(weekdays)),
    )


def is_cron(text: str) -> bool:
    """Whether the text is a cron expression that comes at least once."""
    try:
        parse(text).after(datetime(2000, 1, 1, tzinfo=UTC))
    except ValueError:
        return False
    return True


def _numbers(
    field: str, low: int, high: int, names: Sequence[str] = (), first: int = 0
) -> list[int]:
    found: set[int] = set()
    for part in field.split(","):
        body, slash, step = part.partition("/")
        start, dash, end = body.partition("-")
        if body in ("*", "?"):
            begin, until = low, high
        else:
            begin = _number(start, names, first)
            until = _number(end, names, first) if dash else high if slash else begin
        width = int(step) if slash else 1
        if width < 1 or not low <= begin <= until <= high:
            raise ValueError(f"{part!r} is outside of {low} to {high}")
        found.update(range(begin, until + 1, width))
    return sorted(found)


def _number(text: str, names: Sequence[str], first: int) -> int:
    return names.index(text) + first if text in names else int(text)


def _day_of_month(field: str) -> Fits:
    if field == "L":
        return lambda day: day.day == calendar.monthrange(day.year, day.month)[1]
    days = frozenset(_numbers(field, 1, 31))
    return lambda day: day.day in days


def _day_of_week(field: str) -> Fits:
    """0 and 7 are Sunday."""
    name, number, which = field.partition("#")
    if number:
        wanted, nth = _number(name, _DAYS, 0) % 7, int(which)
        return lambda day: _weekday(day) == wanted and (day.day - 1) // 7 + 1 == nth
    if len(field) > 1 and field.endswith("L"):
        last = _number(field[:-1], _DAYS, 0) % 7
        return lambda day: _weekday(day) == last and (day + timedelta(days=7)).month != day.month
    days = frozenset(number % 7 for number in _numbers(field, 0, 7, _DAYS))
    return lambda day: _weekday(day) in days


def _weekday(day: date) -> int:
    return day.isoweekday() % 7
