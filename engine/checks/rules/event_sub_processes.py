"""Event sub-processes: exactly one start, with a trigger that can start one.

Refuses an event sub-process with a none start, two starts, or a non-interrupting error start.
Source: BPMN 2.0.2, 10.3 Sub-Processes (Event Sub-Process), 10.5 Start Event, Handling Events.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.positions import EVENT_SUB_PROCESS_START, is_event_sub_process, wrong_triggers
from engine.checks.registry import rule
from engine.errors import Problem

#: {reference of an event definition: the attribute of its target that tells two events apart}
_TOLD_APART_BY = {
    "messageRef": "id",
    "signalRef": "name",
    "errorRef": "errorCode",
    "escalationRef": "escalationCode",
}


@rule
def event_sub_process_starts(model: Model) -> Iterator[Problem]:
    """``event-sub-process-start-count``, ``-start-none``, ``-trigger``."""
    for scope, starts in _event_sub_processes(model):
        if len(starts) != 1:
            yield scope.problem(
                "event-sub-process-start-count",
                f"has {len(starts)} start events; an event sub-process has exactly one",
            )
        for start in starts:
            if not start.triggers and not start.kid("eventDefinitionRef"):
                yield start.problem(
                    "event-sub-process-start-none",
                    "starts an event sub-process without an event; add its trigger",
                )
            yield from wrong_triggers(
                start,
                EVENT_SUB_PROCESS_START,
                "event-sub-process-trigger",
                "cannot start an event sub-process; use another",
            )


@rule
def event_sub_process_interruption(model: Model) -> Iterator[Problem]:
    """``event-sub-process-error-non-interrupting``, ``-compensation-non-interrupting``."""
    codes = {"errorEventDefinition": "error", "compensateEventDefinition": "compensation"}
    for _, starts in _event_sub_processes(model):
        for start in starts:
            if start.flag("isInterrupting", default=True):
                continue
            for trigger in start.triggers:
                if trigger.tag in codes:
                    yield start.problem(
                        f"event-sub-process-{codes[trigger.tag]}-non-interrupting",
                        f"has {trigger.tag}, which always interrupts; remove isInterrupting",
                    )


@rule
def event_sub_process_duplicate_trigger(model: Model) -> Iterator[Problem]:
    """``event-sub-process-duplicate-trigger``: one interrupting handler per event and scope."""
    seen: dict[tuple[Node | None, str, str], Node] = {}
    for scope, starts in _event_sub_processes(model):
        for start in starts:
            if not start.flag("isInterrupting", default=True):
                continue
            for trigger in start.triggers:
                name = _declared(model, trigger)
                key = (scope.scope, trigger.tag, name or "")
                if name is not None and seen.setdefault(key, scope) is not scope:
                    yield start.problem(
                        "event-sub-process-duplicate-trigger",
                        "repeats the event of another interrupting event sub-process; keep one",
                    )


def _declared(model: Model, trigger: Node) -> str | None:
    """What makes it the event that it is; None where two alike are two events."""
    for reference, attribute in _TOLD_APART_BY.items():
        name = trigger.get(reference)
        if name:
            found = model.named(name)
            return name if found is None else found.get(attribute) or found.id
    return "" if trigger.tag in ("errorEventDefinition", "escalationEventDefinition") else None


def _event_sub_processes(model: Model) -> Iterator[tuple[Node, list[Node]]]:
    for scope, nodes in model.scopes:
        if is_event_sub_process(scope):
            yield scope, [node for node in nodes if node.tag == "startEvent"]
