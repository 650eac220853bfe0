"""Boundary events: host, trigger, flows, interruption.

Refuses a boundary without trigger, with a flow in or none out, a non-interrupting error, …
Source: BPMN 2.0.2, 10.5 Intermediate Event (attached to an activity boundary), Event Definitions.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.positions import BOUNDARY, is_event_sub_process, wrong_triggers
from engine.checks.registry import rule
from engine.checks.vocabulary import ACTIVITIES
from engine.errors import Problem


@rule
def boundary_host_other_scope(model: Model) -> Iterator[Problem]:
    """``boundary-host-other-scope``."""
    for node in model.every("boundaryEvent"):
        host = _host(model, node)
        if host is not None and host.tag in ACTIVITIES and host.scope is not node.scope:
            yield node.problem(
                "boundary-host-other-scope",
                f"is attached to {host.label} in another scope; draw both in one",
            )


@rule
def boundary_on_event_sub_process(model: Model) -> Iterator[Problem]:
    """``boundary-on-event-sub-process``: where its exception leads, nothing runs any more."""
    for node in model.executed("boundaryEvent"):
        host = _host(model, node)
        if host is not None and is_event_sub_process(host):
            yield node.problem(
                "boundary-on-event-sub-process",
                f"is attached to the event sub-process {host.label}; attach it to an activity "
                "inside, or handle the event in its scope",
            )


@rule
def boundary_without_definition(model: Model) -> Iterator[Problem]:
    """``boundary-without-definition``."""
    for node in model.every("boundaryEvent"):
        if not node.triggers and not node.kid("eventDefinitionRef"):
            yield node.problem(
                "boundary-without-definition",
                "waits for nothing; add a timer, message, error or other definition",
            )


@rule
def boundary_trigger_not_allowed(model: Model) -> Iterator[Problem]:
    """``boundary-trigger-not-allowed``: no link, no terminate."""
    for node in model.every("boundaryEvent"):
        yield from wrong_triggers(
            node,
            BOUNDARY,
            "boundary-trigger-not-allowed",
            "no boundary can catch; use another event",
        )


@rule
def boundary_has_incoming(model: Model) -> Iterator[Problem]:
    """``boundary-has-incoming``."""
    for node in model.every("boundaryEvent"):
        if node.incoming:
            yield node.problem(
                "boundary-has-incoming",
                f"is the target of {node.incoming[0].label}; lead that flow to the activity",
            )


@rule
def boundary_without_outgoing(model: Model) -> Iterator[Problem]:
    """``boundary-without-outgoing``; compensation has an association instead of a flow."""
    for node in model.every("boundaryEvent"):
        if not node.outgoing and not _triggered(node, "compensate"):
            yield node.problem("boundary-without-outgoing", "leads nowhere; draw a flow from it")


@rule
def boundary_non_interrupting(model: Model) -> Iterator[Problem]:
    """``error-boundary-non-interrupting``, ``cancel-boundary-non-interrupting``."""
    for node in model.every("boundaryEvent"):
        for kind in ("error", "cancel"):
            if _triggered(node, kind) and not node.flag("cancelActivity", default=True):
                yield node.problem(
                    f"{kind}-boundary-non-interrupting",
                    f'catches {kind}, which always interrupts; remove cancelActivity="false"',
                )


@rule
def cancel_boundary_not_on_transaction(model: Model) -> Iterator[Problem]:
    """``cancel-boundary-not-on-transaction``."""
    for node in model.every("boundaryEvent"):
        host = _host(model, node)
        if _triggered(node, "cancel") and host is not None and host.tag != "transaction":
            yield node.problem(
                "cancel-boundary-not-on-transaction",
                "catches cancel, which only a transaction can do; attach it to one",
            )


@rule
def compensation_boundary_has_outgoing(model: Model) -> Iterator[Problem]:
    """``compensation-boundary-has-outgoing``."""
    for node in model.every("boundaryEvent"):
        if _triggered(node, "compensate") and node.outgoing:
            yield node.problem(
                "compensation-boundary-has-outgoing",
                "has a sequence flow; join it to its handler by an association",
            )


def _host(model: Model, node: Node) -> Node | None:
    return model.named(node.get("attachedToRef"))


def _triggered(node: Node, kind: str) -> bool:
    return any(trigger.tag == f"{kind}EventDefinition" for trigger in node.triggers)
