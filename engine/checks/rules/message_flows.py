"""Message flows: between two participants, from something that sends to something that receives.

Refuses a message flow inside one pool, to a gateway, out of a start event, into an end event.
Source: BPMN 2.0.2, 9.4 Message Flow, 10.5 Start, End and Intermediate Events, 9.3 Participant.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.registry import rule
from engine.checks.vocabulary import ACTIVITIES, CATCHES, EVENTS
from engine.errors import Problem

_KINDS = ACTIVITIES | EVENTS | {"participant"}
_THROWS = ("endEvent", "intermediateThrowEvent")


@rule
def message_flow_ends(model: Model) -> Iterator[Problem]:
    """``message-flow-end-kind``, ``message-flow-end-foreign``, ``message-flow-same-pool``."""
    for flow in model.every("messageFlow"):
        ends = _ends(model, flow)
        for end in ends:
            if end.tag not in _KINDS:
                yield flow.problem(
                    "message-flow-end-kind",
                    f"touches {end.label}; join pools, activities and events",
                )
            elif end.tag != "participant" and _pool(model, end) is None:
                yield flow.problem(
                    "message-flow-end-foreign", f"touches {end.label}, which lies in no pool here"
                )
        pools = [_pool(model, end) for end in ends if end.tag in _KINDS]
        if len(pools) == 2 and pools[0] is not None and pools[0] is pools[1]:
            yield flow.problem(
                "message-flow-same-pool", "stays inside one pool; use a sequence flow"
            )


@rule
def message_flow_direction(model: Model) -> Iterator[Problem]:
    """``message-flow-from-catch``, ``message-flow-to-throw``."""
    for flow in model.every("messageFlow"):
        source, target = (_end(model, flow, name) for name in ("sourceRef", "targetRef"))
        if source is not None and source.tag in CATCHES - {"boundaryEvent"}:
            yield flow.problem("message-flow-from-catch", f"leaves {source.label}, which receives")
        if target is not None and target.tag in _THROWS:
            yield flow.problem("message-flow-to-throw", f"reaches {target.label}, which sends")


@rule
def message_flow_event_trigger(model: Model) -> Iterator[Problem]:
    """``message-flow-event-trigger``: a start that receives, an end that sends, has a message."""
    for flow in model.every("messageFlow"):
        for name, tag in (("targetRef", "startEvent"), ("sourceRef", "endEvent")):
            end = _end(model, flow, name)
            if end is None or end.tag != tag:
                continue
            if not any(trigger.tag == "messageEventDefinition" for trigger in end.triggers):
                yield flow.problem(
                    "message-flow-event-trigger",
                    f"touches {end.label}, which has no message definition",
                )


@rule
def participant_multiplicity(model: Model) -> Iterator[Problem]:
    """``multiplicity-minimum``, ``multiplicity-maximum``."""
    for node in model.every("participantMultiplicity"):
        try:
            low, high = (int(node.get(n) or d) for n, d in (("minimum", "0"), ("maximum", "1")))
        except ValueError:
            continue  # refused by attribute_values
        if low < 0:
            yield node.problem("multiplicity-minimum", "has a minimum below 0")
        if high < 1 or high < low:
            yield node.problem("multiplicity-maximum", "has a maximum below 1 or its minimum")


def _ends(model: Model, flow: Node) -> list[Node]:
    found = (_end(model, flow, name) for name in ("sourceRef", "targetRef"))
    return [end for end in found if end is not None]


def _end(model: Model, flow: Node, name: str) -> Node | None:
    return model.by_id.get((flow.get(name) or "").rpartition(":")[2])


def _pool(model: Model, end: Node) -> Node | None:
    if end.tag == "participant":
        return end
    process = next((each for each in end.ancestors() if each.tag == "process"), None)
    for pool in model.every("participant"):
        if process is not None and (pool.get("processRef") or "").rpartition(":")[2] == process.id:
            return pool
    return None
