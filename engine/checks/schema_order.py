"""In which order the schema wants the children of each element, read from its own files.

An element out of order means the same as in order, and many a good diagram has one; so the order is
put right before anything else is asked, and told as advice.
Source: BPMN 2.0.2, Semantic.xsd and BPMN20.xsd (sequences, extensions, substitution groups).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from lxml import etree

from engine.model.document import BPMN, unprefixed

_XS = "{http://www.w3.org/2001/XMLSchema}"
_BPMN = f"{{{BPMN}}}"


def folder() -> Path:
    """Where the schema files are: those that SpiffWorkflow brings."""
    found = find_spec("SpiffWorkflow")
    assert found is not None
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "bpmn" / "parser" / "schema"


def put_in_order(root: etree._Element) -> list[etree._Element]:
    """Sort the children of every element of BPMN; the elements whose children were out of order."""
    changed = []
    for one in root.iter(f"{_BPMN}*"):
        places = ranks().get(str(one.tag).removeprefix(_BPMN))
        children = list(one)
        if places is None or len(children) < 2:
            continue
        ordered = sorted(
            children, key=lambda c: places.get(str(c.tag).removeprefix(_BPMN), len(places))
        )
        if ordered != children:
            one[:] = ordered
            changed.append(one)
    return changed


@cache
def ranks() -> Mapping[str, Mapping[str, int]]:
    """{element: {child: its place}}."""
    schema = _Schema()
    return {tag: schema.places(kind) for tag, kind in schema.elements.items()}


class _Schema:
    def __init__(self) -> None:
        names = ("BPMN20.xsd", "Semantic.xsd")
        roots = [etree.parse(folder() / name).getroot() for name in names]
        self.types = {t.get("name"): t for root in roots for t in root.iter(f"{_XS}complexType")}
        self.elements: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        for one in (e for root in roots for e in root.iterchildren(f"{_XS}element")):
            self.elements[str(one.get("name"))] = unprefixed(one.get("type"))
            if one.get("substitutionGroup"):
                head = unprefixed(one.get("substitutionGroup"))
                self.members.setdefault(head, []).append(str(one.get("name")))
        for held in (e for t in self.types.values() for e in t.iter(f"{_XS}element")):
            if held.get("name"):
                self.elements.setdefault(str(held.get("name")), unprefixed(held.get("type")))

    def places(self, kind: str) -> Mapping[str, int]:
        """{child: place} of a type, what it inherits first."""
        found: dict[str, int] = {}
        for place, named in enumerate(self._sequence(kind)):
            for name in named:
                found.setdefault(name, place)
        return found

    def _sequence(self, kind: str) -> Iterator[list[str]]:
        """Names that may stand at each place; of a choice all at one."""
        declared = self.types.get(kind)
        if declared is None:
            return
        extended = declared.find(f".//{_XS}extension")
        if extended is not None:
            yield from self._sequence(unprefixed(extended.get("base")))
        sequence = declared.find(f".//{_XS}sequence")
        for part in sequence if sequence is not None else declared.findall(f".//{_XS}choice"):
            named = [part] if part.tag == f"{_XS}element" else part.iter(f"{_XS}element")
            yield [name for one in named for name in self._names(one)]

    def _names(self, one: etree._Element) -> Iterator[str]:
        if one.get("name"):
            yield str(one.get("name"))
            return
        waiting = [unprefixed(one.get("ref"))]
        while waiting:
            name = waiting.pop()
            yield name
            waiting += self.members.get(name, [])
