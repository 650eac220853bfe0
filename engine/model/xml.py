"""XML read safely: no DTD, no entities, no network, bounded in size and depth."""

from __future__ import annotations

from typing import Any

from lxml import etree

from engine.errors import DeploymentRefused, Problem

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 240


def read_xml(file: str, body: bytes) -> etree._Element:
    """The root of ``body``; comments and processing instructions are left out.

    Raises ``DeploymentRefused`` with one ``Problem`` (codes ``xml-too-large``, ``xml-doctype``,
    ``xml-broken``, ``xml-too-deep``).
    """
    if len(body) > MAX_BYTES:
        raise refusal(file, "xml-too-large", 0, f"the file is larger than {MAX_BYTES} bytes")
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
        message = f"the file is not well-formed XML: {error}"
        raise refusal(file, "xml-broken", line, message) from error
    docinfo: Any = root.getroottree().docinfo
    if docinfo.doctype:
        raise refusal(file, "xml-doctype", 1, "a document type declaration is not accepted")
    _check_depth(file, root)
    return root


def _check_depth(file: str, root: etree._Element) -> None:
    depth = 0
    for action, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if action == "start" else -1
        if depth > MAX_DEPTH:
            raise refusal(file, "xml-too-deep", element.sourceline, "the file nests too deeply")


def refusal(file: str, code: str, line: Any, message: str) -> DeploymentRefused:
    """The refusal of a whole file."""
    return DeploymentRefused([Problem(code, "definitions", line or 0, message, file)])
