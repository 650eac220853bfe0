"""Children that an element may have once, and types that would change what an element is.

Refuses two ``conditionExpression`` in one flow (one of them would be ignored), and
``<task xsi:type="tUserTask"/>`` (it would run as what its name says).
Source: BPMN 2.0.2, 8.2 Infrastructure, and its schema.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.checks.vocabulary import EXPRESSIONS, words
from engine.errors import Problem
from engine.model.document import BPMN, XSI, unprefixed

_ONCE = words(
    "conditionExpression script loopCardinality completionCondition loopCondition condition"
    " multiInstanceLoopCharacteristics standardLoopCharacteristics ioSpecification text"
    " timeDate timeDuration timeCycle transformation childLaneSet"
)


@rule
def element_twice(model: Model) -> Iterator[Problem]:
    """``element-twice``."""
    for node in model.nodes:
        if len(node.children) < 2:
            continue
        for tag, number in Counter(child.tag for child in node.children).items():
            if number > 1 and tag in _ONCE:
                yield node.problem("element-twice", f"holds {tag} {number} times; keep one")


@rule
def extension_elements_twice(model: Model) -> Iterator[Problem]:
    """``element-twice``: all extension elements stand in one place."""
    tag = f"{{{BPMN}}}extensionElements"
    for node in model.nodes:
        if len(node.extensions) > 1 and len(list(node.xml.iterchildren(tag))) > 1:
            yield node.problem("element-twice", "holds extensionElements several times; join them")


@rule
def other_type(model: Model) -> Iterator[Problem]:
    """``not-supported``: ``xsi:type`` that makes it another element than its name says."""
    for node in model.nodes:
        named = unprefixed(node.get(f"{{{XSI}}}type"))
        if not named or not node.executable or node.tag in EXPRESSIONS:
            continue
        if named != _TYPES.get(node.tag, f"t{node.tag[:1].upper()}{node.tag[1:]}"):
            yield node.problem("not-supported", "has xsi:type; use the element itself")


#: {element: its type in the schema}, where that has another name
_TYPES = {"event": "tImplicitThrowEvent"}
