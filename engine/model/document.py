"""A BPMN file read safely: no DTD, no entities, no network, bounded in size and depth.

The document keeps lxml's elements, so that every finding can name its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from engine.model.xml import MAX_BYTES, MAX_DEPTH, read_xml, refusal

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
YUANBAN = "urn:yuanban:bpmn:1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

__all__ = [
    "BPMN",
    "MAX_BYTES",
    "MAX_DEPTH",
    "XSI",
    "YUANBAN",
    "ZEEBE",
    "Document",
    "local",
    "read",
    "unprefixed",
]


@dataclass(frozen=True, slots=True)
class Document:
    """One BPMN file. ``by_id`` holds every element of the model part that has an id."""

    file: str
    root: etree._Element
    by_id: Mapping[str, etree._Element]

    def processes(self) -> Iterator[etree._Element]:
        """The ``bpmn:process`` elements in document order."""
        return self.root.iterchildren(f"{{{BPMN}}}process")


def read(file: str, body: bytes) -> Document:
    """The document in ``body``.

    Raises ``DeploymentRefused`` with one ``Problem`` (codes ``xml-too-large``, ``xml-doctype``,
    ``xml-broken``, ``xml-too-deep``, ``not-bpmn``).
    """
    root = read_xml(file, body)
    if root.tag != f"{{{BPMN}}}definitions":
        raise refusal(file, "not-bpmn", root.sourceline, "the root is not bpmn:definitions")
    return Document(file, root, _index(root))


def local(element: etree._Element) -> str:
    """Name of the element's tag without its namespace."""
    return etree.QName(element).localname


def unprefixed(name: str | None) -> str:
    """A QName without its prefix."""
    return (name or "").strip().rpartition(":")[2]


def _index(root: etree._Element) -> dict[str, etree._Element]:
    by_id: dict[str, etree._Element] = {}
    for element in root.iter():
        key = element.get("id")
        if key is not None and etree.QName(element).namespace == BPMN:
            by_id.setdefault(key, element)
    return by_id
