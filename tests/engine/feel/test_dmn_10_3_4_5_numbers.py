"""Numeric functions. DMN 1.5, 10.3.4.5."""

from decimal import Decimal

import pytest

from engine.feel import evaluate
from tests.engine.feel.cases import cases, check

ROUNDING = """
decimal(1/3, 2) ==> 0.33
decimal(1.5, 0) ==> 2
decimal(2.5, 0) ==> 2
decimal(-2.5, 0) ==> -2
decimal(0.125, 2) ==> 0.12
decimal(1234.5678, -2) ==> 1200
decimal(5, 2) ==> 5.00
decimal(1/3, 2.5) ==> 0.33
decimal(1, 6177) ==> null
decimal(1, -6112) ==> null
decimal(null, 2) ==> null
decimal(1, null) ==> null
decimal(1) ==> null
decimal("1", 1) ==> null
decimal(n: 1.25, scale: 1) ==> 1.2
floor(1.5) ==> 1
floor(-1.5) ==> -2
floor(-1.56, 1) ==> -1.6
floor(5) ==> 5
floor(null) ==> null
floor("1") ==> null
floor(1.5, null) ==> null
floor(n: 1.56, scale: 1) ==> 1.5
ceiling(1.5) ==> 2
ceiling(-1.5) ==> -1
ceiling(-1.56, 1) ==> -1.5
ceiling(1.21, 1) ==> 1.3
ceiling(null) ==> null
ceiling(n: 0.1) ==> 1
round up(5.5, 0) ==> 6
round up(-5.5, 0) ==> -6
round up(1.121, 2) ==> 1.13
round up(-1.126, 2) ==> -1.13
round up(5.0, 0) ==> 5
round up(121, -2) ==> 200
round up(null, 0) ==> null
round up(1, null) ==> null
round up(1) ==> null
round down(5.5, 0) ==> 5
round down(-5.5, 0) ==> -5
round down(1.121, 2) ==> 1.12
round down(-1.126, 2) ==> -1.12
round down(199, -2) ==> 100
round half up(5.5, 0) ==> 6
round half up(-5.5, 0) ==> -6
round half up(1.121, 2) ==> 1.12
round half up(-1.126, 2) ==> -1.13
round half up(2.5, 0) ==> 3
round half up(250, -2) ==> 300
round half down(5.5, 0) ==> 5
round half down(-5.5, 0) ==> -5
round half down(1.121, 2) ==> 1.12
round half down(-1.126, 2) ==> -1.13
round half down(2.5, 0) ==> 2
round half down(2.51, 0) ==> 3
round half down(n: 1.5, scale: 0) ==> 1
round half down("1.5", 0) ==> null
round half up(1.5, 6177) ==> null
"""
MATHEMATICS = """
abs(10) ==> 10
abs(-10) ==> 10
abs(0) ==> 0
abs(@"PT5H") ==> @"PT5H"
abs(@"-PT5H") ==> @"PT5H"
abs(@"-P1Y") ==> @"P1Y"
abs(null) ==> null
abs("a") ==> null
abs() ==> null
abs(n: -1) ==> 1
modulo(12, 5) ==> 2
modulo(-12, 5) ==> 3
modulo(12, -5) ==> -3
modulo(-12, -5) ==> -2
modulo(10.1, 4.5) ==> 1.1
modulo(-10.1, 4.5) ==> 3.4
modulo(10.1, -4.5) ==> -3.4
modulo(-10.1, -4.5) ==> -1.1
modulo(10, 5) ==> 0
modulo(10, 0) ==> null
modulo(null, 5) ==> null
modulo(1, null) ==> null
modulo(dividend: 12, divisor: 5) ==> 2
sqrt(16) ==> 4
sqrt(2) ==> 1.414213562373095048801688724209698
sqrt(0) ==> 0
sqrt(-1) ==> null
sqrt(null) ==> null
sqrt(number: 9) ==> 3
log(1) ==> 0
log(10) ==> 2.302585092994045684017991454684364
log(0) ==> null
log(-1) ==> null
log(null) ==> null
exp(0) ==> 1
exp(1) ==> 2.718281828459045235360287471352662
exp(5) ==> 148.4131591025766034211155800405523
exp(100000) ==> null
exp(null) ==> null
odd(5) ==> true
odd(2) ==> false
odd(0) ==> false
odd(-1) ==> true
odd(1.5) ==> null
odd(null) ==> null
odd("a") ==> null
odd(number: 5) ==> true
even(5) ==> false
even(2) ==> true
even(0) ==> true
even(-2) ==> true
even(1e30) ==> true
even(null) ==> null
"""


@pytest.mark.parametrize(
    ("text", "expected"), [c for t in (ROUNDING, MATHEMATICS) for c in cases(t)]
)
def test_dmn_10_3_4_5(text, expected):
    check(text, expected)


def test_dmn_10_3_4_5_decimal_keeps_the_places_that_are_asked_for():
    assert str(evaluate("decimal(2.5, 2)", {})) == "2.50"
    assert evaluate("string(decimal(1000, 2))", {}) == "1000.00"


@pytest.mark.parametrize("scale", [-3, 0, 2, 33])
def test_dmn_10_3_4_5_rounding_never_exceeds_34_digits(scale):
    value = Decimal("1234567890123456789012345678901234")
    for function in ("round up", "round half up", "floor", "decimal"):
        found = evaluate(f"{function}(x, {scale})", {"x": value})
        assert len(found.as_tuple().digits) <= 34
