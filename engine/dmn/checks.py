"""What is wrong with a model before it runs: problems of loading, and findings about its tables.

``check(xml)`` lists everything at once. What stops a load stands in ``load``; ``FINDINGS`` are for
the designer and the publisher to judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from engine.dmn.definitions import Definitions
from engine.dmn.graph import Decision, Unit
from engine.dmn.model import loading
from engine.dmn.names import unknown_names
from engine.dmn.overlaps import MAX_FINDINGS, Budget, never, overlaps, uncovered
from engine.dmn.regions import Column, columns_of, others, write_example
from engine.dmn.source import Source
from engine.dmn.table import Rule, Table
from engine.dmn.types import Demand
from engine.errors import DeploymentRefused, Problem
from engine.feel.syntax import Literal, Node, TypeName, UnaryTests
from engine.feel.values import kind

#: Codes of what is found in a model that loads
FINDINGS = frozenset(
    {
        "table-overlap",
        "table-disagreement",
        "table-gap",
        "rule-unreachable",
        "rule-never-matches",
        "output-missing",
        "type-clash",
        "unknown-name",
    }
)

Check = Callable[[Table, list[Column]], "Iterator[tuple[str, Rule | None, str]]"]


def check(xml: bytes, *imports: bytes, file: str = "model.dmn") -> list[Problem]:
    """All problems and findings, in the order of the lines."""
    try:
        one, files = loading(xml, imports, file)
        units = one.units()
    except DeploymentRefused as refused:
        return list(refused.problems)
    found = [problem for each in files.values() for problem in each.source.problems]
    for source, table in one.tables():
        if source.file == file:
            found.extend(check_table(source, table))
    main = next(iter(files.values()))
    found.extend(_check_names(main, units.values()))
    return sorted(found, key=lambda problem: (problem.file, problem.line))


def _check_names(main: Definitions, units: Iterable[Unit]) -> Iterator[Problem]:
    for unit in units:
        if isinstance(unit, Decision) and unit.key[0] == main.namespace:
            source = main.by_id[unit.key[1]]
            for name, line in unknown_names(source, unit):
                message = f"there is no {name!r} among what the decision requires"
                yield Problem("unknown-name", source.id, line, message, source.file)


def check_table(source: Source, table: Table) -> list[Problem]:
    """The findings about one table."""
    columns = columns_of(table)
    found: list[Problem] = []
    for each in _CHECKS:
        for code, rule, message in islice(each(table, columns), MAX_FINDINGS):
            line = rule.line if rule is not None else source.line
            element = (rule.id if rule is not None else "") or source.id
            found.append(Problem(code, element, line, message, source.file))
    return found


def _never(table: Table, columns: list[Column]) -> Iterator[tuple[str, Rule | None, str]]:
    for rule in table.rules:
        if never(columns, rule.number - 1):
            yield "rule-never-matches", rule, f"rule {rule.number} has a cell that nothing passes"


def _overlap(table: Table, columns: list[Column]) -> Iterator[tuple[str, Rule | None, str]]:
    if table.policy.name not in ("UNIQUE", "ANY"):
        return
    for first, second, places in overlaps(columns, len(table.rules)):
        one, other = table.rules[first], table.rules[second]
        example = write_example(columns, places)
        pair = f"the rules {one.number} and {other.number}"
        if table.policy.name == "UNIQUE":
            yield "table-overlap", other, f"{pair} match together: {example}"
        elif _disagree(one, other):
            yield "table-disagreement", other, f"{pair} give different answers: {example}"


def _disagree(one: Rule, other: Rule) -> bool:
    """Whether the constant outputs differ."""
    return any(
        isinstance(a, Literal) and isinstance(b, Literal) and a != b
        for a, b in zip(one.results, other.results, strict=True)
    )


def _gaps(table: Table, columns: list[Column]) -> Iterator[tuple[str, Rule | None, str]]:
    if any(output.default is not None for output in table.outputs) or not columns:
        return
    rules = (1 << len(table.rules)) - 1
    for places in uncovered(columns, rules, Budget()):
        also = others(columns, places, rules)
        message = f"no rule takes {write_example(columns, places)}"
        yield "table-gap", None, f"{message} (also {also})" if also else message


def _unreachable(table: Table, columns: list[Column]) -> Iterator[tuple[str, Rule | None, str]]:
    """A rule behind others that take all it accepts. Their open cells take nothing for sure."""
    if not table.policy.first_only or not columns:
        return
    opened = 0
    for column in columns:
        opened |= column.open
    for rule in table.rules:
        bit = 1 << rule.number - 1
        before = (bit - 1) & ~opened
        if opened & bit or never(columns, rule.number - 1):
            continue
        budget = Budget()
        hole = next(uncovered(columns, before, budget, within=rule.number - 1), None)
        if hole is None and not budget.spent:
            message = "is never reached: the rules before it take all it accepts"
            yield "rule-unreachable", rule, f"rule {rule.number} {message}"


def _outputs(table: Table, columns: list[Column]) -> Iterator[tuple[str, Rule | None, str]]:
    for rule in table.rules:
        for output, tree in zip(table.outputs, rule.results, strict=True):
            where = f"rule {rule.number}, output {output.name or table.name}"
            if tree is None:
                yield "output-missing", rule, f"{where} is empty"
            elif (clash := _clash(tree, output.demand)) is not None:
                yield "type-clash", rule, f"{where}: {clash}"


def _inputs(table: Table, columns: list[Column]) -> Iterator[tuple[str, Rule | None, str]]:
    for rule in table.rules:
        for column, tree in zip(table.inputs, rule.trees, strict=True):
            tests = tree.tests if isinstance(tree, UnaryTests) else ()
            for test in tests:
                clash = _clash(test, column.demand)
                if clash is not None:
                    yield "type-clash", rule, f"rule {rule.number}, input {column.label}: {clash}"


def _clash(tree: Node, demand: Demand | None) -> str | None:
    """What is wrong with a constant in a column of a simple type."""
    wanted = _simple_type(demand)
    if wanted is None or not isinstance(tree, Literal) or tree.value is None:
        return None
    what = kind(tree.value)
    return None if what == wanted else f"a {what} stands in a column of {wanted}"


def _simple_type(demand: Demand | None) -> str | None:
    while demand is not None and demand.base is not None:
        demand = demand.base
    if demand is None or demand.items is not None or demand.components is not None:
        return None
    simple = ("number", "string", "boolean")
    named = demand.type.name if isinstance(demand.type, TypeName) else ""
    return named if named in simple else None


_CHECKS: tuple[Check, ...] = (_never, _overlap, _gaps, _unreachable, _outputs, _inputs)
