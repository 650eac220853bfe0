"""Properties of temporal values and ranges. Source: DMN 1.5, tables 65 and 66."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from engine.feel.temporal import DAY, SECOND, make_duration, nano, nanos_of, offset, ordinal
from engine.feel.values import DATE, DATE_TIME, DAYS_TIME, RANGE, TIME, YEARS_MONTHS

Property = Callable[[Any], Any]


def weekday(day: Any) -> Decimal:
    """1 for Monday to 7 for Sunday."""
    return Decimal((ordinal(day) + 3) % 7 + 1)


def _second(clock: Any) -> Decimal:
    fraction = nano(clock)
    return clock.second + Decimal(fraction) / SECOND if fraction else Decimal(clock.second)


def _offset(clock: Any) -> Any:
    seconds = offset(clock)
    return None if seconds is None else make_duration(seconds * SECOND)


def _timezone(clock: Any) -> str | None:
    return clock.tzinfo.key if isinstance(clock.tzinfo, ZoneInfo) else None


def _part(unit: int, modulus: int) -> Property:
    """Part of a duration, with the duration's sign."""

    def read(duration: Any) -> Decimal:
        nanos = nanos_of(duration)
        size = abs(nanos) // unit % modulus if modulus else abs(nanos) // unit
        return Decimal(-size if nanos < 0 else size)

    return read


def _fraction_of(duration: Any) -> Decimal:
    nanos = nanos_of(duration)
    part = Decimal(abs(nanos) % SECOND) / SECOND if nanos % SECOND else Decimal(0)
    return -part if nanos < 0 else part


_DAY_PARTS: dict[str, Property] = {
    "year": lambda d: Decimal(d.year),
    "month": lambda d: Decimal(d.month),
    "day": lambda d: Decimal(d.day),
    "weekday": weekday,
}
_CLOCK_PARTS: dict[str, Property] = {
    "hour": lambda t: Decimal(t.hour),
    "minute": lambda t: Decimal(t.minute),
    "second": _second,
    "time offset": _offset,
    "timezone": _timezone,
}
_DURATION_PARTS: dict[str, Property] = {
    "days": _part(DAY, 0),
    "hours": _part(3600 * SECOND, 24),
    "minutes": _part(60 * SECOND, 60),
    "seconds": lambda d: _part(SECOND, 60)(d) + _fraction_of(d),
}
_MONTH_PARTS: dict[str, Property] = {
    "years": lambda d: Decimal(d.years),
    "months": lambda d: Decimal(d.months),
}
_RANGE_PARTS: dict[str, Property] = {
    "start": lambda r: r.low,
    "end": lambda r: r.high,
    "start included": lambda r: r.low is not None and r.low_closed,
    "end included": lambda r: r.high is not None and r.high_closed,
}

#: (kind, property) -> how it is read. Nothing else of a value can be reached
PROPERTIES: dict[tuple[str, str], Property] = {
    (kind, name): read
    for kind, parts in (
        (DATE, _DAY_PARTS),
        (DATE_TIME, _DAY_PARTS | _CLOCK_PARTS),
        (TIME, _CLOCK_PARTS),
        (DAYS_TIME, _DURATION_PARTS),
        (YEARS_MONTHS, _MONTH_PARTS),
        (RANGE, _RANGE_PARTS),
    )
    for name, read in parts.items()
}
