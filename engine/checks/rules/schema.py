"""The XML schema of BPMN 2.0: which element may stand where, how often, in which order.

Refuses ``<process><association/><task/></process>`` (artifacts come last), an ``operation`` without
``inMessageRef``, text where elements belong. What a rule of its own says better is left to it: the
schema speaks where nothing else was found at the element.
Source: BPMN 2.0.2, the schema files BPMN20.xsd and Semantic.xsd; the drawing is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from engine.checks.context import Model, line_of
from engine.errors import Problem
from engine.model.document import local

_NAMESPACES = re.compile(r"\{[^}]*\}")


def schema_problems(model: Model, told: set[str]) -> Iterator[Problem]:
    """``schema-invalid``, except at elements of which something is ``told`` already."""
    schema = _schema()
    if schema.validate(model.document.root):
        return
    tree = model.document.root.getroottree()
    for error in list(schema.error_log):  # type: ignore[call-overload]
        place = _element(tree, error.path)
        if _drawn(place):
            continue
        names = _around(place)
        if told.isdisjoint(names):
            yield Problem(
                "schema-invalid",
                next(iter(names), model.root.owner),
                line_of(place) if place is not None else error.line,
                f"the schema of BPMN 2.0 says: {_NAMESPACES.sub('', error.message)}",
                model.file,
            )


@cache
def _schema() -> etree.XMLSchema:
    """Read when first asked for. The files are those that SpiffWorkflow brings."""
    found = find_spec("SpiffWorkflow")
    assert found is not None
    assert found.submodule_search_locations
    folder = Path(found.submodule_search_locations[0]) / "bpmn" / "parser" / "schema"
    return etree.XMLSchema(etree.parse(folder / "BPMN20.xsd"))


def _element(tree: etree._ElementTree, path: str | None) -> etree._Element | None:
    """Where libxml2 says the error is; None where it names a prefix that is declared further in."""
    named = {prefix: uri for prefix, uri in tree.getroot().nsmap.items() if prefix}
    try:
        found = tree.xpath(path, namespaces=named) if path else []
    except etree.XPathError:
        return None
    place = found[0] if isinstance(found, list) and found else None
    return place if isinstance(place, etree._Element) else None


def _drawn(place: etree._Element | None) -> bool:
    """Lines and shapes never run, so their lengths and places do not matter."""
    return place is not None and any(
        local(one) == "BPMNDiagram" for one in (place, *place.iterancestors())
    )


def _around(place: etree._Element | None) -> tuple[str, ...]:
    """Ids of the element and of what holds it, nearest first."""
    chain = () if place is None else (place, *place.iterancestors())
    return tuple(str(one.get("id")) for one in chain if one.get("id"))[:2]
