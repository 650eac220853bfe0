"""A scope with an end has a start, a scope with a start has an end, and every node is connected.

Refuses start + task (no end), task + end (no start), and with them a node without a way in or out.
A scope with neither starts every node without incoming flow, and is legal.
Source: BPMN 2.0.2, 10.5 Start Event, End Event.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.positions import is_event_sub_process
from engine.checks.registry import rule
from engine.checks.undoing import handlers
from engine.checks.vocabulary import ACTIVITIES, GATEWAYS
from engine.errors import Problem


@rule
def end_without_start(model: Model) -> Iterator[Problem]:
    """``end-without-start``."""
    for scope, nodes in _bounded(model):
        ends = _tagged(nodes, "endEvent")
        if is_event_sub_process(scope):
            continue  # event-sub-process-start-count
        if ends and not any(node.tag == "startEvent" or _instantiates(node) for node in nodes):
            yield ends[0].problem(
                "end-without-start", f"ends {scope.label}, which has no start event; draw one"
            )


@rule
def start_without_end(model: Model) -> Iterator[Problem]:
    """``start-without-end``."""
    for scope, nodes in _bounded(model):
        starts = _tagged(nodes, "startEvent")
        if starts and not _tagged(nodes, "endEvent"):
            yield starts[0].problem(
                "start-without-end", f"starts {scope.label}, which has no end event; draw one"
            )


@rule
def node_without_incoming(model: Model) -> Iterator[Problem]:
    """``node-without-incoming``: with a start event, every activity and gateway has a way in."""
    handling = _handling(model)
    for _, nodes in _bounded(model):
        if not _tagged(nodes, "startEvent"):
            continue
        for node in nodes:
            if (
                node not in handling
                and _connected(node)
                and not node.incoming
                and not _instantiates(node)
            ):
                yield node.problem(
                    "node-without-incoming", "can never be reached; draw a flow to it"
                )


@rule
def node_without_outgoing(model: Model) -> Iterator[Problem]:
    """``node-without-outgoing``: with an end event, every activity and gateway has a way out."""
    handling = _handling(model)
    for _, nodes in _bounded(model):
        if not _tagged(nodes, "endEvent"):
            continue
        for node in nodes:
            if node not in handling and _connected(node) and not node.outgoing:
                yield node.problem("node-without-outgoing", "leads nowhere; draw a flow from it")


def _bounded(model: Model) -> list[tuple[Node, list[Node]]]:
    """Scopes that may have start and end events: an ad-hoc sub-process has none."""
    return [(scope, nodes) for scope, nodes in model.scopes if scope.tag != "adHocSubProcess"]


def _handling(model: Model) -> set[Node]:
    """What compensates is not in the flow, marked as a handler or not yet."""
    return {handler for joined in handlers(model).values() for handler in joined}


def _tagged(nodes: list[Node], tag: str) -> list[Node]:
    return [node for node in nodes if node.tag == tag]


def _connected(node: Node) -> bool:
    # Events have rules of their own by position
    if node.tag not in ACTIVITIES and node.tag not in GATEWAYS:
        return False
    return not node.flag("isForCompensation") and not is_event_sub_process(node)


def _instantiates(node: Node) -> bool:
    return node.tag in ("receiveTask", "eventBasedGateway") and node.flag("instantiate")
