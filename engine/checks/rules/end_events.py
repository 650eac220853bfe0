"""End events: flows and results.

Refuses a flow out of an end, an end that nothing reaches, a timer end, a cancel end outside of a
transaction, and terminate anywhere but on an end.
Source: BPMN 2.0.2, 10.5 End Event, Event Definitions (Cancel, Terminate).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.positions import END, TOLD_APART, in_event_sub_process, wrong_triggers
from engine.checks.registry import rule
from engine.checks.vocabulary import EVENTS
from engine.errors import Problem


@rule
def end_event_has_outgoing(model: Model) -> Iterator[Problem]:
    """``end-event-has-outgoing``."""
    for node in model.every("endEvent"):
        if node.outgoing:
            yield node.problem(
                "end-event-has-outgoing",
                f"is the source of {node.outgoing[0].label}; use an intermediate event",
            )


@rule
def end_event_without_incoming(model: Model) -> Iterator[Problem]:
    """``end-event-without-incoming``."""
    for node in model.every("endEvent"):
        if not node.incoming:
            yield node.problem(
                "end-event-without-incoming", "can never be reached; draw a flow to it"
            )


@rule
def end_result_not_allowed(model: Model) -> Iterator[Problem]:
    """``end-result-not-allowed``: an end does not wait."""
    for node in model.every("endEvent"):
        yield from wrong_triggers(
            node,
            END | TOLD_APART,
            "end-result-not-allowed",
            "an end cannot send; wait for it before the end",
        )


@rule
def cancel_end_outside_transaction(model: Model) -> Iterator[Problem]:
    """``cancel-end-outside-transaction``."""
    for node in model.every("endEvent"):
        cancels = any(trigger.tag == "cancelEventDefinition" for trigger in node.triggers)
        if cancels and not any(each.tag == "transaction" for each in node.ancestors()):
            yield node.problem(
                "cancel-end-outside-transaction",
                "cancels and stands in no transaction; draw it in one",
            )


@rule
def terminate_not_end(model: Model) -> Iterator[Problem]:
    """``terminate-not-end``."""
    for node in model.every(*(EVENTS - {"endEvent", "boundaryEvent"})):
        if node.tag == "startEvent" and in_event_sub_process(node):
            continue  # event-sub-process-trigger
        if any(trigger.tag == "terminateEventDefinition" for trigger in node.triggers):
            yield node.problem("terminate-not-end", "terminates; only an end event may do that")
