"""Arithmetic, comparison, between. Source: DMN 1.5, 10.3.2.13.

The common case (two numbers, two strings) is decided by type before any table is asked.
"""

from __future__ import annotations

import operator as python
from decimal import Decimal
from typing import Any

from engine.feel.arithmetic import calculate, negate
from engine.feel.closures.registry import Bound, build, builds
from engine.feel.compare import DIRECT, compare, equal
from engine.feel.evaluation import Closure, Env, Ternary
from engine.feel.numbers import CONTEXT, EXACT
from engine.feel.syntax import Arithmetic, Between, Compare, Literal, Negate

_ORDER = {"<": python.lt, "<=": python.le, ">": python.gt, ">=": python.ge}


@builds(Arithmetic)
def arithmetic(node: Arithmetic, bound: Bound) -> Closure:
    first = build(node.first, bound)
    rest = [(symbol, build(operand, bound), operand.at) for symbol, operand in node.rest]
    if len(rest) == 1:
        return _binary(first, *rest[0])

    def evaluate(env: Env) -> Any:
        value = first(env)
        for symbol, operand, at in rest:
            value = calculate(symbol, value, operand(env), env.run, at)
        return value

    return evaluate


def _binary(first: Closure, symbol: str, second: Closure, at: int) -> Closure:
    fast = {"+": CONTEXT.add, "-": CONTEXT.subtract, "*": CONTEXT.multiply}.get(symbol)

    def evaluate(env: Env) -> Any:
        return calculate(symbol, first(env), second(env), env.run, at)

    def evaluate_fast(env: Env) -> Any:
        left, right = first(env), second(env)
        if type(left) is Decimal and type(right) is Decimal and fast is not None:
            try:
                return fast(left, right)
            except ArithmeticError:
                return env.run.null("the result is out of range", at)
        return calculate(symbol, left, right, env.run, at)

    return evaluate_fast if fast else evaluate


@builds(Negate)
def negation(node: Negate, bound: Bound) -> Closure:
    operand, at = build(node.operand, bound), node.at
    return lambda env: negate(operand(env), env.run, at)


@builds(Compare)
def comparison(node: Compare, bound: Bound) -> Closure:
    left, right = build(node.left, bound), build(node.right, bound)
    if node.operator == "=":
        return _equality(node, left, right)
    if node.operator == "!=":
        return _inequality(node, left, right)
    return _order(node.operator, left, right, node.at)


def _equality(node: Compare, left: Closure, right: Closure) -> Closure:
    at = node.at
    if isinstance(node.right, Literal) and type(node.right.value) in (str, bool):
        fixed = node.right.value

        def equals_fixed(env: Env) -> Ternary:
            value = left(env)
            if type(value) is type(fixed):
                return bool(value == fixed)
            return equal(value, fixed, env.run, at)

        return equals_fixed

    def equals(env: Env) -> Ternary:
        a, b = left(env), right(env)
        if type(a) is type(b) and type(a) in DIRECT:
            return bool(a == b)
        return equal(a, b, env.run, at)

    return equals


def _inequality(node: Compare, left: Closure, right: Closure) -> Closure:
    equals = _equality(node, left, right)

    def differs(env: Env) -> Ternary:
        same = equals(env)
        return None if same is None else not same

    return differs


def _order(symbol: str, left: Closure, right: Closure, at: int) -> Closure:
    ordered = _ORDER[symbol]

    def compares(env: Env) -> Ternary:
        a, b = left(env), right(env)
        if type(a) in EXACT and type(b) in EXACT:
            return bool(ordered(a, b))
        return compare(symbol, a, b, env.run, at)

    return compares


@builds(Between)
def between(node: Between, bound: Bound) -> Closure:
    value, low, high = (build(part, bound) for part in (node.value, node.low, node.high))
    at = node.at

    def evaluate(env: Env) -> Ternary:
        middle = value(env)
        above = compare(">=", middle, low(env), env.run, at)
        below = compare("<=", middle, high(env), env.run, at)
        if above is False or below is False:
            return False
        return True if above and below else None

    return evaluate
