"""Ranges, ``in`` and unary tests. Source: DMN 1.5, 10.3.2.8, table 54 and 7.3.3."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from engine.feel.closures.registry import Bound as Names
from engine.feel.closures.registry import build, builds
from engine.feel.compare import compare, conjunction, equal, within
from engine.feel.evaluation import Closure, Env, Run, Ternary
from engine.feel.functions import BUILT_IN
from engine.feel.syntax import Bound, In, Interval, Literal, Name, Node, UnaryTests
from engine.feel.values import LIST, RANGE, Range, kind

#: Decides whether a value passes
Test: TypeAlias = Callable[[Any, Env], Ternary]


@builds(Interval)
def interval(node: Interval, names: Names) -> Closure:
    low, high, at = build(node.low, names), build(node.high, names), node.at

    def evaluate(env: Env) -> Any:
        return make_range(low(env), high(env), node.low_closed, node.high_closed, env.run, at)

    return evaluate


def make_range(
    low: Any, high: Any, low_closed: bool, high_closed: bool, run: Run, at: int = 0
) -> Any:
    """The range; null where the endpoints are not in order, 10.3.2.7.

    A null endpoint leaves its side open-ended, as in ``(null..10]``; such a side is not closed.
    """
    if low is None or high is None:
        if (low is None and (low_closed or high is None)) or (high is None and high_closed):
            return run.null("an endpoint of a range is null", at)
        return Range(low, high, low_closed, high_closed)
    ordered = compare("<=", low, high, run, at)
    if ordered is False:
        run.null("the endpoints of a range are not in order", at)
    return Range(low, high, low_closed, high_closed) if ordered else None


@builds(Bound)
def bound_range(node: Bound, names: Names) -> Closure:
    operand, symbol, at = build(node.operand, names), node.operator, node.at

    def evaluate(env: Env) -> Any:
        value = operand(env)
        if value is None:
            return env.run.null("a range needs an endpoint", at)
        if symbol in ("<", "<="):
            return Range(None, value, False, symbol == "<=")
        if symbol in (">", ">="):
            return Range(value, None, symbol == ">=", False)
        if symbol == "=":
            return Range(value, value, True, True)
        return env.run.null("what differs from a value is no range", at)

    return evaluate


@builds(In)
def in_tests(node: In, names: Names) -> Closure:
    value = build(node.value, names)
    tests = [make_test(test, names) for test in node.tests]

    def evaluate(env: Env) -> Ternary:
        return any_passes(tests, value(env), env)

    return evaluate


@builds(UnaryTests)
def unary_tests(node: UnaryTests, names: Names) -> Closure:
    """Reads the tested value under the name ``?``."""
    if not node.tests:
        return lambda env: True
    tests = [make_test(test, names) for test in node.tests]
    negated = node.negated

    def evaluate(env: Env) -> Ternary:
        passed = any_passes(tests, env.scope["?"], env)
        return (None if passed is None else not passed) if negated else passed

    return evaluate


def any_passes(tests: list[Test], value: Any, env: Env) -> Ternary:
    """Three-valued or over ``tests``."""
    found: bool | None = False
    for test in tests:
        passed = test(value, env)
        if passed:
            return True
        if passed is None:
            found = None
    return found


def make_test(node: Node, names: Names) -> Test:
    """The positive unary test that ``node`` is."""
    if isinstance(node, Bound):
        return _comparison(node, names)
    if isinstance(node, Interval):
        return _between(node, names)
    closure, at = build(node, names), node.at
    if isinstance(node, Literal):
        return lambda value, env: equal(value, closure(env), env.run, at)
    if mentions_input(node):
        return lambda value, env: _by_claim(closure(_with_input(value, env)), value, env.run, at)
    if _reads_names(node):
        return lambda value, env: passes(value, closure(env), env.run, at)
    return lambda value, env: _is_one_of(value, closure(env), env.run, at)


def _comparison(node: Bound, names: Names) -> Test:
    operand, symbol, at = build(node.operand, names), node.operator, node.at
    if symbol == "=":
        return lambda value, env: equal(value, operand(env), env.run, at)
    if symbol == "!=":
        return lambda value, env: _negation(equal(value, operand(env), env.run, at))
    return lambda value, env: compare(symbol, value, operand(env), env.run, at)


def _between(node: Interval, names: Names) -> Test:
    """An interval as the two comparisons that it stands for, table 55."""
    low, high, at = build(node.low, names), build(node.high, names), node.at
    above = ">=" if node.low_closed else ">"
    below = "<=" if node.high_closed else "<"

    def test(value: Any, env: Env) -> Ternary:
        return conjunction(
            compare(above, value, low(env), env.run, at),
            compare(below, value, high(env), env.run, at),
        )

    return test


def _negation(result: bool | None) -> Ternary:
    return None if result is None else not result


def mentions_input(node: Node) -> bool:
    """Whether ``?`` stands in ``node``, outside of a test that gives it another meaning."""
    todo = [node]
    while todo:
        part = todo.pop()
        if isinstance(part, Name) and part.name == "?":
            return True
        todo.extend(part.parts())
    return False


def _reads_names(node: Node) -> bool:
    """Whether the value of ``node`` can depend on the scope."""
    todo = [node]
    while todo:
        part = todo.pop()
        if isinstance(part, Name) and part.name not in BUILT_IN:
            return True
        todo.extend(part.parts())
    return False


def _with_input(value: Any, env: Env) -> Env:
    return Env({"?": value}, env, env.run)


def _by_claim(result: Any, value: Any, run: Run, at: int) -> Ternary:
    """A test that speaks of ``?`` is a claim; one that gives another value names what passes."""
    if result is None or isinstance(result, bool):
        return result
    return passes(value, result, run, at)


def passes(value: Any, allowed: Any, run: Run, at: int = 0) -> Ternary:
    """``value in allowed``, or a claim about other names, like ``member and age > 18``."""
    if type(allowed) is bool and type(value) is not bool and value is not None:
        return allowed
    return _is_one_of(value, allowed, run, at)


def _is_one_of(value: Any, allowed: Any, run: Run, at: int) -> Ternary:
    """Within a range, one of a list, or equal."""
    what = kind(allowed)
    if what == RANGE:
        return within(value, allowed, run, at)
    if what == LIST:
        return _in_list(value, allowed, run, at)
    return equal(value, allowed, run, at)


def _in_list(value: Any, allowed: Any, run: Run, at: int) -> Ternary:
    run.charge(len(allowed))
    if kind(value) == LIST and equal(value, allowed, run, at):
        return True
    for item in allowed:
        if kind(item) == RANGE:
            passed = within(value, item, run, at)
        else:
            passed = equal(value, item, run, at)
        if passed:
            return True
    return False
