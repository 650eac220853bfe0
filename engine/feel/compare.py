"""Equality and order. Source: DMN 1.5, 10.3.2.13, tables 48-54.

Both are three-valued: values of different kinds are neither equal nor unequal, but null.
"""

from __future__ import annotations

from typing import Any

from engine.feel.evaluation import Run, Ternary
from engine.feel.numbers import EXACT, number
from engine.feel.temporal import SECOND as _SECOND
from engine.feel.temporal import (
    clock_nanos,
    instant,
    local_nanos,
    midnight,
    nanos_of,
    offset,
    ordinal,
)
from engine.feel.values import (
    BOOLEAN,
    CONTEXT,
    DATE,
    DATE_TIME,
    DAYS_TIME,
    FUNCTION,
    LIST,
    NULL,
    NUMBER,
    RANGE,
    STRING,
    TIME,
    UNKNOWN,
    YEARS_MONTHS,
    Range,
    kind,
)

#: Types whose values Python's == compares as FEEL does, when both are of the same type
DIRECT = frozenset({str, bool, *EXACT})
_ORDERED = frozenset({NUMBER, STRING, DATE, TIME, DATE_TIME, DAYS_TIME, YEARS_MONTHS})


def equal(left: Any, right: Any, run: Run, at: int = 0) -> Ternary:
    """``left = right``; null, with a reason, where the kinds do not compare."""
    if left is None or right is None:
        return left is right
    if type(left) is type(right) and type(left) in DIRECT:
        return bool(left == right)
    what, other = kind(left), kind(right)
    if what != other:
        left, right = _moments(left, right, what, other)
        what, other = kind(left), kind(right)
    if what != other:
        return run.null(f"{what} and {other} cannot be compared", at)
    return _ALIKE[what](left, right, run, at)


def _moments(left: Any, right: Any, what: str, other: str) -> tuple[Any, Any]:
    """A date beside a date and time is midnight in UTC. Source: 10.3.2.9.4, from date."""
    if (what, other) == (DATE, DATE_TIME):
        return midnight(left), right
    if (what, other) == (DATE_TIME, DATE):
        return left, midnight(right)
    return left, right


def _equal_lists(left: Any, right: Any, run: Run, at: int) -> Ternary:
    if len(left) != len(right):
        return False
    run.charge(len(left))
    return _all(equal(a, b, run, at) for a, b in zip(left, right, strict=True))


def _equal_contexts(left: Any, right: Any, run: Run, at: int) -> Ternary:
    if left.keys() != right.keys():
        return False
    run.charge(len(left))
    return _all(equal(left[key], right[key], run, at) for key in left)


def _all(results: Any) -> Ternary:
    seen: bool | None = True
    for result in results:
        if result is False:
            return False
        if result is None:
            seen = None
    return seen


def _equal_ranges(left: Any, right: Any, run: Run, at: int) -> Ternary:
    if (left.low_closed, left.high_closed) != (right.low_closed, right.high_closed):
        return False
    return _all(equal(a, b, run, at) for a, b in ((left.low, right.low), (left.high, right.high)))


def _equal_by_key(left: Any, right: Any, run: Run, at: int) -> Ternary:
    a, b = order_key(left), order_key(right)
    return bool(a == b)


_ALIKE: dict[str, Any] = {
    **dict.fromkeys((*_ORDERED, BOOLEAN), _equal_by_key),
    LIST: _equal_lists,
    CONTEXT: _equal_contexts,
    RANGE: _equal_ranges,
    FUNCTION: lambda left, right, run, at: left is right,
    UNKNOWN: lambda left, right, run, at: run.null("a value of an unknown kind", at),
    NULL: lambda left, right, run, at: True,
}


def order_key(value: Any) -> Any:
    """What orders values of one kind. Local and zoned times have unlike keys."""
    key = _KEYS.get(kind(value))
    return value if key is None else key(value)


def _time_key(clock: Any) -> tuple[bool, int]:
    """By whole seconds: hour, minute, second and offset are what a time is compared by."""
    east = offset(clock)
    return (east is not None, clock_nanos(clock) // _SECOND - (east or 0))


_KEYS: dict[str, Any] = {
    NUMBER: number,
    DATE: ordinal,
    TIME: _time_key,
    DATE_TIME: lambda moment: (moment.tzinfo is not None, instant(moment) // _SECOND),
    DAYS_TIME: nanos_of,
}


def compare(operator: str, left: Any, right: Any, run: Run, at: int = 0) -> Ternary:
    """``left operator right`` for <, <=, >, >=; null where they have no order."""
    if type(left) not in EXACT or type(right) not in EXACT:
        pair = _comparable(left, right, run, at)
        if pair is None:
            return None
        left, right = pair
    if operator == "<":
        return bool(left < right)
    if operator == "<=":
        return bool(left <= right)
    return bool(left > right) if operator == ">" else bool(left >= right)


def _comparable(left: Any, right: Any, run: Run, at: int) -> Any:
    what, other = kind(left), kind(right)
    if what != other:
        left, right = _moments(left, right, what, other)
        what, other = kind(left), kind(right)
    if what != other or what not in _ORDERED:
        return run.null(f"{what} and {other} have no order", at)
    if type(left) is str:
        return left, right
    a, b = order_key(left), order_key(right)
    if what not in (TIME, DATE_TIME):
        return a, b
    if a[0] == b[0]:
        return a[1], b[1]
    # One without a zone is taken to be in the zone of the other; it is still not equal to it
    wall = clock_nanos if what == TIME else local_nanos
    a, b = wall(left) // _SECOND, wall(right) // _SECOND
    return (a, b) if a != b else _UNORDERED


class _Unordered:
    """Neither less nor equal nor greater than itself."""

    def _never(self, other: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _never


_UNORDERED = (_Unordered(), _Unordered())


def within(value: Any, bounds: Range, run: Run, at: int = 0) -> Ternary:
    """``value in bounds``."""
    low: bool | None = True
    high: bool | None = True
    if bounds.low is not None:
        low = compare(">=" if bounds.low_closed else ">", value, bounds.low, run, at)
    if bounds.high is not None:
        high = compare("<=" if bounds.high_closed else "<", value, bounds.high, run, at)
    return conjunction(low, high)


def conjunction(*truths: bool | None) -> Ternary:
    """Three-valued and."""
    return _all(truths)
