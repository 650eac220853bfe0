"""Conditions and defaults on sequence flows.

Refuses a lone conditional flow out of a task, a condition behind a start event, a ``default`` that
starts elsewhere, ``isImmediate="false"``.
Source: BPMN 2.0.2, 8.4 Sequence Flow, 10.3 Activities, 10.5 Start Event, 10.6 Gateways.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.checks.vocabulary import ACTIVITIES
from engine.errors import Problem


@rule
def single_conditional_outgoing(model: Model) -> Iterator[Problem]:
    """``single-conditional-outgoing``: a conditional flow from an activity has a sibling."""
    for node in model.every(*ACTIVITIES):
        if len(node.outgoing) == 1 and node.outgoing[0].kid("conditionExpression"):
            yield node.problem(
                "single-conditional-outgoing",
                f"has {node.outgoing[0].label} as its only way out, and that has a condition; "
                "add a default flow",
            )


@rule
def condition_after_start(model: Model) -> Iterator[Problem]:
    """``condition-after-start``: a flow out of a start event has no condition."""
    for flow in model.every("sequenceFlow"):
        if flow.kid("conditionExpression") and flow.source and flow.source.tag == "startEvent":
            yield flow.problem(
                "condition-after-start",
                f"leaves {flow.source.label} and has a condition; put a gateway between",
            )


@rule
def condition_after_parallel(model: Model) -> Iterator[Problem]:
    """``condition-after-parallel``: all ways out are taken, so the condition would be ignored."""
    for flow in model.executed("sequenceFlow"):
        if flow.kid("conditionExpression") and flow.source and flow.source.tag == "parallelGateway":
            yield flow.problem(
                "condition-after-parallel",
                f"leaves {flow.source.label}, which takes all ways out; remove the condition "
                "or put an exclusive gateway behind it",
            )


@rule
def default_not_outgoing(model: Model) -> Iterator[Problem]:
    """``default-not-outgoing``: the default flow starts at the node that names it."""
    for node in model.flow_nodes:
        flow = model.by_id.get(node.get("default") or "")
        if flow is not None and flow.tag == "sequenceFlow" and flow.source is not node:
            yield node.problem(
                "default-not-outgoing",
                f"names {flow.label} as default, which starts elsewhere; name one of its own",
            )


@rule
def immediate_false(model: Model) -> Iterator[Problem]:
    """``immediate-false``: nothing may happen between two nodes of an executable process."""
    for flow in model.executed("sequenceFlow"):
        if flow.get("isImmediate") is not None and not flow.flag("isImmediate"):
            yield flow.problem("immediate-false", 'has isImmediate="false"; remove it')
