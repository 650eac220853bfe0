"""No node that no token can come to.

Refuses, with the smallest model ``start > end, a > b > a``: an island beside the flow, which would
be drawn and never run. An island in a scope without start event is one as well: nothing in it is
without a way in, so nothing in it begins.
Source: BPMN 2.0.2, 13.2 Process Instantiation and Termination (what begins), 13.3 (what follows).
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.positions import is_event_sub_process
from engine.checks.registry import rule
from engine.checks.vocabulary import FLOW_NODES
from engine.errors import Problem
from engine.model.document import unprefixed


@rule
def node_unreachable(model: Model) -> Iterator[Problem]:
    """``node-unreachable``; where nothing leads to a node, ``node-without-incoming`` says it."""
    for scope, nodes in model.scopes:
        if not scope.executable:
            continue
        reached = _reached(nodes)
        for node in nodes:
            if node not in reached and node.incoming:
                yield node.problem(
                    "node-unreachable", "can never be reached; draw a flow to it from what runs"
                )


def _reached(nodes: list[Node]) -> set[Node]:
    waiting = [node for node in nodes if _begins(node)]
    hosted, links = _hosted(nodes), _links(nodes)
    reached = set(waiting)
    while waiting:
        node = waiting.pop()
        after = [flow.target for flow in node.outgoing if flow.target is not None]
        for one in (*after, *hosted.get(node.id or "", ()), *links.get(node, ())):
            if one not in reached:
                reached.add(one)
                waiting.append(one)
    return reached


def _begins(node: Node) -> bool:
    """A token comes to it without a flow; or another rule says that it lacks one."""
    if node.tag == "boundaryEvent":
        return False
    alone = is_event_sub_process(node) or node.flag("isForCompensation")
    alone = alone or any(_comes_from_elsewhere(node, flow) for flow in node.incoming)
    return node.tag == "startEvent" or alone or node.flag("instantiate") or not node.incoming


def _comes_from_elsewhere(node: Node, flow: Node) -> bool:
    """From nothing, from what is no node, or over a border: other rules say so."""
    start = flow.source
    return start is None or start.tag not in FLOW_NODES or start.scope is not node.scope


def _hosted(nodes: list[Node]) -> dict[str, list[Node]]:
    """{id of an activity: its boundary events}."""
    found: dict[str, list[Node]] = {}
    for node in nodes:
        if node.tag == "boundaryEvent":
            found.setdefault(unprefixed(node.get("attachedToRef")), []).append(node)
    return found


def _links(nodes: list[Node]) -> dict[Node, list[Node]]:
    """{link throw: its catches}."""
    catches: dict[str, list[Node]] = {}
    for node, name in _named(nodes, "intermediateCatchEvent"):
        catches.setdefault(name, []).append(node)
    return {node: catches.get(name, []) for node, name in _named(nodes, "intermediateThrowEvent")}


def _named(nodes: list[Node], tag: str) -> Iterator[tuple[Node, str]]:
    for node in nodes:
        for trigger in node.triggers if node.tag == tag else ():
            if trigger.tag == "linkEventDefinition":
                yield node, trigger.get("name") or ""
