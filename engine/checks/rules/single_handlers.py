"""One handler for one event: a second one that could never run is refused.

Refuses two boundary events for the same error on one activity, two compensation event
sub-processes in one scope, and a repeated event sub-process.
Source: BPMN 2.0.2, 10.5.6 Handling Events, 10.7 Compensation, 10.3.5 Event Sub-Process.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.positions import in_event_sub_process, is_event_sub_process
from engine.checks.registry import rule
from engine.checks.vocabulary import SUB_PROCESSES, words
from engine.errors import Problem
from engine.model.document import unprefixed

#: {event definition that only one boundary event of a host can catch: what tells two apart}
_ONE_CATCHER = {
    "cancelEventDefinition": ("", ""),
    "compensateEventDefinition": ("", ""),
    "errorEventDefinition": ("errorRef", "errorCode"),
    "escalationEventDefinition": ("escalationRef", "escalationCode"),
}
_LOOPS = words("standardLoopCharacteristics multiInstanceLoopCharacteristics")


@rule
def boundary_duplicate(model: Model) -> Iterator[Problem]:
    """``boundary-duplicate``: one cancel, one compensation, one event per code on a host."""
    seen: set[tuple[str, str, str]] = set()
    for event in model.executed("boundaryEvent"):
        for trigger in event.triggers:
            if trigger.tag not in _ONE_CATCHER or _goes_beside(event, trigger):
                continue
            host = unprefixed(event.get("attachedToRef"))
            key = (host, trigger.tag, _code(model, trigger))
            if key in seen:
                yield event.problem(
                    "boundary-duplicate",
                    "catches what another boundary event of its activity catches; keep one",
                )
            seen.add(key)


@rule
def event_sub_process_duplicate_compensation(model: Model) -> Iterator[Problem]:
    """``event-sub-process-duplicate-compensation``: one per scope."""
    seen: set[Node | None] = set()
    for start in model.executed("startEvent"):
        kinds = {trigger.tag for trigger in start.triggers}
        if "compensateEventDefinition" not in kinds or not in_event_sub_process(start):
            continue
        handler = start.scope
        outer = None if handler is None else handler.scope
        if outer in seen and handler is not None:
            yield handler.problem(
                "event-sub-process-duplicate-compensation",
                "is a second compensation event sub-process in its scope; keep one",
            )
        seen.add(outer)


@rule
def event_sub_process_marker(model: Model) -> Iterator[Problem]:
    """``event-sub-process-marker``: not repeated, and no handler of compensation itself."""
    for node in model.executed(*SUB_PROCESSES):
        if not is_event_sub_process(node):
            continue
        if node.kids(*_LOOPS) or node.flag("isForCompensation") or node.tag != "subProcess":
            yield node.problem(
                "event-sub-process-marker",
                "is begun by an event, so it is neither repeated nor a handler of compensation,"
                " transaction or ad-hoc; put that inside it",
            )


def _goes_beside(event: Node, trigger: Node) -> bool:
    """Several that do not interrupt may answer one escalation."""
    escalation = trigger.tag == "escalationEventDefinition"
    return escalation and not event.flag("cancelActivity", default=True)


def _code(model: Model, trigger: Node) -> str:
    reference, attribute = _ONE_CATCHER[trigger.tag]
    name = trigger.get(reference) if reference else None
    found = model.named(name)
    # One of another file goes by its name; one without code catches all
    return (name or "") if found is None else found.get(attribute) or ""
