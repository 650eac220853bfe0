"""Names in a decision that nothing around it provides. Source: DMN 1.5, 10.3.3."""

from __future__ import annotations

from collections.abc import Iterator

from engine.dmn.graph import Decision
from engine.dmn.source import Source
from engine.feel.analysis import uses
from engine.feel.errors import FeelSyntaxError
from engine.feel.names import BUILT_IN, known
from engine.feel.parser import parse, parse_unary_tests

#: Elements whose text is a cell, not an expression
_CELLS = frozenset({"inputEntry", "inputValues", "outputValues"})
_TEXTS = frozenset(
    {"literalExpression", "inputExpression", "outputEntry", "defaultOutputEntry", *_CELLS}
)


def unknown_names(source: Source, unit: Decision) -> Iterator[tuple[str, int]]:
    """Names used but not provided, each once, with its line.

    A decision that requires nothing reads variables of the caller: nothing is unknown there.
    """
    if not unit.needs:
        return
    given = {need.prefix or need.name for need in unit.needs} | set(_declared(source))
    spelled = known(given, BUILT_IN)
    seen: set[str] = set()
    for each in _all(source):
        text = each.text()
        if each.tag not in _TEXTS or text in ("", "-"):
            continue
        try:
            tree = (parse_unary_tests if each.tag in _CELLS else parse)(text, spelled)
        except FeelSyntaxError:
            continue
        for name in sorted(uses(tree)[0] - given - seen):
            seen.add(name)
            yield name, each.line


def _all(source: Source) -> Iterator[Source]:
    for child in source.children():
        yield child
        yield from _all(child)


def _declared(source: Source) -> Iterator[str]:
    """Names that the logic itself declares, wherever in it: entries, parameters, iterators."""
    yield from ("item", "partial")
    for each in _all(source):
        if each.tag in ("variable", "formalParameter", "parameter"):
            yield each.get("name") or ""
        elif each.tag in ("for", "some", "every"):
            yield each.get("iteratorVariable") or ""
