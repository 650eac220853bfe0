"""Which activity undoes what: compensation boundary events and the activities joined to them.

Source: BPMN 2.0.2, 10.7 Compensation (an association leads from the event to its handler).
"""

from __future__ import annotations

from engine.checks.context import Model, Node
from engine.checks.vocabulary import ACTIVITIES

COMPENSATE = "compensateEventDefinition"


def compensates(event: Node) -> bool:
    """Whether the event catches or throws compensation."""
    return any(trigger.tag == COMPENSATE for trigger in event.triggers)


def handlers(model: Model) -> dict[Node, list[Node]]:
    """{compensation boundary event: the activities that associations join to it}."""
    joined: dict[str, list[Node]] = {}
    for association in model.every("association"):
        ends = [model.named(association.get(name)) for name in ("sourceRef", "targetRef")]
        for one, other in (ends, reversed(ends)):
            if one is not None and other is not None and other.tag in ACTIVITIES:
                joined.setdefault(one.id or "", []).append(other)
    events = (event for event in model.every("boundaryEvent") if compensates(event))
    return {event: joined.get(event.id or "", []) for event in events}
