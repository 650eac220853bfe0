"""Functions that look into lists and change them. Source: DMN 1.5, 10.3.4.4."""

from __future__ import annotations

from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from engine.feel.compare import compare, equal
from engine.feel.evaluation import Run
from engine.feel.functions.registry import Undefined, apply, builtin
from engine.feel.numbers import integer
from engine.feel.values import LIST, kind


def same(left: Any, right: Any, run: Run) -> bool:
    """Equality inside of lists: values of different kinds differ, without a reason for it."""
    kept = run.reasons
    found = kind(left) == kind(right) and equal(left, right, run) is True
    run.reasons = kept
    return found


@builtin("list contains", "list: list, element: any")
def list_contains(run: Run, items: list[Any], element: Any) -> bool:
    run.charge(len(items))
    return any(same(item, element, run) for item in items)


@builtin("count", "list: list")
def count(run: Run, items: list[Any]) -> Decimal:
    return Decimal(len(items))


@builtin("sublist", "list: list, start position: number, length: number?")
def sublist(run: Run, items: list[Any], start: Any, length: Any = None) -> list[Any]:
    position = _position(items, start)
    begin = position - 1 if position > 0 else len(items) + position
    if length is None:
        return list(items[begin:])
    size = integer(length)
    if size is None or size < 1 or begin + size > len(items):
        raise Undefined("the length reaches beyond the list")
    return list(items[begin : begin + size])


def _position(items: list[Any], position: Any, extra: int = 0) -> int:
    """A position of the list, from 1, or from -1 backward; ``extra`` places behind its end."""
    index = integer(position)
    if index is None or index == 0 or index > len(items) + extra or -index > len(items):
        raise Undefined(f"there is no position {position} in a list of {len(items)}")
    return index


@builtin("append", "list: list, item: any?", variadic=True)
def append(run: Run, items: list[Any], *more: Any) -> list[Any]:
    return run.listed([*items, *more])


@builtin("concatenate", "list: list", variadic=True)
def concatenate(run: Run, *lists: list[Any]) -> list[Any]:
    run.charge(sum(map(len, lists)))
    return run.listed([item for items in lists for item in items])


@builtin("insert before", "list: list, position: number, newItem: any")
def insert_before(run: Run, items: list[Any], position: Any, item: Any) -> list[Any]:
    index = _position(items, position)
    begin = index - 1 if index > 0 else len(items) + index
    return run.listed([*items[:begin], item, *items[begin:]])


@builtin("remove", "list: list, position: number")
def remove(run: Run, items: list[Any], position: Any) -> list[Any]:
    index = _position(items, position)
    begin = index - 1 if index > 0 else len(items) + index
    return run.listed([*items[:begin], *items[begin + 1 :]])


@builtin("list replace", "list: list, position: number, newItem: any")
def list_replace(run: Run, items: list[Any], position: Any, item: Any) -> list[Any]:
    index = _position(items, position)
    begin = index - 1 if index > 0 else len(items) + index
    return run.listed([*items[:begin], item, *items[begin + 1 :]])


@builtin("list replace", "list: list, match: function, newItem: any")
def list_replace_where(run: Run, items: list[Any], match: Any, new: Any) -> list[Any]:
    found: list[Any] = []
    for item in items:
        passed = apply(match, (item, new), run)
        if not isinstance(passed, bool):
            raise Undefined("the match function gave neither true nor false")
        found.append(new if passed else item)
    return run.listed(found)


@builtin("reverse", "list: list")
def reverse(run: Run, items: list[Any]) -> list[Any]:
    return run.listed(list(reversed(items)))


@builtin("index of", "list: list, match: any")
def index_of(run: Run, items: list[Any], match: Any) -> list[Decimal]:
    run.charge(len(items))
    return [Decimal(n) for n, item in enumerate(items, 1) if same(item, match, run)]


@builtin("union", "list: list", variadic=True)
def union(run: Run, *lists: list[Any]) -> list[Any]:
    return distinct_values(run, concatenate(run, *lists))


@builtin("distinct values", "list: list")
def distinct_values(run: Run, items: list[Any]) -> list[Any]:
    found: list[Any] = []
    seen: set[Any] = set()
    for item in items:
        run.charge(1)
        key = _hashable(item)
        if key is not None:
            if key not in seen:
                seen.add(key)
                found.append(item)
        elif not _among(item, found, run):
            found.append(item)
    return run.listed(found)


def _hashable(item: Any) -> Any:
    """A key equal for equal values, or None where only comparing tells."""
    if isinstance(item, str | bool) or item is None:
        return (type(item), item)
    return ("number", item) if isinstance(item, int | Decimal) else None


def _among(item: Any, found: list[Any], run: Run) -> bool:
    run.charge(len(found))
    return any(same(item, other, run) for other in found)


@builtin("flatten", "list: list")
def flatten(run: Run, items: list[Any]) -> list[Any]:
    found: list[Any] = []
    stack = [iter(items)]
    while stack:
        for item in stack[-1]:
            run.charge(1)
            if kind(item) == LIST:
                stack.append(iter(item))
                break
            found.append(item)
        else:
            stack.pop()
    return run.listed(found)


@builtin("sort", "list: list, precedes: function?")
def sort(run: Run, items: list[Any], precedes: Any = None) -> list[Any]:
    run.charge(len(items) * len(items).bit_length() >> 3)
    if precedes is None:
        return sorted(items, key=cmp_to_key(lambda a, b: _natural(compare("<", a, b, run))))
    return sorted(
        items, key=cmp_to_key(lambda a, b: -1 if apply(precedes, (a, b), run) is True else 1)
    )


def _natural(less: bool | None) -> int:
    if less is None:
        raise Undefined("the items have no order")
    return -1 if less else 1
