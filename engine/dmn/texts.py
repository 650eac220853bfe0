"""Decision tables as people wrote them: headings, cells, rules. For pages that show a table."""

from __future__ import annotations

from dataclasses import dataclass

from engine.dmn.definitions import read_definitions
from engine.dmn.source import Source


@dataclass(frozen=True, slots=True)
class RuleText:
    """One row. ``number`` begins with 1, as in traces and findings."""

    number: int
    id: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    annotation: str


@dataclass(frozen=True, slots=True)
class TableText:
    """A decision table. ``element``: id that findings about the table as a whole name."""

    element: str
    #: Id and name of the decision or knowledge model around it
    owner: str
    name: str
    policy: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rules: tuple[RuleText, ...]


def tables(xml: bytes, file: str = "model.dmn") -> list[TableText]:
    """Every table of the file, in its order. Raises ``DeploymentRefused`` where it is no DMN."""
    return [
        _table(one, owner)
        for owner in read_definitions(file, xml, []).by_id.values()
        for one in _within(owner)
    ]


def _within(source: Source) -> list[Source]:
    """The tables inside of an element, however deep they lie in boxed expressions."""
    found: list[Source] = []
    todo = [source]
    while todo:
        for child in todo.pop().children():
            (found if child.tag == "decisionTable" else todo).append(child)
    return found


def _table(source: Source, owner: Source) -> TableText:
    aggregation = source.get("aggregation")
    policy = (source.get("hitPolicy") or "UNIQUE") + (f" {aggregation}" if aggregation else "")
    return TableText(
        source.id,
        owner.key,
        source.get("outputLabel") or owner.get("name") or owner.key,
        policy,
        tuple(_heading(column) for column in source.children("input")),
        tuple(
            column.get("label") or column.get("name") or owner.get("name") or ""
            for column in source.children("output")
        ),
        tuple(_rule(rule, number) for number, rule in enumerate(source.children("rule"), 1)),
    )


def _heading(column: Source) -> str:
    expression = column.child("inputExpression")
    text = expression.text() if expression is not None else ""
    return column.get("label") or text or column.id


def _rule(rule: Source, number: int) -> RuleText:
    return RuleText(
        number,
        rule.get("id") or "",
        tuple(entry.text() for entry in rule.children("inputEntry")),
        tuple(entry.text() for entry in rule.children("outputEntry")),
        rule.text("description")
        or " ".join(one.text() for one in rule.children("annotationEntry")),
    )
