"""for, some, every. Source: DMN 1.5, 10.3.2.14 and 10.3.2.15, grammar rules 46-48.

Several iterators nest from left to right; a later domain may use earlier variables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from engine.feel.closures.registry import Bound, build, build_repeated, builds
from engine.feel.evaluation import Closure, Env, Run, Ternary
from engine.feel.numbers import integer
from engine.feel.syntax import Filter, For, Literal, Name, Node, Quantified, Span
from engine.feel.temporal import from_ordinal, ordinal
from engine.feel.values import DATE, LIST, NUMBER, RANGE, Range, kind

#: Items of a domain, or None where it cannot be iterated over
Domain = Callable[[Env], "Iterator[Any] | None"]


class _Uniterable(Exception):
    """A domain is no list and no range that can be counted through."""


def _domains(
    iterators: tuple[tuple[str, Node], ...], bound: Bound
) -> tuple[list[tuple[str, Domain]], Bound]:
    inside = bound | {name for name, _ in iterators}
    return [(name, _domain(node, inside)) for name, node in iterators], inside


def _domain(node: Node, bound: Bound) -> Domain:
    if isinstance(node, Span):
        first, last = build(node.first, bound), build(node.last, bound)
        return lambda env: span(first(env), last(env), env.run, node.at)
    closure, at = build_repeated(node, bound), node.at
    return lambda env: items_of(closure(env), env.run, at)


def items_of(value: Any, run: Run, at: int = 0) -> Any:
    """What an iterator runs over: a list's items, a range's, or the value alone."""
    what = kind(value)
    if what == LIST:
        return iter(value)
    if what == RANGE:
        return _range_items(value, run, at)
    if value is None:
        return run.null("null cannot be iterated over", at)
    return iter((value,))


def _range_items(bounds: Range, run: Run, at: int) -> Any:
    items = span(bounds.low, bounds.high, run, at, rising=True)
    if items is None:
        return None
    low, high = bounds.low, bounds.high
    return (
        item
        for item in items
        if (bounds.low_closed or item != low) and (bounds.high_closed or item != high)
    )


def span(first: Any, last: Any, run: Run, at: int, *, rising: bool = False) -> Any:
    """Whole numbers or days from ``first`` to ``last``, up or down, both included."""
    what = kind(first)
    if what == kind(last) == DATE:
        start, stop = ordinal(first), ordinal(last)
        return (from_ordinal(day) for day in _steps(start, stop, rising))
    if what == kind(last) == NUMBER:
        low, high = integer(first), integer(last)
        if low is not None and high is not None:
            return (Decimal(n) for n in _steps(low, high, rising))
    return run.null("only whole numbers and dates can be counted through", at)


def _steps(first: int, last: int, rising: bool) -> range:
    if first <= last or rising:
        return range(first, last + 1)
    return range(first, last - 1, -1)


def _scopes(
    domains: list[tuple[str, Domain]], env: Env, variables: dict[str, Any], depth: int = 1
) -> Iterator[Env]:
    """One scope per combination; ``variables`` hold what all of them share (``partial``).

    A scope costs as many steps as iterators stand before it: it is handed up through all of them.
    """
    name, domain = domains[0]
    items = domain(env)
    if items is None:
        raise _Uniterable
    for item in items:
        env.run.charge(depth)
        inner = Env({**variables, name: item}, env, env.run)
        if len(domains) == 1:
            yield inner
        else:
            yield from _scopes(domains[1:], inner, variables, depth + 1)


@builds(For)
def loop(node: For, bound: Bound) -> Closure:
    domains, inside = _domains(node.iterators, bound)
    body = build_repeated(node.body, inside | {"partial"})
    keeps = keeps_partial(node.body)

    def evaluate(env: Env) -> list[Any] | None:
        found: list[Any] = []
        shared: dict[str, Any] = {"partial": [] if keeps else found}
        try:
            for scope in _scopes(domains, env, shared):
                found.append(body(scope))
                if keeps:
                    shared["partial"] = snapshot(found, env.run)
        except _Uniterable:
            return None
        return env.run.listed(found)

    return evaluate


def keeps_partial(body: Node) -> bool:
    """Whether ``body`` does more with ``partial`` than to take single items out of it.

    Then it gets a copy each time: a result that holds the growing list would hold itself.
    """
    todo = [body]
    while todo:
        node = todo.pop()
        if isinstance(node, Name) and node.name == "partial":
            return True
        if isinstance(node, Filter) and isinstance(node.test, Literal):
            if not isinstance(node.base, Name):
                todo.append(node.base)
            continue
        todo.extend(node.parts())
    return False


def snapshot(found: list[Any], run: Run) -> list[Any]:
    """The results so far, as they are now."""
    run.charge(len(found) >> 6)
    return list(found)


@builds(Quantified)
def quantified(node: Quantified, bound: Bound) -> Closure:
    domains, inside = _domains(node.iterators, bound)
    body = build_repeated(node.body, inside)
    decisive, neutral = (True, False) if node.quantifier == "some" else (False, True)

    def evaluate(env: Env) -> Ternary:
        found: bool | None = neutral
        try:
            for scope in _scopes(domains, env, {}):
                value = body(scope)
                if value is decisive:
                    return decisive
                if value is not neutral:
                    found = None
        except _Uniterable:
            return None
        return found

    return evaluate
