"""Which names with operators a FEEL text may read as one: those of the scope it stands in.

``Person.Gender`` is one name where a parameter is called so, and a component of ``Person``
elsewhere in the same file. Source: DMN 1.5, 10.3.1.4 and 10.3.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from engine.dmn.definitions import Definitions
from engine.dmn.source import Source
from engine.feel.names import BUILT_IN, Known, known, special

#: Elements of the graph that are seen by those that require them
_REQUIRED = ("inputData", "decision", "businessKnowledgeModel", "decisionService")
_REQUIREMENTS = ("informationRequirement", "knowledgeRequirement")
#: What has a name that no text can speak of; a variable of the graph is called as its element
_UNSPOKEN = frozenset(
    {
        *("definitions", "parameter", "parameters", "binding", "knowledgeSource", "group"),
        *("organizationUnit", "performanceIndicator", "elementCollection", "authorityRequirement"),
    }
)


@dataclass(slots=True)
class Scopes:
    """The names of a model's files by where they are seen."""

    #: Seen all over: components, entries, columns, types, imports, outputs of services
    everywhere: set[str] = field(default_factory=set)
    #: Element -> names seen inside of it alone: parameters, iterators
    inside: dict[etree._Element, set[str]] = field(default_factory=dict)
    #: Id of an element of the graph -> its name
    required: dict[str, set[str]] = field(default_factory=dict)
    _made: dict[frozenset[str], Known] = field(default_factory=dict)
    _of_element: dict[etree._Element, frozenset[str]] = field(default_factory=dict)

    def at(self, source: Source) -> Known:
        """The known names for a text at ``source``."""
        seen: frozenset[str] = frozenset()
        if self.inside or self.required:
            around: etree._Element | None = source.element
            while around is not None:
                seen |= self._within(around)
                around = around.getparent()
        if seen not in self._made:
            self._made[seen] = known(sorted(self.everywhere | seen), BUILT_IN)
        return self._made[seen]

    def _within(self, element: etree._Element) -> frozenset[str]:
        """Names that ``element`` itself binds for what stands in it."""
        if _tag(element) not in _REQUIRED:
            return frozenset(self.inside.get(element, ()))
        if element not in self._of_element:
            names = set(self.inside.get(element, ()))
            for identifier in _references(element):
                names |= self.required.get(identifier, set())
            self._of_element[element] = frozenset(names)
        return self._of_element[element]


def scopes(files: Iterable[Definitions]) -> Scopes:
    """The scopes of those names in ``files`` that cannot be read without being known."""
    found = Scopes()
    outputs: set[str] = set()
    for one in files:
        for source in _elements(one.source):
            if source.tag == "outputDecision":
                outputs.add((source.get("href") or "").rpartition("#")[2])
            for name in (source.get("name"), source.get("iteratorVariable")):
                if name is not None and special(name) is not None:
                    _put(found, source, name)
    # What a service gives is a context of its outputs by their names
    for identifier in outputs:
        found.everywhere |= found.required.get(identifier, set())
    return found


def _put(found: Scopes, source: Source, name: str) -> None:
    parent = source.element.getparent()
    if source.tag in _UNSPOKEN or parent is None:
        return
    if source.tag in _REQUIRED:
        found.required.setdefault(source.key, set()).add(name)
    elif source.tag == "formalParameter":
        found.inside.setdefault(parent, set()).add(name)
    elif source.get("iteratorVariable") == name:
        found.inside.setdefault(source.element, set()).add(name)
    elif _tag(parent) not in _REQUIRED:
        found.everywhere.add(name)


def _elements(source: Source) -> Iterator[Source]:
    for child in source.children():
        yield child
        yield from _elements(child)


def _references(element: etree._Element) -> Iterator[str]:
    """Ids of what the element of the graph requires."""
    for requirement in element.iterchildren():
        if _tag(requirement) in _REQUIREMENTS:
            for reference in requirement.iterchildren():
                yield (reference.get("href") or "").strip().rpartition("#")[2]


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname
