"""Rules that match together, rules that never match, and combinations that no rule takes.

Source: DMN 1.5, 8.2.11 (hit policies) and 8.3 (completeness and overlaps of tables). All of it is
proof: what an open cell accepts is left out, and big tables are searched within a budget.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.dmn.regions import Column

MAX_FINDINGS = 20


@dataclass(slots=True)
class Budget:
    """Steps that a search may take; a search that has spent them has proved nothing."""

    left: int = 50_000

    @property
    def spent(self) -> bool:
        return self.left <= 0


def lowest(bits: int) -> int:
    """Number of the lowest bit."""
    return (bits & -bits).bit_length() - 1


def overlaps(columns: list[Column], rules: int) -> Iterator[tuple[int, int, list[int]]]:
    """Pairs of rules that surely match together, with a place per column where they do."""
    accepted = [[column.of_rule(1 << rule) for column in columns] for rule in range(rules)]
    surely = [not any(c.open >> rule & 1 for c in columns) for rule in range(rules)]
    for first in range(rules):
        for second in range(first + 1, rules):
            if not (surely[first] and surely[second]):
                continue
            common = [a & b for a, b in zip(accepted[first], accepted[second], strict=True)]
            if all(common):
                yield first, second, [lowest(bits) for bits in common]


def never(columns: list[Column], rule: int) -> bool:
    """Whether no value at all passes a cell of the rule."""
    bit = 1 << rule
    return any(not column.open & bit and not column.of_rule(bit) for column in columns)


def uncovered(
    columns: list[Column], rules: int, budget: Budget, within: int | None = None
) -> Iterator[list[int]]:
    """Combinations of places that none of ``rules`` (a mask) takes.

    ``within``: only combinations that this rule, by its number, accepts. Rules with open cells
    count as taking what their other cells accept, so that nothing is found that may be taken.
    """
    yield from _search(columns, 0, rules, within, [], budget, {})


def _search(
    columns: list[Column],
    depth: int,
    rules: int,
    within: int | None,
    path: list[int],
    budget: Budget,
    covered: dict[tuple[int, int], bool],
) -> Iterator[list[int]]:
    if rules == 0:
        rest = [_first_place(column, within) for column in columns[depth:]]
        yield [*path, *rest]
        return
    if depth == len(columns) or covered.get((depth, rules)):
        return
    column, found = columns[depth], False
    seen: set[int] = set()
    for number, place in enumerate(column.places):
        left = rules & (place.rules | column.open)
        accepted = within is None or (place.rules | column.open) >> within & 1
        if not accepted or left in seen or budget.spent:
            continue
        seen.add(left)
        budget.left -= 1
        for hole in _search(columns, depth + 1, left, within, [*path, number], budget, covered):
            found = True
            yield hole
    if not found:
        covered[depth, rules] = True


def _first_place(column: Column, within: int | None) -> int:
    if within is None:
        return 0
    accepted = column.of_rule(1 << within)
    return lowest(accepted) if accepted else 0
