"""The values of FEEL and their kinds. Source: DMN 1.5, 10.3.2.3.

Python's own types wherever they hold the value: Decimal (int and float are accepted), str, bool,
None, date, time, datetime, timedelta, list, dict. What Python cannot hold (years beyond 9999,
nanoseconds) lives in the ``Wide…`` types; one value has one representation only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from typing import Any

NUMBER, STRING, BOOLEAN, NULL = "number", "string", "boolean", "Null"
DATE, TIME, DATE_TIME = "date", "time", "date and time"
DAYS_TIME, YEARS_MONTHS = "days and time duration", "years and months duration"
LIST, CONTEXT, RANGE, FUNCTION, UNKNOWN = "list", "context", "range", "function", "unknown"


@dataclass(frozen=True, slots=True, order=True)
class YearsMonths:
    """A years and months duration, as its total of months."""

    total: int

    @property
    def years(self) -> int:
        return abs(self.total) // 12 * (1 if self.total >= 0 else -1)

    @property
    def months(self) -> int:
        return abs(self.total) % 12 * (1 if self.total >= 0 else -1)


@dataclass(frozen=True, slots=True)
class Range:
    """All values between two endpoints. An endpoint of None is open-ended."""

    low: Any
    high: Any
    low_closed: bool = True
    high_closed: bool = True


@dataclass(frozen=True, slots=True)
class WideDate:
    """A date in a year that Python's date does not reach."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class WideTime:
    """A time with a part smaller than a microsecond."""

    hour: int
    minute: int
    second: int
    nano: int
    tzinfo: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class WideDateTime:
    """A date and time outside what Python's datetime holds."""

    year: int
    month: int
    day: int
    hour: int
    minute: int
    second: int
    nano: int
    tzinfo: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class WideDuration:
    """A days and time duration outside what Python's timedelta holds."""

    nanos: int


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function made by an expression or model. ``call`` takes one value per parameter."""

    parameters: tuple[str, ...]
    call: Callable[..., Any] = field(repr=False)
    #: Declared types (``engine.feel.syntax.Type``) or None, one per parameter
    types: tuple[Any, ...] = ()
    #: Declared type of the result, or None
    result: Any = None
    #: Type texts of the parameters, name of a built-in
    name: str = ""
    #: Gives the type that its body has as far as the text tells, for ``instance of``
    returns: Callable[[], Any] | None = field(default=None, repr=False)


_KINDS: dict[type, str] = {
    Decimal: NUMBER,
    int: NUMBER,
    float: NUMBER,
    str: STRING,
    bool: BOOLEAN,
    type(None): NULL,
    date: DATE,
    WideDate: DATE,
    time: TIME,
    WideTime: TIME,
    datetime: DATE_TIME,
    WideDateTime: DATE_TIME,
    timedelta: DAYS_TIME,
    WideDuration: DAYS_TIME,
    YearsMonths: YEARS_MONTHS,
    list: LIST,
    tuple: LIST,
    dict: CONTEXT,
    Range: RANGE,
    Function: FUNCTION,
}
_BASES: tuple[tuple[type, str], ...] = (
    (bool, BOOLEAN),
    (int, NUMBER),
    (float, NUMBER),
    (Decimal, NUMBER),
    (str, STRING),
    (datetime, DATE_TIME),
    (date, DATE),
    (time, TIME),
    (timedelta, DAYS_TIME),
    (list, LIST),
    (tuple, LIST),
    (Mapping, CONTEXT),
)


def kind(value: Any) -> str:
    """The kind of ``value``; ``unknown`` for objects that FEEL has no word for."""
    found = _KINDS.get(type(value))
    if found is not None:
        return found
    return next((name for base, name in _BASES if isinstance(value, base)), UNKNOWN)
