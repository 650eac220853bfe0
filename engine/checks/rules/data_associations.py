"""Data associations: what they join, and that the types fit.

Refuses an association that ends at a task, at data of another activity, or out of sight; several
sources without transformation; two items that differ.
Source: BPMN 2.0.2, 10.4 Items and Data (Data Associations).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.items import data, differ, item_of
from engine.checks.registry import rule
from engine.checks.vocabulary import CATCHES as _CATCHES
from engine.checks.vocabulary import ITEM_AWARE, THROWS
from engine.errors import Problem
from engine.model.document import unprefixed

_KINDS = ("dataInputAssociation", "dataOutputAssociation")
_ENDS = ITEM_AWARE | {"inputDataItem", "outputDataItem"}
_TYPED = {
    "messageEventDefinition": "messageRef",
    "signalEventDefinition": "signalRef",
    "errorEventDefinition": "errorRef",
    "escalationEventDefinition": "escalationRef",
}


@rule
def association_ends(model: Model) -> Iterator[Problem]:
    """``association-end-kind``, ``association-out-of-scope``."""
    for node in model.every(*_KINDS):
        for end in _sources(model, node) + _targets(model, node):
            if end.tag not in _ENDS:
                yield node.problem(
                    "association-end-kind",
                    f"joins {end.label}, which is no data; "
                    "name an object, property, input or output",
                )
            elif not _visible(node, end):
                yield node.problem(
                    "association-out-of-scope",
                    f"joins {end.label} out of sight; use data of this scope or an outer one",
                )


@rule
def association_own_data(model: Model) -> Iterator[Problem]:
    """``input-association-target``, ``output-association-source``."""
    for node in model.every("dataInputAssociation"):
        for end in _targets(model, node):
            if end.tag in _ENDS - {"inputDataItem"} and end not in _own(node, "dataInput"):
                yield node.problem(
                    "input-association-target",
                    "ends at no input of its activity; name one of its inputs",
                )
    for node in model.every("dataOutputAssociation"):
        for end in _sources(model, node):
            if end.tag in _ENDS - {"outputDataItem"} and end not in _own(node, "dataOutput"):
                yield node.problem(
                    "output-association-source",
                    "starts at no output of its own; name one of its outputs",
                )


@rule
def association_types(model: Model) -> Iterator[Problem]:
    """``association-many-sources``, ``association-type-mismatch``."""
    for node in model.every(*_KINDS):
        sources, targets = _sources(model, node), _targets(model, node)
        if node.kid("transformation"):
            continue
        if len(node.kids("sourceRef")) > 1:
            yield node.problem("association-many-sources", "has several sources; transform them")
        if node.kid("assignment") or len(sources) != 1 or len(targets) != 1:
            continue
        if differ(item_of(model, sources[0]), item_of(model, targets[0])):
            yield node.problem(
                "association-type-mismatch", "joins data of different items; transform them"
            )


@rule
def process_data(model: Model) -> Iterator[Problem]:
    """``process-input-as-target``, ``process-output-as-source``."""
    for node in model.every(*_KINDS):
        for end in _targets(model, node):
            if end.tag == "dataInput" and _of_process(end):
                yield node.problem(
                    "process-input-as-target",
                    f"writes the input {end.label} of the process; only a caller fills it",
                )
        for end in _sources(model, node):
            if end.tag == "dataOutput" and _of_process(end):
                yield node.problem(
                    "process-output-as-source",
                    f"reads the output {end.label} of the process; read a data object",
                )


@rule
def event_data(model: Model) -> Iterator[Problem]:
    """``event-data-count``, ``event-item-mismatch``."""
    for node in model.every(*(_CATCHES | THROWS)):
        held = node.kids("dataOutput" if node.tag in _CATCHES else "dataInput")
        if held and len(held) != len(node.triggers):
            yield node.problem(
                "event-data-count", "has not one datum per event definition; add or remove data"
            )
            continue
        for each, trigger in zip(held, node.triggers, strict=False):
            named = model.named(trigger.get(_TYPED.get(trigger.tag, "")))
            if differ(item_of(model, each), item_of(model, named)):
                yield node.problem(
                    "event-item-mismatch", f"has {each.label} of another item; give both one item"
                )


def _owner(node: Node) -> Node | None:
    return node.parent


def _own(node: Node, kind: str) -> list[Node]:
    owner = _owner(node)
    return [] if owner is None else data(owner, kind)


def _sources(model: Model, node: Node) -> list[Node]:
    found = (model.named(each.text) for each in node.kids("sourceRef"))
    return [each for each in found if each is not None]


def _targets(model: Model, node: Node) -> list[Node]:
    found = (model.named(each.text) for each in node.kids("targetRef"))
    return [each for each in found if each is not None]


def _visible(node: Node, end: Node) -> bool:
    holder = end.parent
    if holder is not None and holder.tag in ("ioSpecification", "multiInstanceLoopCharacteristics"):
        holder = holder.parent
    return holder in list(node.ancestors())


def _of_process(end: Node) -> bool:
    """The data of an event lies in the event itself, which may stand in a process."""
    specification = end.parent
    if specification is None or specification.tag != "ioSpecification":
        return False
    return specification.parent is not None and specification.parent.tag == "process"


@rule
def data_store_named(model: Model) -> Iterator[Problem]:
    """``data-store-ref-missing``: what is read or written names its store."""
    for node in model.executed(*_KINDS):
        for end in _sources(model, node) + _targets(model, node):
            if end.tag == "dataStoreReference" and not end.get("dataStoreRef"):
                yield end.problem(
                    "data-store-ref-missing", "is used and names no data store; add dataStoreRef"
                )


@rule
def assignment_target(model: Model) -> Iterator[Problem]:
    """``assignment-target``: an assignment goes to the target of its association, or to a part."""
    for node in model.executed("assignment"):
        to = node.kid("to")
        association = node.parent
        if to is None or association is None:
            continue
        names = {name for end in _targets(model, association) for name in _names(end)}
        path = to.text.removeprefix("=").strip().split(".")
        if names and (path[0] not in names or not all(part.strip() for part in path)):
            yield node.problem(
                "assignment-target", f"goes to {to.text}; name the target of the association"
            )


def _names(end: Node) -> set[str]:
    """How an assignment may call a data element."""
    refers = unprefixed(end.get("dataObjectRef") or end.get("dataStoreRef"))
    return {name for name in (end.id, refers) if name}
