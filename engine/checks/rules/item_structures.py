"""Structures of items resolve: in XML Schema's own types, or in an import.

Refuses ``structureRef="x:Order"`` where no import brings the namespace of ``x``.
Source: BPMN 2.0.2, 8.4 Item Definition.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.errors import Problem

_SCHEMA = "http://www.w3.org/2001/XMLSchema"


@rule
def item_structure(model: Model) -> Iterator[Problem]:
    """``undeclared-prefix``; ``item-structure-unresolved`` in files with an executable process."""
    # Without a prefix it names a type of the tool itself ("String"), which nothing here depends on
    known = {_SCHEMA, *(each.get("namespace") for each in model.every("import"))}
    for item in model.every("itemDefinition"):
        text = (item.get("structureRef") or "").strip()
        prefix, colon, _ = text.rpartition(":")
        namespace = item.xml.nsmap.get(prefix) if colon else None
        if colon and namespace is None:
            yield item.problem(
                "undeclared-prefix",
                f'has structureRef="{text}", whose prefix is not declared; declare it',
            )
        elif colon and model.runs and namespace not in known:
            yield item.problem(
                "item-structure-unresolved",
                f'has structureRef="{text}", which no import brings; import it',
            )
