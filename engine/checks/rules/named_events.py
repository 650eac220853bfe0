"""Events of an executable process name what they send or wait for, and that has a name or code.

Refuses ``<messageEventDefinition/>``, ``<message id="m"/>`` where the engine matches by name, and
an error end without an error code. A catch without error catches all and is legal.
Source: BPMN 2.0.2, 10.5 Event Definitions, 8.4 Message, Error, Escalation.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.registry import rule
from engine.errors import Problem

#: {event definition: (attribute, code without it, element named, its attribute, code without that)}
_NAMED = {
    "messageEventDefinition": (
        "messageRef",
        "message-ref-missing",
        "message",
        "name",
        "message-name-missing",
    ),
    "signalEventDefinition": (
        "signalRef",
        "signal-ref-missing",
        "signal",
        "name",
        "signal-name-missing",
    ),
    "errorEventDefinition": (
        "errorRef",
        "error-ref-missing",
        "error",
        "errorCode",
        "error-code-missing",
    ),
    "escalationEventDefinition": (
        "escalationRef",
        "escalation-ref-missing",
        "escalation",
        "escalationCode",
        "escalation-code-missing",
    ),
}
_CATCH_ALL = ("errorEventDefinition", "escalationEventDefinition")


@rule
def event_references(model: Model) -> Iterator[Problem]:
    """``message-ref-missing``, ``signal-ref-missing``, ``error-ref-missing`` …"""
    for tag, (attribute, code, kind, _, _) in _NAMED.items():
        for node in model.executed(tag):
            if not node.get(attribute) and _must_name(node):
                yield _at_event(node, code, f"names no {kind}; add {attribute}")


@rule
def event_names(model: Model) -> Iterator[Problem]:
    """``message-name-missing``, ``signal-name-missing``, ``error-code-missing`` …"""
    for tag, (attribute, _, kind, field, code) in _NAMED.items():
        for node in model.executed(tag):
            found = _found(model, node.get(attribute))
            if found is None or found.tag != kind or not _must_name(node):
                continue
            if not (found.get(field) or "").strip():
                yield _at_event(
                    node, code, f"refers to {found.label}, which has no {field}; add it"
                )


@rule
def task_message_names(model: Model) -> Iterator[Problem]:
    """``message-name-missing`` for send and receive tasks."""
    for node in model.executed("receiveTask", "sendTask"):
        found = _found(model, node.get("messageRef"))
        if found is not None and found.tag == "message" and not (found.get("name") or "").strip():
            yield node.problem(
                "message-name-missing", f"refers to {found.label}, which has no name; add it"
            )


def _found(model: Model, reference: str | None) -> Node | None:
    return model.named(reference)


def _must_name(node: Node) -> bool:
    throws = node.parent is not None and node.parent.tag in ("endEvent", "intermediateThrowEvent")
    return throws or node.tag not in _CATCH_ALL


def _at_event(node: Node, code: str, message: str) -> Problem:
    event = node.parent if node.parent is not None else node
    return Problem(code, event.owner, node.line, f"{event.label} {message}", node.file)
