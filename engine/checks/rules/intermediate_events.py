"""Intermediate events in the flow: triggers, ways in and out, definitions by reference.

Refuses a catch without or with an error definition, a throw with a timer, an event off the flow.
Source: BPMN 2.0.2, 10.5 Intermediate Event, Event Definitions.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.positions import CATCH, THROW, TOLD_APART, wrong_triggers
from engine.checks.registry import rule
from engine.checks.vocabulary import IN_FLOW_EVENTS
from engine.errors import Problem


@rule
def catch_without_definition(model: Model) -> Iterator[Problem]:
    """``catch-without-definition``."""
    for node in model.every("intermediateCatchEvent"):
        if not node.triggers and not node.kid("eventDefinitionRef"):
            yield node.problem(
                "catch-without-definition",
                "waits for nothing; add a message, timer or other definition",
            )


@rule
def catch_trigger_not_allowed(model: Model) -> Iterator[Problem]:
    """``catch-trigger-not-allowed``: message, timer, conditional, signal, link."""
    for node in model.every("intermediateCatchEvent"):
        yield from wrong_triggers(
            node,
            CATCH | TOLD_APART,
            "catch-trigger-not-allowed",
            "is no event to wait for in the flow; use a boundary event",
        )


@rule
def throw_trigger_not_allowed(model: Model) -> Iterator[Problem]:
    """``throw-trigger-not-allowed``: none, message, escalation, compensation, signal, link."""
    for node in model.every("intermediateThrowEvent"):
        yield from wrong_triggers(
            node,
            THROW | TOLD_APART,
            "throw-trigger-not-allowed",
            "cannot be thrown in the middle of a flow; use an end event",
        )


@rule
def intermediate_without_incoming(model: Model) -> Iterator[Problem]:
    """``intermediate-without-incoming``; a link catch has none, ad-hoc is left open."""
    for node in model.every(*IN_FLOW_EVENTS):
        exempt = _in_ad_hoc(node) or (node.tag == "intermediateCatchEvent" and _links(node))
        if not node.incoming and not exempt:
            yield node.problem(
                "intermediate-without-incoming", "can never be reached; draw a flow to it"
            )


@rule
def intermediate_without_outgoing(model: Model) -> Iterator[Problem]:
    """``intermediate-without-outgoing``; a link throw has none."""
    for node in model.every(*IN_FLOW_EVENTS):
        exempt = _in_ad_hoc(node) or (node.tag == "intermediateThrowEvent" and _links(node))
        if not node.outgoing and not exempt:
            yield node.problem(
                "intermediate-without-outgoing", "leads nowhere; draw a flow or use an end event"
            )


@rule
def definition_ref_not_root(model: Model) -> Iterator[Problem]:
    """``definition-ref-not-root``: a shared definition stands beside the processes."""
    for entry in model.every("eventDefinitionRef"):
        found = model.named(entry.text)
        if found is not None and found.parent is not model.root and entry.parent:
            yield entry.parent.problem(
                "definition-ref-not-root",
                f"refers to {found.label}, which belongs to another event; "
                "put it beside the processes",
            )


def _in_ad_hoc(node: Node) -> bool:
    return node.scope is not None and node.scope.tag == "adHocSubProcess"


def _links(node: Node) -> bool:
    return any(trigger.tag == "linkEventDefinition" for trigger in node.triggers)
