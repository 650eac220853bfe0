"""Where FEEL stands in a diagram: every expression of executable processes, with its place.

Source: the standard's own elements hold FEEL (a leading ``=`` is allowed); zeebe attributes hold
FEEL after ``=`` and are plain text otherwise, except those that make no sense as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from engine.checks.context import Model, Node, line_of
from engine.checks.vocabulary import words
from engine.model.document import ZEEBE

_ZEEBE = f"{{{ZEEBE}}}"

#: Elements whose text is FEEL; timers have a rule of their own
ELEMENTS = words(
    "activationCondition condition conditionExpression completionCondition loopCardinality"
    " from loopCondition script transformation dataPath"
)

#: {zeebe element: attributes that are FEEL with or without ``=``}
ALWAYS = {
    "script": ("expression",),
    "adHoc": ("activeElementsCollection",),
    "loopCharacteristics": ("inputCollection", "outputElement"),
}
#: {zeebe element: attributes that are FEEL after ``=``}
AFTER_EQUALS = {
    "assignmentDefinition": ("assignee", "candidateGroups", "candidateUsers"),
    "taskSchedule": ("dueDate", "followUpDate"),
    "priorityDefinition": ("priority",),
    "formDefinition": ("formId", "formKey", "externalReference"),
    "taskDefinition": ("type", "retries"),
    "calledDecision": ("decisionId",),
    "calledElement": ("processId",),
    "subscription": ("correlationKey",),
    "input": ("source",),
    "output": ("source",),
}


@dataclass(frozen=True, slots=True)
class Site:
    """One expression: ``text`` without the leading ``=``, ``what`` for people, ``line`` of it."""

    node: Node
    what: str
    text: str
    line: int


def sites(model: Model) -> Iterator[Site]:
    """All FEEL expressions that the engine would compile, except those of timers."""
    for node in model.executed(*ELEMENTS):
        if node.text:
            yield Site(node, node.tag, feel_text(node.text), node.line)
    for node in model.nodes:
        if node.executable or node.tag == "message":
            for xml in node.extensions:
                yield from _zeebe(node, xml)
    for node in model.every("messagePath") if model.runs else ():
        if node.text:
            yield Site(node, node.tag, feel_text(node.text), node.line)
    for node in model.every("message", "signal"):
        yield from _after_equals(node, node.xml, "name")
    for node in model.executed("callActivity"):
        yield from _after_equals(node, node.xml, "calledElement")


def feel_text(text: str) -> str:
    """Without the leading ``=``."""
    return text.strip().removeprefix("=").strip()


def _zeebe(node: Node, xml: etree._Element) -> Iterator[Site]:
    if not str(xml.tag).startswith(_ZEEBE):
        return
    name = str(xml.tag).removeprefix(_ZEEBE)
    for attribute in AFTER_EQUALS.get(name, ()):
        yield from _after_equals(node, xml, attribute)
    for attribute in ALWAYS.get(name, ()):
        text = str(xml.get(attribute) or "")
        if text.strip():
            yield Site(node, attribute, feel_text(text), line_of(xml))
    for child in xml.iterchildren(f"{_ZEEBE}input", f"{_ZEEBE}output"):
        yield from _zeebe(node, child)


def _after_equals(node: Node, xml: etree._Element, attribute: str) -> Iterator[Site]:
    text = str(xml.get(attribute) or "").strip()
    if text.startswith("="):
        yield Site(node, attribute, feel_text(text), line_of(xml))
