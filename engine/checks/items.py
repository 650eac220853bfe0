"""What type a data element, message or event carries, as far as the file says so.

Source: BPMN 2.0.2, 8.4 Item Definition, 10.4 Items and Data.
"""

from __future__ import annotations

from engine.checks.context import Model, Node
from engine.model.document import unprefixed

#: What makes two item definitions equivalent: their structure, else their id; and whether of many
Item = tuple[str, str, bool]


def item_of(model: Model, node: Node | None) -> Item | None:
    """The type of a data element, message, signal, error or escalation."""
    if node is None:
        return None
    if node.tag == "dataObjectReference" and not node.get("itemSubjectRef"):
        return item_of(model, model.named(node.get("dataObjectRef")))
    for name in ("itemSubjectRef", "itemRef", "structureRef"):
        if node.get(name):
            return _item((node.get(name) or "").strip(), model.named(node.get(name)))
    return None


def _item(reference: str, definition: Node | None) -> Item:
    structure = None if definition is None else definition.get("structureRef")
    if definition is None or not structure:
        return "item", unprefixed(reference), False
    prefix, _, name = structure.strip().rpartition(":")
    namespace = definition.xml.nsmap.get(prefix or None) or ""
    return namespace, name, definition.flag("isCollection")


def differ(one: Item | None, other: Item | None) -> bool:
    """Both are typed, and their items are not equivalent."""
    return one is not None and other is not None and one != other


def data(node: Node, kind: str) -> list[Node]:
    """``dataInput`` or ``dataOutput`` of an activity (in its ``ioSpecification``) or event."""
    specification = node.kid("ioSpecification")
    return (specification if specification is not None else node).kids(kind)
