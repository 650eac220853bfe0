"""A table as masks: per column the places that its cells tell apart, and the rules at each place.

A place is a set of values that no cell of the column distinguishes: a constant, an endpoint, the
gap between two endpoints, any other text. Cells that are more than constants and intervals are
open: what they accept is not known, and they take no part in proofs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.dmn.index import ColumnIndex, index_column
from engine.dmn.table import Input, Table
from engine.feel.text import write_nested


@dataclass(frozen=True, slots=True)
class Place:
    """One of the values that lie here, for examples, and the rules that accept all of them."""

    example: Any
    rules: int


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    places: tuple[Place, ...]
    #: Rules whose cell is open
    open: int

    def of_rule(self, bit: int) -> int:
        """The places, as bits, that the rule accepts."""
        return sum(1 << n for n, place in enumerate(self.places) if place.rules & bit)


def columns_of(table: Table) -> list[Column]:
    """The columns of ``table``, cut into places."""
    return [
        _column(column, index_column([rule.trees[n] for rule in table.rules]))
        for n, column in enumerate(table.inputs)
    ]


def _column(column: Input, index: ColumnIndex) -> Column:
    domain = None if column.domain is None else index_column([column.domain])
    kind = "" if column.demand is None else column.demand.type
    found: list[Place] = []
    name = getattr(kind, "name", "")
    plain = not (index.texts or index.truths or index.endpoints)
    if index.endpoints or (name == "number" and not plain):
        found.extend(_number_places(index, domain))
    if index.texts:
        found.extend(_text_places(index, domain))
    if index.truths or name == "boolean":
        found.extend(Place(v, index.any | index.truths.get(v, 0)) for v in (True, False))
    if not found:
        found.append(Place(None, index.any))
    return Column(column.label, tuple(found), index.open)


def _number_places(index: ColumnIndex, domain: ColumnIndex | None) -> Iterator[Place]:
    ends = sorted({*index.endpoints, *(domain.endpoints if domain else ())})
    for example in _examples(ends):
        if domain is not None and not _inside(domain, example):
            continue
        accepted = index.candidates(example) or 0
        yield Place(example, accepted & ~index.open)


def _examples(ends: list[Decimal]) -> Iterator[Decimal]:
    """One number per endpoint and per gap."""
    if not ends:
        yield Decimal(0)
        return
    yield ends[0] - 1
    for number, end in enumerate(ends):
        yield end
        yield (end + ends[number + 1]) / 2 if number + 1 < len(ends) else end + 1


def _inside(domain: ColumnIndex, example: Any) -> bool:
    return bool(domain.candidates(example))


def _text_places(index: ColumnIndex, domain: ColumnIndex | None) -> Iterator[Place]:
    if domain is not None and domain.texts and not domain.open:
        for text in domain.texts:
            yield Place(text, index.any | index.texts.get(text, 0))
        return
    for text, rules in index.texts.items():
        yield Place(text, index.any | rules)
    other = "…"
    while other in index.texts:
        other += "…"
    yield Place(other, index.any)


def write_example(columns: list[Column], places: list[int]) -> str:
    """The values of one combination of places, for a message."""
    return ", ".join(
        f"{column.label} = {shown(column.places[place].example)}"
        for column, place in zip(columns, places, strict=True)
    )


#: Further examples that a message names
MAX_OTHERS = 5


def others(columns: list[Column], places: list[int], rules: int) -> str:
    """Further values of one column that, all else the same, no rule takes either; else nothing.

    Of the first column that has such, and is not taken by no rule whatever it holds.
    """
    for number, column in enumerate(columns):
        left = rules
        for other, place in zip(columns, places, strict=True):
            if other is not column:
                left &= other.places[place].rules | other.open
        free = [n for n, p in enumerate(column.places) if not left & (p.rules | column.open)]
        if 1 < len(free) < len(column.places):
            found = [shown(column.places[n].example) for n in free if n != places[number]]
            return f"{column.label} = {', '.join(found[:MAX_OTHERS])}"
    return ""


def shown(example: Any) -> str:
    return "any value" if example is None else write_nested(example)
