"""Receive tasks and event-based gateways that begin a process: where, and by which events.

Refuses an instantiating receive task in a sub-process, and ``startQuantity`` of one in a race.
Source: BPMN 2.0.2, 10.3 Tasks (Receive Task), 10.6 Gateways (Event-Based Gateway).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.errors import Problem


@rule
def begins_in_a_process(model: Model) -> Iterator[Problem]:
    """``not-supported``: no event begins a sub-process but that of its start event."""
    for node in model.executed("receiveTask", "eventBasedGateway"):
        if node.flag("instantiate") and node.scope is not None and node.scope.tag != "process":
            yield node.problem(
                "not-supported", 'has instantiate="true" inside a sub-process; remove it'
            )


@rule
def one_event_one_run(model: Model) -> Iterator[Problem]:
    """``not-supported``: ``startQuantity`` in a race, or where a case begins, is never met."""
    for node in model.executed("receiveTask"):
        raced = any(f.source and f.source.tag == "eventBasedGateway" for f in node.incoming)
        opens = node.flag("instantiate")
        gathers = (node.get("startQuantity") or "1").strip() != "1"
        if gathers and (raced or opens):
            where = "in a race" if raced else "and begins the process"
            yield node.problem(
                "not-supported",
                f"needs several tokens {where}, where only one can come; remove startQuantity",
            )
