"""Data objects are drawings here, but their references must make sense.

Refuses a data object reference without object, or to an object of an inner scope.
Source: BPMN 2.0.2, 10.4 Items and Data.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.errors import Problem
from engine.model.document import unprefixed


@rule
def data_object_references(model: Model) -> Iterator[Problem]:
    """``data-object-ref-missing``, ``data-object-scope``."""
    for node in model.every("dataObjectReference"):
        if not node.get("dataObjectRef"):
            yield node.problem("data-object-ref-missing", "names no data object; add dataObjectRef")
            continue
        found = model.by_id.get(node.get("dataObjectRef") or "")
        if found is None or found.tag != "dataObject" or found.scope is None:
            continue
        if found.scope is not node.scope and found.scope not in set(node.ancestors()):
            yield node.problem(
                "data-object-scope",
                f"names {found.label}, which lies further in; move the object out",
            )


@rule
def data_object_types_and_states(model: Model) -> Iterator[Problem]:
    """``data-object-ref-typed``, ``data-object-state``: an object has a type, its use a state."""
    for node in model.every("dataObjectReference"):
        found = model.by_id.get(node.get("dataObjectRef") or "")
        own = unprefixed(node.get("itemSubjectRef"))
        if found is None or not own:
            continue
        if own != unprefixed(found.get("itemSubjectRef")):
            yield node.problem(
                "data-object-ref-typed",
                f"has an item of its own; give the item to {found.label} instead",
            )
    for node in model.every("dataObject"):
        if node.kid("dataState"):
            yield node.problem(
                "data-object-state", "has a state; give it to the references that show the object"
            )


@rule
def collection_flags(model: Model) -> Iterator[Problem]:
    """``collection-flag-mismatch``: a data object is a collection if its item is one."""
    for node in model.every("dataObject", "dataInput", "dataOutput"):
        item = model.named(node.get("itemSubjectRef"))
        if item is None or item.tag != "itemDefinition":
            continue
        if node.flag("isCollection") != item.flag("isCollection"):
            yield node.problem(
                "collection-flag-mismatch",
                f"and {item.label} differ in isCollection; make them agree",
            )
