"""``list[test]`` and ``list[position]``. Source: DMN 1.5, 10.3.2.5 and table 56."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from engine.feel.closures.registry import Bound, build, build_repeated, builds
from engine.feel.evaluation import Closure, Env, Run
from engine.feel.numbers import integer
from engine.feel.syntax import Arithmetic, Filter, Literal, Negate
from engine.feel.values import LIST, NUMBER, kind


@builds(Filter)
def filtered(node: Filter, bound: Bound) -> Closure:
    base, test, at = build(node.base, bound), build_repeated(node.test, bound), node.at
    if isinstance(node.test, Literal) and isinstance(node.test.value, Decimal):
        position = node.test.value

        def pick(env: Env) -> Any:
            value = base(env)
            return None if value is None else nth(as_list(value), position, env.run, at)

        return pick
    numeric = isinstance(node.test, Negate | Arithmetic)

    def evaluate(env: Env) -> Any:
        value = base(env)
        if value is None:
            return env.run.null("null is not filtered", at)
        items = as_list(value)
        if not items:
            return _of_nothing(test, numeric, env, at)
        return select(items, test, env, at)

    return evaluate


def as_list(value: Any) -> list[Any] | tuple[Any, ...]:
    """``value`` as a list: itself, or the only item of one. Source: 10.3.2.9.4."""
    return value if kind(value) == LIST else [value]


def _of_nothing(test: Closure, numeric: bool, env: Env, at: int) -> Any:
    """An empty list has no item to tell a position from a test: ask the test itself."""
    if numeric:
        return env.run.null("there is no such position in an empty list", at)
    kept = env.run.reasons
    position = test(Env({"item": None}, env, env.run))
    env.run.reasons = kept
    if kind(position) == NUMBER:
        return env.run.null("there is no such position in an empty list", at)
    return []


def select(items: Any, test: Closure, env: Env, at: int) -> Any:
    """The items that pass, or the one at the position that ``test`` gives."""
    run = env.run
    found: list[Any] = []
    for item in items:
        run.charge(1)
        keep = test(item_scope(item, env))
        if keep is True:
            found.append(item)
        elif keep is not False and keep is not None:
            if kind(keep) == NUMBER:
                return nth(items, keep, run, at)
            return run.null(f"a filter gives a {kind(keep)}, neither boolean nor number", at)
    return run.listed(found)


def item_scope(item: Any, env: Env) -> Env:
    """Where a test is evaluated: ``item``, and the entries of an item that is a context."""
    inner = Env({"item": item}, env, env.run)
    return Env(item, inner, env.run) if isinstance(item, Mapping) else inner


def nth(items: Any, position: Any, run: Run, at: int) -> Any:
    """The item at ``position``, from 1, or from -1 backward."""
    index = integer(position)
    if index is None:
        return run.null(f"{position} is no position", at)
    if index == 0 or abs(index) > len(items):
        return run.null(f"there is no position {index} in a list of {len(items)}", at)
    return items[index - 1 if index > 0 else index]
