"""Compensation: a boundary event and its one handler, joined by an association.

Refuses a boundary without handler, an unmarked handler, a handler in the flow or in another scope,
and a throw that compensates what it cannot see.
Source: BPMN 2.0.2, 10.7 Compensation, 10.5 Event Definitions (Compensation).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.items import target
from engine.checks.positions import is_event_sub_process
from engine.checks.registry import rule
from engine.checks.vocabulary import ACTIVITIES
from engine.errors import Problem

_COMPENSATE = "compensateEventDefinition"


@rule
def compensation_handlers(model: Model) -> Iterator[Problem]:
    """``compensation-handler-count``, ``-unmarked``, ``-scope``."""
    joined = _associations(model)
    for event in model.every("boundaryEvent"):
        if not _compensates(event):
            continue
        handlers = joined.get(event.id or "", [])
        if len(handlers) != 1:
            yield event.problem(
                "compensation-handler-count",
                f"is associated with {len(handlers)} activities; join it to exactly one",
            )
        for handler in handlers:
            if not handler.flag("isForCompensation"):
                yield handler.problem(
                    "compensation-handler-unmarked", 'compensates; set isForCompensation="true"'
                )
            if handler.scope is not event.scope:
                yield event.problem(
                    "compensation-handler-scope", f"has its handler {handler.label} elsewhere"
                )


@rule
def compensation_handler_flow(model: Model) -> Iterator[Problem]:
    """``compensation-handler-flow``: a handler is not in the flow."""
    for node in model.every(*ACTIVITIES):
        if node.flag("isForCompensation") and (node.incoming or node.outgoing):
            yield node.problem(
                "compensation-handler-flow", "compensates, so it has no sequence flow; remove it"
            )


@rule
def compensation_target_invisible(model: Model) -> Iterator[Problem]:
    """``compensation-target-invisible``."""
    handlers = _handlers(model)
    for event in model.every("intermediateThrowEvent", "endEvent"):
        for trigger in event.triggers:
            found = target(model, trigger.get("activityRef"))
            if trigger.tag != _COMPENSATE or found is None or found.tag not in ACTIVITIES:
                continue
            if found.scope not in _visible(event, handlers):
                yield event.problem(
                    "compensation-target-invisible",
                    f"compensates {found.label}, which lies in another scope",
                )


def _visible(event: Node, handlers: set[Node | None]) -> list[Node | None]:
    scope = event.scope
    return [scope, scope.scope] if scope is not None and scope in handlers else [scope]


def _handlers(model: Model) -> set[Node | None]:
    """Event sub-processes that compensation starts: they see what lies around them."""
    starts = model.every("startEvent")
    return {
        s.scope for s in starts if s.scope and is_event_sub_process(s.scope) and _compensates(s)
    }


def _compensates(event: Node) -> bool:
    return any(trigger.tag == _COMPENSATE for trigger in event.triggers)


def _associations(model: Model) -> dict[str, list[Node]]:
    """{id of an element: activities that an association joins to it}."""
    joined: dict[str, list[Node]] = {}
    for association in model.every("association"):
        ends = [target(model, association.get(name)) for name in ("sourceRef", "targetRef")]
        for one, other in (ends, reversed(ends)):
            if one is not None and other is not None and other.tag in ACTIVITIES:
                joined.setdefault(one.id or "", []).append(other)
    return joined
