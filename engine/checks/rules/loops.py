"""Loops and multi-instance: something says how often.

Refuses ``<multiInstanceLoopCharacteristics/>`` without cardinality or collection.
Source: BPMN 2.0.2, 10.3 Loop Characteristics.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.checks.context import Model, Node
from engine.checks.items import data
from engine.checks.registry import rule
from engine.checks.vocabulary import (
    ACTIVITIES,
    EVENT_DEFINITIONS,
    ITEM_AWARE,
    SUB_PROCESSES,
    words,
)
from engine.errors import Problem
from engine.model.document import ZEEBE

_OBJECTS = ("dataObject", "dataObjectReference")
_THROWN = words("signalEventDefinition messageEventDefinition escalationEventDefinition")
_MULTI = "multiInstanceLoopCharacteristics"


@rule
def multi_without_count(model: Model) -> Iterator[Problem]:
    """``multi-without-count``: a cardinality, or a collection to go through."""
    for node in _repeated(model):
        if not node.kid("loopCardinality") and not _collection(node):
            yield node.problem(
                "multi-without-count",
                "does not say how often; add loopCardinality or "
                "zeebe:loopCharacteristics with inputCollection",
            )


@rule
def multi_count_twice(model: Model) -> Iterator[Problem]:
    """``multi-count-twice``: one of the two would be ignored."""
    for node in _repeated(model):
        if node.kid("loopCardinality") and _collection(node):
            yield node.problem(
                "multi-count-twice", "has a cardinality and a collection to go through; keep one"
            )


@rule
def multi_collection_names(model: Model) -> Iterator[Problem]:
    """``attribute-missing``: an output collection needs its element, and the other way round."""
    for node in _repeated(model):
        loop = _loop(node)
        if loop is None:
            continue
        for one, other in (
            ("outputCollection", "outputElement"),
            ("inputElement", "inputCollection"),
            ("outputElement", "outputCollection"),
        ):
            if loop.get(one) and not loop.get(other):
                yield node.problem("attribute-missing", f"has {one}; it needs {other} with it")


@rule
def loop_without_condition(model: Model) -> Iterator[Problem]:
    """``loop-without-condition``: a standard loop says when it ends."""
    for node in model.executed("standardLoopCharacteristics"):
        if not node.kid("loopCondition"):
            yield node.problem("loop-without-condition", "never says when to stop; add a condition")


@rule
def loop_maximum(model: Model) -> Iterator[Problem]:
    """``loop-maximum``: a loop of no rounds at all is none."""
    for node in model.executed("standardLoopCharacteristics"):
        value = (node.get("loopMaximum") or "1").strip()
        if value.lstrip("+-").isdigit() and int(value) < 1:
            yield node.problem("loop-maximum", f'has loopMaximum="{value}"; at least 1')


@rule
def multi_behavior_event(model: Model) -> Iterator[Problem]:
    """``not-supported``: what an instance can throw when it completes."""
    for node in _repeated(model):
        for name in ("noneBehaviorEventRef", "oneBehaviorEventRef"):
            found = model.named(node.get(name)) if node.get(name) else None
            if found is not None and found.tag in EVENT_DEFINITIONS - _THROWN:
                yield node.problem(
                    "not-supported", f"throws {found.tag}; use a signal, message or escalation"
                )


@rule
def multi_item_type(model: Model) -> Iterator[Problem]:
    """``multi-item-type``: an item has the element type of its collection."""
    for node in model.every(_MULTI):
        for item, source in (
            ("inputDataItem", "loopDataInputRef"),
            ("outputDataItem", "loopDataOutputRef"),
        ):
            inner, reference = node.kid(item), node.kid(source)
            outer = model.named(reference.text) if reference else None
            if inner is None or outer is None:
                continue
            if not _same_element_type(model, inner, outer):
                yield node.problem(
                    "multi-item-type",
                    f"goes through {outer.label}, whose elements differ in type; "
                    "give both one structure",
                )


@rule
def multi_collection_owner(model: Model) -> Iterator[Problem]:
    """``multi-task-collection``, ``multi-sub-process-collection``: whose data it goes through."""
    for node in _repeated(model):
        host = node.parent
        for tag, kind in (("loopDataInputRef", "dataInput"), ("loopDataOutputRef", "dataOutput")):
            reference = node.kid(tag)
            found = model.named(reference.text) if reference is not None else None
            if host is None or found is None or found.tag not in ITEM_AWARE:
                continue
            if host.tag in SUB_PROCESSES:
                seen = found.tag in _OBJECTS and found.parent in list(node.ancestors())
                if not seen:
                    yield node.problem(
                        "multi-sub-process-collection",
                        f"goes through {found.label}, not seen here; "
                        "name a data object of this scope",
                    )
            elif found not in data(host, kind):
                yield node.problem(
                    "multi-task-collection",
                    f"goes through {found.label}, no {kind} of its task; name one",
                )


def _repeated(model: Model) -> Iterator[Node]:
    """Markers of activities; anywhere else the schema says that there is none."""
    for node in model.executed(_MULTI):
        if node.parent is not None and node.parent.tag in ACTIVITIES:
            yield node


def _same_element_type(model: Model, inner: Node, outer: Node) -> bool:
    one, many = (_structure(model, each.get("itemSubjectRef")) for each in (inner, outer))
    return one is None or many is None or one == many


def _structure(model: Model, reference: str | None) -> str | None:
    item = model.named(reference)
    return None if item is None else item.get("structureRef")


def _loop(node: Node) -> etree._Element | None:
    return node.extension(f"{{{ZEEBE}}}loopCharacteristics")


def _collection(node: Node) -> bool:
    loop = _loop(node)
    bound = loop is not None and bool((loop.get("inputCollection") or "").strip())
    return bound or node.kid("loopDataInputRef") is not None
