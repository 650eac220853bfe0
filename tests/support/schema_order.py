"""Elements in the order of the schema, so that a test may write them in the order of its story."""

from __future__ import annotations

from typing import Any

from lxml import etree

_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
#: Tags in the order of the schema; what is not named is a flow element and keeps its place
_FIRST = (
    *("documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef"),
    *("incoming", "outgoing", "supportedInterfaceRef", "ioSpecification", "ioBinding", "property"),
    *("dataInputAssociation", "dataOutputAssociation", "performer", "humanPerformer"),
    *("potentialOwner", "standardLoopCharacteristics", "multiInstanceLoopCharacteristics"),
    "laneSet",
)
_LAST = ("association", "group", "textAnnotation", "completionCondition", "correlationSubscription")
_HOLDERS = ("rocess", "ask", "ransaction", "Activity")


def in_schema_order(text: bytes) -> bytes:
    """The same file, sorted where the schema wants an order; byte for byte if it is in order."""
    root, sorted_any = etree.fromstring(text), False
    for one in root.iter(f"{_BPMN}*"):
        children = list(one)
        if not str(one.tag).endswith(_HOLDERS) or len(children) < 2:
            continue
        ordered = sorted(children, key=_rank)
        if ordered != children:
            one[:], sorted_any = ordered, True
    return etree.tostring(root, encoding="utf-8") if sorted_any else text


def _rank(child: Any) -> int:
    tag = str(child.tag).removeprefix(_BPMN)
    if tag in _FIRST:
        return _FIRST.index(tag)
    return len(_FIRST) + (1 + _LAST.index(tag) if tag in _LAST else 0)
