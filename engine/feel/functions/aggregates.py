"""Functions that make one value of many, of a list or its items. Source: DMN 1.5, 10.3.4.4."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.feel.compare import compare
from engine.feel.evaluation import Run
from engine.feel.functions.registry import Undefined, builtin
from engine.feel.numbers import CONTEXT, WIDE, number
from engine.feel.values import LIST, NUMBER, kind


def aggregate(*names: str, parameter: str = "list") -> Callable[[Callable[..., Any]], Any]:
    """Registers a body that gets the items: of the one list given, or all the arguments."""

    def register(body: Callable[[Run, list[Any]], Any]) -> Callable[..., Any]:
        def collect(run: Run, *values: Any) -> Any:
            items = values[0] if len(values) == 1 and kind(values[0]) == LIST else list(values)
            run.charge(len(items))
            return body(run, items)

        for name in names:
            builtin(name, f"{parameter}: any", variadic=True)(collect)
        return body

    return register


def _numbers(items: list[Any]) -> list[Decimal]:
    if not items:
        raise Undefined("the list is empty")
    if not all(kind(item) == NUMBER for item in items):
        raise Undefined("the list holds something other than numbers")
    return [number(item) for item in items]


def _exact_sum(items: list[Decimal]) -> Decimal:
    total = Decimal(0)
    for item in items:
        total = WIDE.add(total, item)
    return total


def _extreme(items: list[Any], operator: str, run: Run) -> Any:
    if not items:
        raise Undefined("the list is empty")
    found = items[0]
    for item in [*items[1:]] or [found]:
        better = compare(operator, item, found, run)
        if better is None:
            raise Undefined("the items have no order")
        if better:
            found = item
    return found


@aggregate("min")
def minimum(run: Run, items: list[Any]) -> Any:
    return _extreme(items, "<", run)


@aggregate("max")
def maximum(run: Run, items: list[Any]) -> Any:
    return _extreme(items, ">", run)


@aggregate("sum")
def total(run: Run, items: list[Any]) -> Decimal:
    return CONTEXT.plus(_exact_sum(_numbers(items)))


@aggregate("mean")
def mean(run: Run, items: list[Any]) -> Decimal:
    values = _numbers(items)
    return CONTEXT.divide(_exact_sum(values), Decimal(len(values)))


@aggregate("product")
def product(run: Run, items: list[Any]) -> Decimal:
    found = Decimal(1)
    for item in _numbers(items):
        found = CONTEXT.multiply(found, item)
    return found


@aggregate("median")
def median(run: Run, items: list[Any]) -> Decimal:
    values = sorted(_numbers(items))
    middle = len(values) // 2
    if len(values) % 2:
        return values[middle]
    return CONTEXT.divide(WIDE.add(values[middle - 1], values[middle]), Decimal(2))


@aggregate("stddev")
def stddev(run: Run, items: list[Any]) -> Decimal:
    """Sample standard deviation: of at least two numbers."""
    values = _numbers(items)
    if len(values) < 2:
        raise Undefined("a deviation needs two numbers")
    center = WIDE.divide(_exact_sum(values), Decimal(len(values)))
    squares = [WIDE.multiply(d, d) for d in (WIDE.subtract(v, center) for v in values)]
    return CONTEXT.sqrt(WIDE.divide(_exact_sum(squares), Decimal(len(values) - 1)))


@aggregate("mode")
def mode(run: Run, items: list[Any]) -> list[Decimal]:
    """The most frequent numbers, ascending."""
    if not items:
        return []
    counts: dict[Decimal, int] = {}
    for value in _numbers(items):
        counts[value] = counts.get(value, 0) + 1
    most = max(counts.values())
    return sorted(value for value, times in counts.items() if times == most)


@aggregate("all", "and")
def every(run: Run, items: list[Any]) -> bool | None:
    """Three-valued and; true of nothing."""
    return _decide(items, decisive=False)


@aggregate("any", "or")
def some(run: Run, items: list[Any]) -> bool | None:
    """Three-valued or; false of nothing."""
    return _decide(items, decisive=True)


def _decide(items: list[Any], *, decisive: bool) -> bool | None:
    if any(item is decisive for item in items):
        return decisive
    return None if any(item is not (not decisive) for item in items) else not decisive
