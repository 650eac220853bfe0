"""Plain values in zeebe attributes: numbers are numbers, variable names are names.

Refuses ``priority="urgent"``, ``retries="many"``, ``target="a b"``, ``resultVariable="1st"``.
Source: Camunda 8 BPMN extension elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from engine.checks.context import Model, Node, line_of
from engine.checks.registry import rule
from engine.errors import Problem
from engine.model.document import ZEEBE

_ZEEBE = f"{{{ZEEBE}}}"
_NAME = re.compile(r"[^\W\d]\w*")
_PATH = re.compile(r"=?\s*[^\W\d]\w*(\.[^\W\d]\w*)*")
_INTEGER = re.compile(r"\d+")

#: {zeebe element: {attribute: (pattern, what to write)}}
_PLAIN = {
    "script": {"resultVariable": (_NAME, "one variable name")},
    "calledDecision": {"resultVariable": (_NAME, "one variable name")},
    "loopCharacteristics": {
        "inputElement": (_NAME, "one variable name"),
        "outputCollection": (_NAME, "one variable name"),
    },
    "input": {"target": (_PATH, "a variable name or path")},
    "output": {"target": (_PATH, "a variable name or path")},
    "priorityDefinition": {"priority": (_INTEGER, "a number from 0 to 100, or an expression")},
    "taskDefinition": {"retries": (_INTEGER, "a whole number, or an expression")},
}
_MAY_BE_EXPRESSIONS = ("priority", "retries")


@rule
def extension_values(model: Model) -> Iterator[Problem]:
    """``attribute-value`` in zeebe attributes."""
    for node in model.nodes:
        if node.executable:
            for xml in node.extensions:
                yield from _inside(node, xml)


def _inside(node: Node, xml: etree._Element) -> Iterator[Problem]:
    if not str(xml.tag).startswith(_ZEEBE):
        return
    name = str(xml.tag).removeprefix(_ZEEBE)
    for attribute, (pattern, wanted) in _PLAIN.get(name, {}).items():
        text = str(xml.get(attribute) or "").strip()
        dynamic = attribute in _MAY_BE_EXPRESSIONS and text.startswith("=")
        if text and not dynamic and not pattern.fullmatch(text):
            yield Problem(
                "attribute-value",
                node.owner,
                line_of(xml),
                f'{node.label}: zeebe:{name} has {attribute}="{text}"; write {wanted}',
                node.file,
            )
    for child in xml.iterchildren(tag=etree.Element):
        yield from _inside(node, child)
