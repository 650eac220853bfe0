"""Which rules of a table may match, found without looking at each of them.

Per column and value a bit mask of rules; the masks of all columns are joined by ``&``. Cells of
constants and of intervals between numbers are decided by the mask alone; other cells stay open and
are asked one by one. A rule is bit ``number - 1``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.feel.numbers import DIGITS, EXACT
from engine.feel.syntax import Bound, Interval, Literal, Node, UnaryTests

#: low, high, low closed, high closed; None is open-ended
Segment = tuple[Decimal | None, Decimal | None, bool, bool]


@dataclass(frozen=True, slots=True)
class ColumnIndex:
    """Masks of one column."""

    #: Rules whose cell accepts everything
    any: int
    #: Rules whose cell has to be asked
    open: int
    texts: dict[str, int]
    truths: dict[bool, int]
    #: Endpoints in order; ``numbers`` has a mask for each, for the gaps between, and beyond
    endpoints: Sequence[Decimal]
    numbers: Sequence[int]

    def candidates(self, value: Any) -> int | None:
        """Rules that accept ``value`` or are open; None where the value is not indexed."""
        kind = type(value)
        if kind is str:
            found = self.texts.get(value, 0)
        elif kind is bool:
            found = self.truths.get(value, 0)
        elif kind in EXACT:
            found = self.numbers[self._place(value)]
        else:
            return None
        return self.any | self.open | found

    def _place(self, value: Any) -> int:
        position = bisect_left(self.endpoints, value)
        exact = position < len(self.endpoints) and self.endpoints[position] == value
        return 2 * position + 1 if exact else 2 * position


def index_column(cells: Sequence[Node | None]) -> ColumnIndex:
    """The index of a column, one tree per rule; None for ``-``."""
    anything, opened = 0, 0
    texts: dict[str, int] = {}
    truths: dict[bool, int] = {}
    spans: list[tuple[int, list[Segment]]] = []
    for number, cell in enumerate(cells):
        bit = 1 << number
        if cell is None:
            anything |= bit
            continue
        simple = _simple(cell)
        if simple is None:
            opened |= bit
            continue
        for value in simple:
            if isinstance(value, bool):
                truths[value] = truths.get(value, 0) | bit
            elif isinstance(value, str):
                texts[value] = texts.get(value, 0) | bit
        segments = [value for value in simple if isinstance(value, tuple)]
        if segments:
            spans.append((bit, segments))
    endpoints, numbers = _masks(spans)
    return ColumnIndex(anything, opened, texts, truths, endpoints, numbers)


def _simple(cell: Node) -> list[Any] | None:
    """Constants and segments that the cell accepts, None where it is anything else."""
    if not isinstance(cell, UnaryTests) or cell.negated:
        return None
    found = [_accepted(test) for test in cell.tests]
    return None if any(value is None for value in found) else found


def _accepted(test: Node) -> Any:
    if isinstance(test, Literal):
        number = _number(test)
        return test.value if number is None else (number, number, True, True)
    if isinstance(test, Bound):
        return _half(test.operator, _number(test.operand))
    if isinstance(test, Interval):
        low, high = _number(test.low), _number(test.high)
        if low is not None and high is not None:
            return (low, high, test.low_closed, test.high_closed)
    return None


def _number(node: Node) -> Decimal | None:
    if not isinstance(node, Literal) or not isinstance(node.value, Decimal):
        return None
    return node.value if len(node.value.as_tuple().digits) <= DIGITS else None


def _half(operator: str, number: Decimal | None) -> Segment | None:
    if number is None:
        return None
    if operator in ("<", "<="):
        return (None, number, False, operator == "<=")
    if operator in (">", ">="):
        return (number, None, operator == ">=", False)
    return (number, number, True, True) if operator == "=" else None


def _masks(spans: list[tuple[int, list[Segment]]]) -> tuple[list[Decimal], list[int]]:
    """Endpoints, and a mask for each place: 2i is before endpoint i, 2i + 1 is on it."""
    ends = {e for _, segments in spans for low, high, _, _ in segments for e in (low, high)}
    endpoints = sorted(e for e in ends if e is not None)
    places = {endpoint: 2 * i + 1 for i, endpoint in enumerate(endpoints)}
    last = 2 * len(endpoints)
    switches = [0] * (last + 2)
    for bit, segments in spans:
        for first, final in _merged(_place(segment, places, last) for segment in segments):
            switches[first] ^= bit
            switches[final + 1] ^= bit
    masks, mask = [], 0
    for switch in switches[:-1]:
        mask ^= switch
        masks.append(mask)
    return endpoints, masks


def _place(segment: Segment, places: dict[Decimal, int], last: int) -> tuple[int, int]:
    low, high, low_closed, high_closed = segment
    first = 0 if low is None else places[low] + (not low_closed)
    final = last if high is None else places[high] - (not high_closed)
    return first, final


def _merged(ranges: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Disjoint ranges that cover the same places; a switch must not be thrown twice."""
    current: tuple[int, int] | None = None
    for first, final in sorted(r for r in ranges if r[0] <= r[1]):
        if current is None:
            current = (first, final)
        elif first <= current[1] + 1:
            current = (current[0], max(current[1], final))
        else:
            yield current
            current = (first, final)
    if current is not None:
        yield current
