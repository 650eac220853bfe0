"""A BPMN file read safely: no DTD, no entities, no network, bounded in size and depth.

The document keeps lxml's elements, so that every finding can name its line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from engine.errors import DeploymentRefused, Problem

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
YUANBAN = "urn:yuanban:bpmn:1"
XSI = "http://www.w3.org/2001/XMLSchema-instance"

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 200


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
    if len(body) > MAX_BYTES:
        raise _refusal(file, "xml-too-large", 0, f"the file is larger than {MAX_BYTES} bytes")
    root = _parse(file, body)
    if root.tag != f"{{{BPMN}}}definitions":
        raise _refusal(file, "not-bpmn", root.sourceline, "the root is not bpmn:definitions")
    return Document(file, root, _index(file, root))


def local(element: etree._Element) -> str:
    """Name of the element's tag without its namespace."""
    return etree.QName(element).localname


def _parse(file: str, body: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        raise _refusal(
            file, "xml-broken", line, f"the file is not well-formed XML: {error}"
        ) from error
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        raise _refusal(file, "xml-doctype", 1, "a document type declaration is not accepted")
    return root


def _index(file: str, root: etree._Element) -> dict[str, etree._Element]:
    by_id: dict[str, etree._Element] = {}
    depth = 0
    for action, element in etree.iterwalk(root, events=("start", "end")):
        if action == "end":
            depth -= 1
            continue
        depth += 1
        if depth > MAX_DEPTH:
            raise _refusal(file, "xml-too-deep", element.sourceline, "the file nests too deeply")
        key = element.get("id")
        if key is not None and etree.QName(element).namespace == BPMN:
            by_id.setdefault(key, element)
    return by_id


def _refusal(file: str, code: str, line: Any, message: str) -> DeploymentRefused:
    return DeploymentRefused([Problem(code, "definitions", line or 0, message, file)])
