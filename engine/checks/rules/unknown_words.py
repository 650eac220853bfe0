"""Elements and attributes of the BPMN namespace that BPMN does not have.

Refuses ``<bpmn:humanTask/>`` and ``<bpmn:task assignee="x"/>`` in every file, executable or not: a
word that the standard does not know cannot be run faithfully, and is mostly a typing error.
Foreign attributes and foreign extension elements are legal.
Source: BPMN 2.0.2, 8.2 Infrastructure, and its schema.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.registry import rule
from engine.checks.vocabulary import ATTRIBUTES
from engine.errors import Problem
from engine.model.document import BPMN

_QUALIFIED = f"{{{BPMN}}}"


@rule
def unknown_words(model: Model) -> Iterator[Problem]:
    """``unknown-element``, ``unknown-attribute``: no such word in BPMN 2.0."""
    for node in model.nodes:
        known = ATTRIBUTES.get(node.tag)
        if known is None:
            yield node.problem(
                "unknown-element", "is no element of BPMN 2.0; remove it or correct its name"
            )
        else:
            yield from _attributes(node, known)


def _attributes(node: Node, known: frozenset[str]) -> Iterator[Problem]:
    for key in node.xml.keys():  # noqa: SIM118 - lxml elements iterate over children
        name = str(key)
        foreign = name.startswith("{") and not name.startswith(_QUALIFIED)
        if name not in known and not foreign:
            yield node.problem(
                "unknown-attribute",
                f'has the attribute "{name.removeprefix(_QUALIFIED)}", which BPMN 2.0 does not '
                "know there; remove it",
            )
