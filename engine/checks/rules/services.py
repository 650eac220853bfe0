"""Data of tasks that call an operation or exchange a message; parameters of resources.

Refuses two input sets on a service task with an operation, and data of another item than the
message's. Without declared data, and untyped, all is legal.
Source: BPMN 2.0.2, 10.3 Tasks (Service, Send, Receive Task), 8.4 Resources.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.items import data, differ, item_of
from engine.checks.registry import rule
from engine.errors import Problem


@rule
def service_sets(model: Model) -> Iterator[Problem]:
    """``service-input-set-count``, ``service-output-set-count``."""
    for node in model.every("serviceTask"):
        specification = node.kid("ioSpecification")
        if specification is None or not node.get("operationRef"):
            continue
        if len(specification.kids("inputSet")) != 1:
            yield node.problem(
                "service-input-set-count", "calls an operation, which takes one input set; keep one"
            )
        if len(specification.kids("outputSet")) > 1:
            yield node.problem(
                "service-output-set-count",
                "calls an operation, which gives one output set; keep one",
            )


@rule
def service_items(model: Model) -> Iterator[Problem]:
    """``service-input-mismatch``, ``service-output-mismatch``."""
    for node in model.every("serviceTask"):
        operation = model.named(node.get("operationRef"))
        if operation is None:
            continue
        sides = (("dataInput", "inMessageRef", "input"), ("dataOutput", "outMessageRef", "output"))
        for kind, reference, side in sides:
            named = operation.kid(reference)
            message = model.named(named.text) if named is not None else None
            for each in data(node, kind):
                if differ(item_of(model, each), item_of(model, message)):
                    yield node.problem(
                        f"service-{side}-mismatch",
                        f"has {each.label} of another item than the operation's message; "
                        "give both one item",
                    )


@rule
def message_task_data(model: Model) -> Iterator[Problem]:
    """``message-task-data-count``, ``message-task-item-mismatch``."""
    for tag, kind, group in (
        ("sendTask", "dataInput", "inputSet"),
        ("receiveTask", "dataOutput", "outputSet"),
    ):
        for node in model.every(tag):
            message = model.named(node.get("messageRef"))
            if message is None:
                continue
            if len(data(node, kind)) > 1 or len(data(node, group)) > 1:
                yield node.problem(
                    "message-task-data-count",
                    "exchanges one message, so it has one datum; keep one",
                )
            yield from _mismatch(model, node, data(node, kind), message)


def _mismatch(model: Model, node: Node, held: list[Node], message: Node) -> Iterator[Problem]:
    for each in held:
        if differ(item_of(model, each), item_of(model, message)):
            yield node.problem(
                "message-task-item-mismatch",
                f"has {each.label} of another item than its message; give both one item",
            )


@rule
def resource_parameter_foreign(model: Model) -> Iterator[Problem]:
    """``resource-parameter-foreign``: a bound parameter belongs to the resource of the role."""
    for binding in model.every("resourceParameterBinding"):
        role = binding.parent
        named = role.kid("resourceRef") if role is not None else None
        resource = model.named(named.text) if named is not None else None
        parameter = model.named(binding.get("parameterRef"))
        if resource is not None and parameter is not None and parameter.parent is not resource:
            yield binding.problem(
                "resource-parameter-foreign",
                f"binds {parameter.label} of another resource; remove it",
            )
