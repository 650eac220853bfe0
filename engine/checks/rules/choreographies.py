"""Choreographies that stand beside processes: what they hold, and between whom.

Refuses a user task in a choreography, one that starts by message or ends by error, a choreography
task of one participant.
Source: BPMN 2.0.2, 11.4 Choreography Activities, 11.5 Events, 8.4 Sequence Flow, 9.2 Collaboration.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.positions import wrong_triggers
from engine.checks.registry import rule
from engine.checks.vocabulary import ACTIVITIES, CHOREOGRAPHY_ACTIVITIES, words
from engine.errors import Problem
from engine.model.document import unprefixed

_CHOREOGRAPHIES = words("choreography subChoreography")
_NO_REFERENCE = words("choreography globalChoreographyTask globalConversation")
#: {event: what it may be triggered by, or result in}
_EVENTS = {
    "startEvent": words("timerEventDefinition conditionalEventDefinition signalEventDefinition"),
    "endEvent": words("terminateEventDefinition"),
}


@rule
def choreography_content(model: Model) -> Iterator[Problem]:
    """``choreography-content``: its activities are those of choreographies."""
    for scope in model.every(*_CHOREOGRAPHIES):
        for node in scope.children:
            if node.tag in ACTIVITIES:
                yield node.problem(
                    "choreography-content",
                    f"stands in {scope.label}; draw a choreography task, or draw it in a process",
                )


@rule
def choreography_events(model: Model) -> Iterator[Problem]:
    """``choreography-event``: no participant alone sends or receives it."""
    for scope in model.every(*_CHOREOGRAPHIES):
        for node in scope.children:
            if node.tag in _EVENTS:
                yield from wrong_triggers(
                    node,
                    _EVENTS[node.tag],
                    "choreography-event",
                    "no choreography begins or ends by; remove it",
                )


@rule
def choreography_participants(model: Model) -> Iterator[Problem]:
    """``choreography-participants``: a task has two, and one of those it names initiates."""
    for node in model.every(*CHOREOGRAPHY_ACTIVITIES):
        if node.scope is not None:
            continue  # choreography-in-process
        named = [unprefixed(entry.text) for entry in node.kids("participantRef")]
        if node.tag == "choreographyTask" and len(named) != 2:
            yield node.problem(
                "choreography-participants", f"has {len(named)} participants; it is between two"
            )
        first = unprefixed(node.get("initiatingParticipantRef"))
        if first and named and first not in named:
            yield node.problem(
                "choreography-participants",
                f'is initiated by "{first}", who takes no part in it; list it or name another',
            )


@rule
def choreography_ref_misplaced(model: Model) -> Iterator[Problem]:
    """``choreography-ref-misplaced``: only a collaboration shows choreographies between pools."""
    for node in model.every(*_NO_REFERENCE):
        if node.kid("choreographyRef"):
            yield node.problem(
                "choreography-ref-misplaced", "names a choreography; only a collaboration may"
            )
