"""Compensation: a boundary event and its one handler, joined by an association.

Refuses a boundary without handler, an unmarked handler, a handler in the flow or in another scope,
and a throw that compensates what it cannot see.
Source: BPMN 2.0.2, 10.7 Compensation, 10.5 Event Definitions (Compensation).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.positions import is_event_sub_process
from engine.checks.registry import rule
from engine.checks.undoing import COMPENSATE, compensates, handlers
from engine.checks.vocabulary import ACTIVITIES
from engine.errors import Problem


@rule
def compensation_handlers(model: Model) -> Iterator[Problem]:
    """``compensation-handler-count``, ``-unmarked``, ``-scope``."""
    for event, joined in handlers(model).items():
        if len(joined) != 1:
            yield event.problem(
                "compensation-handler-count",
                f"is associated with {len(joined)} activities; join it to exactly one",
            )
        for handler in joined:
            if not handler.flag("isForCompensation"):
                yield handler.problem(
                    "compensation-handler-unmarked", 'compensates; set isForCompensation="true"'
                )
            if handler.scope is not event.scope:
                yield event.problem(
                    "compensation-handler-scope",
                    f"has its handler {handler.label} elsewhere; draw both in one scope",
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
def compensation_handler_orphan(model: Model) -> Iterator[Problem]:
    """``compensation-handler-orphan``: it would be drawn, and never run."""
    joined = handlers(model)
    known = {handler for some in joined.values() for handler in some}
    # Where an event lacks its handler, that is told of the event
    waiting = {event.scope for event, some in joined.items() if not some}
    for node in model.executed(*ACTIVITIES):
        alone = not node.incoming and not node.outgoing and not is_event_sub_process(node)
        if not node.flag("isForCompensation") or not alone or node.scope in waiting:
            continue
        if node not in known:
            yield node.problem(
                "compensation-handler-orphan",
                "compensates nothing; join it by an association to a compensation boundary event",
            )


@rule
def compensation_target_invisible(model: Model) -> Iterator[Problem]:
    """``compensation-target-invisible``."""
    undoing = _undoing(model)
    for event in model.every("intermediateThrowEvent", "endEvent"):
        for trigger in event.triggers:
            found = model.named(trigger.get("activityRef"))
            if trigger.tag != COMPENSATE or found is None or found.tag not in ACTIVITIES:
                continue
            if found.scope not in _visible(event, undoing):
                yield event.problem(
                    "compensation-target-invisible",
                    f"compensates {found.label} of another scope; name an activity of its own",
                )


def _visible(event: Node, undoing: set[Node | None]) -> list[Node | None]:
    scope = event.scope
    return [scope, scope.scope] if scope is not None and scope in undoing else [scope]


def _undoing(model: Model) -> set[Node | None]:
    """Event sub-processes that compensation starts: they see what lies around them."""
    starts = model.every("startEvent")
    return {s.scope for s in starts if s.scope and is_event_sub_process(s.scope) and compensates(s)}
