"""The XML schema of BPMN 2.0: which element may stand where, and how often.

Refuses an ``operation`` without ``inMessageRef``, a ``laneSet`` in a task, text where elements
belong. What a rule of its own says better is left to it: the schema speaks where nothing else was
found at the element. Children in another order than the schema's, and a file without
``targetNamespace``, mean what they would mean otherwise: they are told as advice
(``order_advice``) and not refused.
Source: BPMN 2.0.2, the schema files BPMN20.xsd and Semantic.xsd; the drawing is left alone.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from functools import cache

from lxml import etree

from engine.checks.context import Model, line_of
from engine.checks.schema_order import folder, put_in_order
from engine.errors import Problem
from engine.model.document import BPMN, Document, local

_NAMESPACES = re.compile(r"\{[^}]*\}")
_NOTES = (f"{{{BPMN}}}documentation", f"{{{BPMN}}}extensionElements")
_ANY_NAMESPACE = "urn:unnamed"


def schema_problems(model: Model, found: Iterable[Problem]) -> Iterator[Problem]:
    """``schema-invalid``, except at elements of which something is ``found`` already."""
    said = [one for one in found if one.code != "not-supported"]
    told, lines = {one.element for one in said}, {one.line for one in said}
    schema, root = _schema(), model.document.root
    if schema.validate(root):
        return
    ordered, original = _copied(root)
    put_in_order(ordered)
    if not ordered.get("targetNamespace"):
        ordered.set("targetNamespace", _ANY_NAMESPACE)
    schema.validate(ordered)
    tree = ordered.getroottree()
    for error in list(schema.error_log):  # type: ignore[call-overload]
        copied = _element(tree, error.path)
        place = None if copied is None else original.get(copied)
        names = _around(place)
        line = line_of(place) if place is not None else int(error.line)
        # A name that is told to be none is none wherever it stands
        echo = (not names and line in lines) or any(f"'{one}'" in error.message for one in told)
        if not echo and not _drawn(place) and told.isdisjoint(names):
            yield Problem(
                "schema-invalid",
                next(iter(names), model.root.owner),
                line,
                f"the schema of BPMN 2.0 says: {_NAMESPACES.sub('', error.message)}",
                model.file,
            )


def order_advice(document: Document) -> list[Problem]:
    """``schema-order``: elements whose children stand in another order than the schema's."""
    ordered, original = _copied(document.root)
    return [
        Problem(
            "schema-order",
            next(iter(_around(original[one])), "definitions"),
            line_of(original[one]),
            "holds its parts in another order than the schema of BPMN 2.0 wants; save it anew",
            document.file,
        )
        for one in put_in_order(ordered)
    ]


def _copied(root: etree._Element) -> tuple[etree._Element, dict[etree._Element, etree._Element]]:
    """A copy to put right, and {its element: the one it is of}.

    By its text the standard lets ``definitions`` be documented and extended like any other element
    (8.2); its schema forgot that, so there it is left out.
    """
    copied = copy.deepcopy(root)
    original = dict(zip(copied.iter(), root.iter(), strict=True))
    for note in list(copied.iterchildren(*_NOTES)):
        copied.remove(note)
    return copied, original


@cache
def _schema() -> etree.XMLSchema:
    """Read when first asked for."""
    return etree.XMLSchema(etree.parse(folder() / "BPMN20.xsd"))


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
