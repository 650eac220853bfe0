"""Which event definitions the standard allows in which position.

Source: BPMN 2.0.2, 10.5 Events: Start Event, Intermediate Event, End Event, tables 10.84-10.93.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Node
from engine.checks.vocabulary import SUB_PROCESSES, words
from engine.errors import Problem


def _definitions(names: str) -> frozenset[str]:
    return frozenset(f"{name}EventDefinition" for name in names.split())


TOP_LEVEL_START = _definitions("message timer conditional signal")
EVENT_SUB_PROCESS_START = _definitions(
    "message timer error escalation compensate conditional signal"
)
CATCH = _definitions("message timer conditional signal link")
THROW = _definitions("message escalation compensate signal link")
BOUNDARY = _definitions("message timer signal conditional error escalation cancel compensate")
END = _definitions("message error escalation cancel compensate signal terminate")
#: Wrong nearly everywhere: a rule of their own says where they belong
TOLD_APART = _definitions("link terminate")
#: What may stand behind an event-based gateway (10.6.6)
RACING = _definitions("message signal timer conditional")

_BY_TAG = {
    "intermediateCatchEvent": CATCH,
    "intermediateThrowEvent": THROW,
    "boundaryEvent": BOUNDARY,
    "endEvent": END,
}


def in_event_sub_process(node: Node) -> bool:
    """Whether the node lies directly in an event sub-process."""
    return node.scope is not None and is_event_sub_process(node.scope)


def is_event_sub_process(node: Node) -> bool:
    """Whether the node is a sub-process started by an event."""
    return node.tag in SUB_PROCESSES and node.flag("triggeredByEvent")


def wrong_triggers(
    node: Node, allowed: frozenset[str], code: str, reason: str
) -> Iterator[Problem]:
    """A finding per event definition of the event that is not one of those allowed."""
    for trigger in node.triggers:
        if trigger.tag not in allowed:
            yield node.problem(code, f"has {trigger.tag}, which {reason}")


def allowed_triggers(node: Node) -> frozenset[str]:
    """The event definitions that the standard allows on this event where it stands."""
    if node.tag != "startEvent":
        return _BY_TAG.get(node.tag, words(""))
    if in_event_sub_process(node):
        return EVENT_SUB_PROCESS_START
    at_top = node.scope is not None and node.scope.tag == "process"
    return TOP_LEVEL_START if at_top else words("")
