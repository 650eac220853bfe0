"""Addition to exponentiation over all permitted pairs. Source: DMN 1.5, 10.3.2.13, tables 57-62."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DecimalException, DivisionByZero
from typing import Any, TypeAlias

from engine.feel.evaluation import Run
from engine.feel.numbers import CONTEXT, WIDE, number
from engine.feel.temporal import (
    DAY,
    SECOND,
    add_months,
    at_instant,
    clock_from,
    clock_nanos,
    from_ordinal,
    instant,
    make_date_time,
    make_duration,
    midnight,
    nanos_of,
    offset,
    ordinal,
    time_part,
)
from engine.feel.values import (
    DATE,
    DATE_TIME,
    DAYS_TIME,
    NULL,
    NUMBER,
    STRING,
    TIME,
    YEARS_MONTHS,
    YearsMonths,
    kind,
)

Pair: TypeAlias = tuple[str, str]
Operation: TypeAlias = Callable[[Any, Any], Any]


def calculate(operator: str, left: Any, right: Any, run: Run, at: int = 0) -> Any:
    """``left operator right``; null, with a reason, where the kinds have no such operation."""
    exact = _EXACT[operator]
    try:
        if type(left) is Decimal and type(right) is Decimal:
            return exact(left, right)
        pair = (kind(left), kind(right))
        if pair == (NUMBER, NUMBER):
            return exact(number(left), number(right))
        if pair == (STRING, STRING) and operator == "+":
            return run.written(left + right)
        operation = _TABLE.get((operator, *pair))
        if operation is None:
            return _impossible(operator, pair, run, at)
        found = operation(left, right)
    except (DecimalException, ZeroDivisionError):
        reason = "division by zero" if operator == "/" else "the result is out of range"
        return run.null(reason, at)
    if found is None:
        return run.null(f"{pair[0]} {operator} {pair[1]} is out of range or undefined", at)
    return found


def _impossible(operator: str, pair: Pair, run: Run, at: int) -> Any:
    if NULL in pair:
        return run.null(f"an operand of {operator} is null", at)
    return run.null(f"{pair[0]} {operator} {pair[1]} is not defined", at)


def negate(value: Any, run: Run, at: int = 0) -> Any:
    """``-value`` of a number or duration."""
    if type(value) is Decimal:
        return CONTEXT.minus(value)
    what = kind(value)
    if what == NUMBER:
        return CONTEXT.minus(number(value))
    if what == YEARS_MONTHS:
        return YearsMonths(-value.total)
    if what == DAYS_TIME:
        return make_duration(-nanos_of(value))
    return run.null(f"-{what} is not defined", at)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    """Correctly rounded where the exponent is whole, for which Python rounds only once.

    Anything to the power of zero is one, zero too. Source: IEEE 754-2008, 9.2.1.
    """
    if not exponent:
        return Decimal(1)
    if not base and exponent < 0:
        raise DivisionByZero  # Python gives an infinity here, without a signal
    return CONTEXT.power(base, exponent)


_EXACT: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": CONTEXT.multiply,
    "/": CONTEXT.divide,
    "**": _power,
}


def _between_moments(left: Any, right: Any) -> Any:
    if (left.tzinfo is None) != (right.tzinfo is None):
        return None
    return make_duration(instant(left) - instant(right))


def _between_times(left: Any, right: Any) -> Any:
    east, other = offset(left), offset(right)
    if (east is None) != (other is None):
        return None
    shift = ((east or 0) - (other or 0)) * SECOND
    return make_duration(clock_nanos(left) - clock_nanos(right) - shift)


def _shift_moment(moment: Any, nanos: int) -> Any:
    return at_instant(instant(moment) + nanos, moment.tzinfo)


def _shift_date(day: Any, nanos: int) -> Any:
    return from_ordinal((ordinal(day) * DAY + nanos) // DAY)


def _shift_time(clock: Any, nanos: int) -> Any:
    return clock_from(clock_nanos(clock) + nanos, clock.tzinfo)


def _shift_months(moment: Any, months: int) -> Any:
    day = add_months(moment, months)
    return None if day is None else make_date_time(day, time_part(moment))


def _whole(value: Decimal) -> int:
    """Toward zero: a part of a month or nanosecond is dropped."""
    return int(value)


def _times_months(duration: YearsMonths, factor: Any) -> YearsMonths | None:
    total = _whole(WIDE.multiply(Decimal(duration.total), number(factor)))
    return YearsMonths(total) if abs(total) < 10**12 else None


def _over_months(duration: YearsMonths, divisor: Any) -> YearsMonths:
    return YearsMonths(_whole(WIDE.divide(Decimal(duration.total), _nonzero(number(divisor)))))


def _times_nanos(duration: Any, factor: Any) -> Any:
    product = WIDE.multiply(Decimal(nanos_of(duration)), number(factor))
    return make_duration(_whole(product)) if product.adjusted() < 30 else None


def _over_nanos(duration: Any, divisor: Any) -> Any:
    quotient = WIDE.divide(Decimal(nanos_of(duration)), _nonzero(number(divisor)))
    return make_duration(_whole(quotient)) if quotient.adjusted() < 30 else None


def _nonzero(value: Decimal) -> Decimal:
    if not value:
        raise ZeroDivisionError
    return value


def _swap(operation: Operation) -> Operation:
    return lambda left, right: operation(right, left)


_TABLE: dict[tuple[str, str, str], Operation] = {
    ("-", DATE_TIME, DATE_TIME): _between_moments,
    ("-", DATE_TIME, DATE): lambda a, b: _between_moments(a, midnight(b)),
    ("-", DATE, DATE_TIME): lambda a, b: _between_moments(midnight(a), b),
    ("-", DATE, DATE): lambda a, b: make_duration((ordinal(a) - ordinal(b)) * DAY),
    ("-", TIME, TIME): _between_times,
    ("-", YEARS_MONTHS, YEARS_MONTHS): lambda a, b: YearsMonths(a.total - b.total),
    ("-", DAYS_TIME, DAYS_TIME): lambda a, b: make_duration(nanos_of(a) - nanos_of(b)),
    ("-", DATE_TIME, YEARS_MONTHS): lambda a, b: _shift_months(a, -b.total),
    ("-", DATE, YEARS_MONTHS): lambda a, b: add_months(a, -b.total),
    ("-", DATE_TIME, DAYS_TIME): lambda a, b: _shift_moment(a, -nanos_of(b)),
    ("-", DATE, DAYS_TIME): lambda a, b: _shift_date(a, -nanos_of(b)),
    ("-", TIME, DAYS_TIME): lambda a, b: _shift_time(a, -nanos_of(b)),
    ("+", YEARS_MONTHS, YEARS_MONTHS): lambda a, b: YearsMonths(a.total + b.total),
    ("+", DAYS_TIME, DAYS_TIME): lambda a, b: make_duration(nanos_of(a) + nanos_of(b)),
    ("*", YEARS_MONTHS, NUMBER): _times_months,
    ("*", NUMBER, YEARS_MONTHS): _swap(_times_months),
    ("*", DAYS_TIME, NUMBER): _times_nanos,
    ("*", NUMBER, DAYS_TIME): _swap(_times_nanos),
    ("/", YEARS_MONTHS, NUMBER): _over_months,
    ("/", DAYS_TIME, NUMBER): _over_nanos,
    ("/", YEARS_MONTHS, YEARS_MONTHS): lambda a, b: CONTEXT.divide(
        Decimal(a.total), Decimal(b.total)
    ),
    ("/", DAYS_TIME, DAYS_TIME): lambda a, b: CONTEXT.divide(
        Decimal(nanos_of(a)), Decimal(nanos_of(b))
    ),
}
_BY_NANOS: tuple[tuple[str, Operation], ...] = (
    (DATE_TIME, _shift_moment),
    (DATE, _shift_date),
    (TIME, _shift_time),
)
_BY_MONTHS: tuple[tuple[str, Operation], ...] = (
    (DATE_TIME, _shift_months),
    (DATE, add_months),
)


def _plus(shift: Operation, size: Callable[[Any], int]) -> Operation:
    return lambda moment, duration: shift(moment, size(duration))


for _kind, _shift in _BY_NANOS:
    _TABLE["+", _kind, DAYS_TIME] = _plus(_shift, nanos_of)
    _TABLE["+", DAYS_TIME, _kind] = _swap(_plus(_shift, nanos_of))
for _kind, _shift in _BY_MONTHS:
    _TABLE["+", _kind, YEARS_MONTHS] = _plus(_shift, lambda duration: int(duration.total))
    _TABLE["+", YEARS_MONTHS, _kind] = _swap(_plus(_shift, lambda duration: int(duration.total)))
