"""Numeric functions and rounding. Source: DMN 1.5, 10.3.4.5."""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import Any

from engine.feel.evaluation import Run
from engine.feel.functions.registry import Undefined, builtin
from engine.feel.numbers import CONTEXT, WIDE, integer, number
from engine.feel.temporal import make_duration, nanos_of
from engine.feel.values import NUMBER, YearsMonths, kind

MIN_SCALE, MAX_SCALE = -6111, 6176


def _rounded(value: Any, scale: Any, mode: str) -> Decimal:
    places = int(number(scale)) if integer(scale) is None and abs(number(scale)) < 10**5 else None
    places = integer(scale) if places is None else places
    if places is None or not MIN_SCALE <= places <= MAX_SCALE:
        raise Undefined(f"the scale is outside of {MIN_SCALE} to {MAX_SCALE}")
    exact = number(value)
    exponent = exact.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        # Nothing to round; add zeros only as far as 34 digits allow
        return _padded(exact, places)
    rounded = exact.quantize(Decimal(1).scaleb(-places, WIDE), rounding=mode, context=WIDE)
    return CONTEXT.plus(rounded if places >= 0 else rounded + 0)


def _padded(exact: Decimal, places: int) -> Decimal:
    if exact.adjusted() + places >= CONTEXT.prec:
        return exact
    return exact.quantize(Decimal(1).scaleb(-places, WIDE), context=WIDE)


@builtin("decimal", "n: number, scale: number")
def decimal(run: Run, value: Any, scale: Any) -> Decimal:
    return _rounded(value, scale, ROUND_HALF_EVEN)


@builtin("floor", "n: number, scale: number?")
def floor(run: Run, value: Any, scale: Any = 0) -> Decimal:
    return _rounded(value, scale, ROUND_FLOOR)


@builtin("ceiling", "n: number, scale: number?")
def ceiling(run: Run, value: Any, scale: Any = 0) -> Decimal:
    return _rounded(value, scale, ROUND_CEILING)


@builtin("round up", "n: number, scale: number")
def round_up(run: Run, value: Any, scale: Any) -> Decimal:
    return _rounded(value, scale, ROUND_UP)


@builtin("round down", "n: number, scale: number")
def round_down(run: Run, value: Any, scale: Any) -> Decimal:
    return _rounded(value, scale, ROUND_DOWN)


@builtin("round half up", "n: number, scale: number")
def round_half_up(run: Run, value: Any, scale: Any) -> Decimal:
    return _rounded(value, scale, ROUND_HALF_UP)


@builtin("round half down", "n: number, scale: number")
def round_half_down(run: Run, value: Any, scale: Any) -> Decimal:
    return _rounded(value, scale, ROUND_HALF_DOWN)


@builtin("abs", "n: number|days and time duration|years and months duration")
def absolute(run: Run, value: Any) -> Any:
    if kind(value) == NUMBER:
        return CONTEXT.abs(number(value))
    if isinstance(value, YearsMonths):
        return YearsMonths(abs(value.total))
    return make_duration(abs(nanos_of(value)))


@builtin("modulo", "dividend: number, divisor: number")
def modulo(run: Run, dividend: Any, divisor: Any) -> Decimal:
    """``dividend - divisor * floor(dividend / divisor)``: with the sign of the divisor."""
    a, b = number(dividend), number(divisor)
    if not b:
        raise Undefined("division by zero")
    if a.adjusted() - b.adjusted() > 2 * CONTEXT.prec:
        raise Undefined("the quotient has too many digits")
    rest = WIDE.remainder(a, b)
    if rest and (rest < 0) != (b < 0):
        rest = WIDE.add(rest, b)
    return CONTEXT.plus(rest)


@builtin("sqrt", "number: number")
def sqrt(run: Run, value: Any) -> Decimal:
    exact = number(value)
    if exact < 0:
        raise Undefined("the number is negative")
    return CONTEXT.sqrt(exact)


@builtin("log", "number: number")
def log(run: Run, value: Any) -> Decimal:
    exact = number(value)
    if exact <= 0:
        raise Undefined("the number is not positive")
    return CONTEXT.ln(exact)


@builtin("exp", "number: number")
def exp(run: Run, value: Any) -> Decimal:
    return CONTEXT.exp(number(value))


@builtin("odd", "number: number")
def odd(run: Run, value: Any) -> bool | None:
    return _parity(value, 1)


@builtin("even", "number: number")
def even(run: Run, value: Any) -> bool | None:
    return _parity(value, 0)


def _parity(value: Any, rest: int) -> bool:
    exact = number(value)
    if exact != exact.to_integral_value():
        raise Undefined(f"{value} is no whole number")
    return int(exact) % 2 == rest
