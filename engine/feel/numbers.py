"""FEEL numbers: decimal128. Source: DMN 1.5, 10.3.2.3.1.

34 digits, ties to even; overflow and division by zero are signals, which callers turn into null.
"""

from __future__ import annotations

from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)
from typing import Any

DIGITS = 34
#: Shared by threads: nothing reads its flags
CONTEXT = Context(
    prec=DIGITS,
    rounding=ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[Overflow, InvalidOperation, DivisionByZero],
)
#: For intermediate steps whose rounding would show in the last digit
WIDE = Context(prec=2 * DIGITS + 10, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144)
#: Types that compare with each other as they are
EXACT = frozenset({int, Decimal})


def number(value: Any) -> Decimal:
    """``value``, of kind number, as a Decimal of at most 34 digits.

    A float means the shortest decimal that reads back as it: 0.1 is one tenth.
    """
    if type(value) is Decimal:
        return value
    if isinstance(value, float):
        return CONTEXT.create_decimal(repr(float(value)))
    return CONTEXT.create_decimal(int(value) if not isinstance(value, Decimal) else value)


def integer(value: Any) -> int | None:
    """``value`` as int where it has no fraction and fits any sensible position, else None."""
    exact = number(value)
    if not exact.is_finite() or exact.adjusted() > 18:
        return None
    whole = int(exact)
    return whole if whole == exact else None


def plain(value: Any) -> str:
    """Digits without exponent, as ``string()`` shows a number."""
    exact = number(value)
    if not exact:
        exact = abs(exact)
    return format(exact, "f")
