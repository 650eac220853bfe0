"""Event-based gateways: at least two ways out, to events that race, and to nothing else.

Refuses one way out, a condition on it, a user task behind it, a target that others reach too.
Source: BPMN 2.0.2, 10.6 Gateways (Event-Based Gateway).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.positions import RACING
from engine.checks.registry import rule
from engine.errors import Problem
from engine.model.document import unprefixed

_GATEWAY = "eventBasedGateway"


@rule
def event_gateway_outgoing(model: Model) -> Iterator[Problem]:
    """``event-gateway-outgoing``: two or more."""
    for node in model.every(_GATEWAY):
        if len(node.outgoing) < 2:
            yield node.problem(
                "event-gateway-outgoing", "has fewer than two ways out; draw one for each event"
            )


@rule
def event_gateway_condition(model: Model) -> Iterator[Problem]:
    """``event-gateway-condition``: the event decides, not an expression."""
    for node in model.every(_GATEWAY):
        for flow in node.outgoing:
            if flow.kid("conditionExpression"):
                yield flow.problem(
                    "event-gateway-condition",
                    f"leaves {node.label} with a condition; remove it, the event decides",
                )


@rule
def event_gateway_target(model: Model) -> Iterator[Problem]:
    """``event-gateway-target``: receive tasks and catches of racing events."""
    for node, target in _targets(model):
        if not _races(target):
            yield target.problem(
                "event-gateway-target",
                f"stands behind {node.label}; only a receive task or a catch of message, timer, "
                "signal or condition may",
            )


@rule
def event_gateway_message_and_receive(model: Model) -> Iterator[Problem]:
    """``event-gateway-message-and-receive``: not both at one gateway."""
    for node in model.every(_GATEWAY):
        targets = [flow.target for flow in node.outgoing if flow.target]
        receives = any(each.tag == "receiveTask" for each in targets)
        catches = any(_catches_message(each) for each in targets)
        if receives and catches:
            yield node.problem(
                "event-gateway-message-and-receive",
                "mixes receive tasks and message catches; use one of the two",
            )


@rule
def event_gateway_receive_boundary(model: Model) -> Iterator[Problem]:
    """``event-gateway-receive-boundary``: a receive task behind it has no boundary event."""
    behind = {target.id for _, target in _targets(model) if target.tag == "receiveTask"}
    for event in model.every("boundaryEvent"):
        if unprefixed(event.get("attachedToRef")) in behind:
            yield event.problem(
                "event-gateway-receive-boundary",
                "is attached to a receive task behind an event gateway; attach it to a later task",
            )


@rule
def event_gateway_target_shared(model: Model) -> Iterator[Problem]:
    """``event-gateway-target-shared``: a target has no other way in."""
    seen: set[Node] = set()
    for node, target in _targets(model):
        if len(target.incoming) > 1 and target not in seen:
            seen.add(target)
            yield target.problem(
                "event-gateway-target-shared",
                f"stands behind {node.label} and has other ways in; merge one step later",
            )


@rule
def event_gateway_instantiation(model: Model) -> Iterator[Problem]:
    """``event-gateway-instantiate-incoming``, ``event-gateway-parallel``."""
    for node in model.every(_GATEWAY):
        if node.flag("instantiate") and node.incoming:
            yield node.problem(
                "event-gateway-instantiate-incoming",
                "starts the process and has a way in; remove the flow",
            )
        if node.get("eventGatewayType") == "Parallel" and not node.flag("instantiate"):
            yield node.problem(
                "event-gateway-parallel",
                "is Parallel, which only a starting gateway may be; make it Exclusive",
            )


def _targets(model: Model) -> Iterator[tuple[Node, Node]]:
    """In processes: in a choreography what stands behind it are choreography activities."""
    for node in model.every(_GATEWAY):
        for flow in node.outgoing:
            if flow.target is not None and node.scope is not None:
                yield node, flow.target


def _races(target: Node) -> bool:
    if target.tag == "receiveTask":
        return True
    named = bool(target.triggers) and all(each.tag in RACING for each in target.triggers)
    unread = not target.triggers  # no definition, or one in an import: other rules speak
    return target.tag == "intermediateCatchEvent" and (named or unread)


def _catches_message(target: Node) -> bool:
    return target.tag == "intermediateCatchEvent" and any(
        each.tag == "messageEventDefinition" for each in target.triggers
    )
