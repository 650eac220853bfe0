"""Sequence flows: what they may join.

Refuses a flow that ends at a data object, that leaves its sub-process, or that touches an event
sub-process; a listed ``incoming`` flow that ends elsewhere.
Source: BPMN 2.0.2, 8.4 Sequence Flow, 8.4 Flow Elements Container, 10.3 Sub-Processes.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.positions import is_event_sub_process
from engine.checks.registry import rule
from engine.checks.vocabulary import FLOW_NODES
from engine.errors import Problem


@rule
def flow_end_not_flow_node(model: Model) -> Iterator[Problem]:
    """``flow-end-not-flow-node``: both ends are activity, event or gateway."""
    for flow in model.every("sequenceFlow"):
        for end in (flow.source, flow.target):
            if end is not None and end.tag not in FLOW_NODES:
                yield flow.problem(
                    "flow-end-not-flow-node",
                    f"touches {end.label}; join activities, events and gateways, "
                    "and use an association for anything else",
                )


@rule
def flow_crosses_scope(model: Model) -> Iterator[Problem]:
    """``flow-crosses-scope``: the flow and both its ends lie in one process or sub-process."""
    for flow in model.every("sequenceFlow"):
        ends = [end for end in (flow.source, flow.target) if end and end.tag in FLOW_NODES]
        outside = [end.label for end in ends if end.scope is not flow.scope]
        if outside:
            yield flow.problem(
                "flow-crosses-scope",
                f"crosses the border of a process or sub-process to {' and '.join(outside)}; "
                "let it end at the sub-process itself",
            )


@rule
def flow_touches_event_sub_process(model: Model) -> Iterator[Problem]:
    """``flow-touches-event-sub-process``: an event sub-process has no flow in or out."""
    for flow in model.every("sequenceFlow"):
        for end in (flow.source, flow.target):
            if end is not None and is_event_sub_process(end):
                yield flow.problem(
                    "flow-touches-event-sub-process",
                    f"touches the event sub-process {end.label}, which only its event starts; "
                    "delete the flow",
                )


@rule
def incoming_list_mismatch(model: Model) -> Iterator[Problem]:
    """``incoming-list-mismatch``: a listed flow has that node as its end."""
    for entry in model.every("incoming", "outgoing"):
        flow = model.named(entry.text)
        if flow is None or flow.tag != "sequenceFlow" or entry.parent is None:
            continue
        end = flow.target if entry.tag == "incoming" else flow.source
        if end is not None and end is not entry.parent:
            yield entry.parent.problem(
                "incoming-list-mismatch",
                f"lists {flow.label} as {entry.tag}, but that flow joins {end.label}; "
                "correct the list",
            )
