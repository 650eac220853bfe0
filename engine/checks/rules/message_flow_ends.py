"""What a message flow begins and ends at sends and receives, and exchanges the message drawn.

Refuses a message flow into a timer or a send task, out of a receive task or a signal throw, and one
that carries another message than its event or task names.
Source: BPMN 2.0.2, 9.4 Message Flow, 10.5 Start, End and Intermediate Events, 10.3 Tasks.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.registry import rule
from engine.checks.vocabulary import CATCHES
from engine.errors import Problem

_THROWS = ("endEvent", "intermediateThrowEvent")
_MESSAGE = "messageEventDefinition"


@rule
def message_flow_direction(model: Model) -> Iterator[Problem]:
    """``message-flow-from-catch``, ``message-flow-to-throw``."""
    for flow, source, end in _ends(model):
        if source is not None and source.tag in CATCHES:
            yield flow.problem(
                "message-flow-from-catch",
                f"leaves {source.label}, which receives; turn the flow round",
            )
        if end is not None and end.tag in _THROWS:
            yield flow.problem(
                "message-flow-to-throw", f"reaches {end.label}, which sends; turn the flow round"
            )


@rule
def message_flow_task_direction(model: Model) -> Iterator[Problem]:
    """``message-flow-task-direction``: a send task sends, a receive task receives."""
    for flow, source, end in _ends(model):
        if source is not None and source.tag == "receiveTask":
            yield flow.problem(
                "message-flow-task-direction",
                f"leaves {source.label}, which only receives; turn it round",
            )
        if end is not None and end.tag == "sendTask":
            yield flow.problem(
                "message-flow-task-direction",
                f"reaches {end.label}, which only sends; turn it round",
            )


@rule
def message_flow_event_trigger(model: Model) -> Iterator[Problem]:
    """``message-flow-event-trigger``, ``message-flow-intermediate-trigger``."""
    for flow, source, end in _ends(model):
        for event, tags in ((source, _THROWS), (end, CATCHES)):
            if event is None or event.tag not in tags or _messages(event):
                continue
            if not event.triggers and event.kid("eventDefinitionRef"):
                continue  # a definition of an import, or of nowhere
            outer = event.tag in ("startEvent", "endEvent")
            yield flow.problem(
                f"message-flow-{'event' if outer else 'intermediate'}-trigger",
                f"touches {event.label}, which has no message definition; add one",
            )


@rule
def message_flow_message(model: Model) -> Iterator[Problem]:
    """``message-flow-message-mismatch``: it carries the message of what it touches."""
    for flow, source, end in _ends(model):
        carried = model.named(flow.get("messageRef"))
        for one in (source, end):
            named = _named(model, one) if one is not None and carried is not None else []
            if named and carried not in named and one is not None:
                yield flow.problem(
                    "message-flow-message-mismatch",
                    f"carries {flow.get('messageRef')}, but {one.label} names {named[0].label}; "
                    "make them one",
                )


def _ends(model: Model) -> Iterator[tuple[Node, Node | None, Node | None]]:
    for flow in model.every("messageFlow"):
        yield flow, model.named(flow.get("sourceRef")), model.named(flow.get("targetRef"))


def _messages(event: Node) -> list[Node]:
    return [trigger for trigger in event.triggers if trigger.tag == _MESSAGE]


def _named(model: Model, node: Node) -> list[Node]:
    """The messages that an event or task sends or receives."""
    holders = [node, *_messages(node)]
    found = [model.named(each.get("messageRef")) for each in holders if each.get("messageRef")]
    return [each for each in found if each is not None and each.tag == "message"]
