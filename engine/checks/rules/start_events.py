"""Start events: flows and triggers by position.

Refuses a flow into a start, a start without way out, an error start at top level, a message start
or two starts in a plain sub-process.
Source: BPMN 2.0.2, 10.5 Start Event; 13 Execution Semantics (sub-process).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.positions import (
    TOLD_APART,
    TOP_LEVEL_START,
    is_event_sub_process,
    wrong_triggers,
)
from engine.checks.registry import rule
from engine.checks.vocabulary import SUB_PROCESSES
from engine.errors import Problem


@rule
def start_event_has_incoming(model: Model) -> Iterator[Problem]:
    """``start-event-has-incoming``."""
    for node in model.every("startEvent"):
        if node.incoming:
            yield node.problem(
                "start-event-has-incoming",
                f"is the target of {node.incoming[0].label}; lead it to the node behind the start",
            )


@rule
def start_event_without_outgoing(model: Model) -> Iterator[Problem]:
    """``start-event-without-outgoing``."""
    for node in model.every("startEvent"):
        if not node.outgoing:
            yield node.problem("start-event-without-outgoing", "leads nowhere; draw a flow from it")


@rule
def start_trigger_not_allowed(model: Model) -> Iterator[Problem]:
    """``start-trigger-not-allowed``: top level takes none, message, timer, conditional, signal."""
    for node in model.every("startEvent"):
        if node.scope is None or node.scope.tag != "process":
            continue
        yield from wrong_triggers(
            node,
            TOP_LEVEL_START | TOLD_APART,
            "start-trigger-not-allowed",
            "cannot start a process; use another start event",
        )


@rule
def sub_process_start_triggered(model: Model) -> Iterator[Problem]:
    """``sub-process-start-triggered``: a plain sub-process is started by its token only."""
    for node in model.every("startEvent"):
        plain = node.scope and node.scope.tag in SUB_PROCESSES
        if plain and node.scope and not is_event_sub_process(node.scope) and node.triggers:
            yield node.problem(
                "sub-process-start-triggered",
                f"starts {node.scope.label} and has {node.triggers[0].tag}; remove that",
            )


@rule
def sub_process_many_starts(model: Model) -> Iterator[Problem]:
    """``sub-process-many-starts``: at most one start event."""
    for scope, nodes in model.scopes:
        if scope.tag == "process" or is_event_sub_process(scope):
            continue
        for extra in [node for node in nodes if node.tag == "startEvent"][1:]:
            yield extra.problem(
                "sub-process-many-starts", f"is one start too many in {scope.label}; keep one"
            )
