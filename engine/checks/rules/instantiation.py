"""Receive tasks and event-based gateways that begin a process: where, and by which events.

Refuses an instantiating receive task in a sub-process, a timer behind an instantiating gateway, a
repeated activity in a race.
Source: BPMN 2.0.2, 10.3 Tasks (Receive Task), 10.6 Gateways (Event-Based Gateway).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.checks.vocabulary import words
from engine.errors import Problem

_LOOPS = words("standardLoopCharacteristics multiInstanceLoopCharacteristics")
_OPENING = words("messageEventDefinition signalEventDefinition")


@rule
def begins_in_a_process(model: Model) -> Iterator[Problem]:
    """``not-supported``: no event begins a sub-process but that of its start event."""
    for node in model.executed("receiveTask", "eventBasedGateway"):
        if node.flag("instantiate") and node.scope is not None and node.scope.tag != "process":
            yield node.problem(
                "not-supported", 'has instantiate="true" inside a sub-process; remove it'
            )


@rule
def begins_by_message_or_signal(model: Model) -> Iterator[Problem]:
    """``not-supported``: what begins a case must be known to the deployment."""
    for gateway in model.executed("eventBasedGateway"):
        for flow in gateway.outgoing if gateway.flag("instantiate") else ():
            target = flow.target
            if target is None or target.tag != "intermediateCatchEvent":
                continue
            kinds = {trigger.tag for trigger in target.triggers}
            if kinds - _OPENING or len(target.triggers) > 1:
                yield target.problem(
                    "not-supported",
                    f"stands behind {gateway.label}, which a message or signal must begin",
                )


@rule
def one_event_one_run(model: Model) -> Iterator[Problem]:
    """``not-supported``: an event in a race, or that begins a case, comes once."""
    for node in model.executed("receiveTask"):
        raced = any(f.source and f.source.tag == "eventBasedGateway" for f in node.incoming)
        opens = node.flag("instantiate")
        gathers = (node.get("startQuantity") or "1").strip() != "1"
        if (gathers and (raced or opens)) or (node.kids(*_LOOPS) and opens):
            where = "in a race" if raced else "and begins the process"
            yield node.problem("not-supported", f"is repeated {where}; it runs once only")
