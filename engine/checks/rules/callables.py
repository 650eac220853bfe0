"""Processes and global tasks as services, and the data of a call.

Refuses a supported interface without binding, a binding of a foreign operation, and a call whose
data differ from those of its target.
Source: BPMN 2.0.2, 8.5 Services, 10.3 Call Activity, Global Task.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.items import data, differ, item_of
from engine.checks.registry import rule
from engine.checks.vocabulary import GLOBAL_TASKS
from engine.errors import Problem

_CALLABLE = GLOBAL_TASKS | {"process"}


@rule
def interface_without_binding(model: Model) -> Iterator[Problem]:
    """``interface-without-binding``."""
    for node in model.every(*_CALLABLE):
        named = [model.named(each.text) for each in node.kids("supportedInterfaceRef")]
        offered = any(each is not None and each.tag == "interface" for each in named)
        if offered and not node.kid("ioBinding"):
            yield node.problem("interface-without-binding", "supports an interface; add ioBinding")


@rule
def bindings(model: Model) -> Iterator[Problem]:
    """``binding-foreign``, ``binding-item-mismatch``."""
    for binding in model.every("ioBinding"):
        owner, operation = binding.parent, model.named(binding.get("operationRef"))
        if owner is None or operation is None:
            continue
        supported = [model.named(each.text) for each in owner.kids("supportedInterfaceRef")]
        if operation.parent not in supported:
            yield binding.problem(
                "binding-foreign", f"binds {operation.label}, not supported here; add its interface"
            )
        yield from _sides(model, binding, owner, operation)


def _sides(model: Model, binding: Node, owner: Node, operation: Node) -> Iterator[Problem]:
    for name, reference in (("inputDataRef", "inMessageRef"), ("outputDataRef", "outMessageRef")):
        bound = model.named(binding.get(name))
        if bound is None:
            continue
        if bound.parent is None or bound.parent.parent is not owner:
            yield binding.problem(
                "binding-foreign", f"binds {bound.label} of another element; bind its own data"
            )
        named = operation.kid(reference)
        message = model.named(named.text) if named is not None else None
        for each in _members(model, bound):
            if differ(item_of(model, each), item_of(model, message)):
                yield binding.problem(
                    "binding-item-mismatch",
                    f"binds {each.label} to a message of another item; make them one",
                )


def _members(model: Model, bound: Node) -> list[Node]:
    if bound.tag not in ("inputSet", "outputSet"):
        return [bound]
    found = [model.named(each.text) for each in bound.kids("dataInputRefs", "dataOutputRefs")]
    return [each for each in found if each is not None]


@rule
def global_script_language(model: Model) -> Iterator[Problem]:
    """``global-script-language``."""
    for node in model.every("globalScriptTask"):
        if node.kid("script") and not node.get("scriptLanguage"):
            yield node.problem("global-script-language", "has a script; add scriptLanguage")


@rule
def call_data_mismatch(model: Model) -> Iterator[Problem]:
    """``call-data-mismatch``: inputs, outputs and sets equal those of the target in this file."""
    for node in model.every("callActivity"):
        callee = model.named(node.get("calledElement"))
        if callee is None or callee.tag not in _CALLABLE:
            continue
        if not node.kid("ioSpecification") and not callee.kid("ioSpecification"):
            continue
        for kind in ("dataInput", "dataOutput", "inputSet", "outputSet"):
            own, wanted = _declared(node, kind), _declared(callee, kind)
            pairs = zip(own, wanted, strict=False)
            mixed = any(differ(item_of(model, a), item_of(model, b)) for a, b in pairs)
            if len(own) != len(wanted) or mixed:
                yield node.problem(
                    "call-data-mismatch",
                    f"and {callee.label} differ in their {kind} elements; declare the same",
                )


def _declared(node: Node, kind: str) -> list[Node]:
    return data(node, kind) if node.kid("ioSpecification") else []
