"""Lanes list flow nodes of their own process, each in one place.

Refuses a lane that lists a node of another process or of a sub-process inside, and a node that two
lanes beside each other list: it would be anybody's guess whose it is.
Source: BPMN 2.0.2, 10.8 Lanes.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.registry import rule
from engine.checks.vocabulary import FLOW_NODES
from engine.errors import Problem
from engine.model.document import unprefixed


@rule
def lane_foreign_node(model: Model) -> Iterator[Problem]:
    """``lane-foreign-node``."""
    for entry in model.every("flowNodeRef"):
        node = model.named(entry.text)
        if node is None or node.tag not in FLOW_NODES or entry.parent is None:
            continue
        if node.scope is not entry.scope:
            yield entry.parent.problem(
                "lane-foreign-node",
                f"lists {node.label}, which lies in another process or sub-process; remove it",
            )


@rule
def lane_node_twice(model: Model) -> Iterator[Problem]:
    """``lane-node-twice``: in one lane of a lane set, and the lanes around that one."""
    seen: dict[tuple[Node, str], list[Node]] = {}
    for entry in model.executed("flowNodeRef"):
        lane, whole = entry.parent, _lane_set(entry)
        if lane is None or whole is None:
            continue
        name = unprefixed(entry.text)
        others = seen.setdefault((whole, name), [])
        if any(not _within(lane, other) and not _within(other, lane) for other in others):
            yield lane.problem(
                "lane-node-twice", f'lists "{name}", as another lane does; keep it in one of them'
            )
        others.append(lane)


def _lane_set(node: Node) -> Node | None:
    return next((one for one in node.ancestors() if one.tag == "laneSet"), None)


def _within(inner: Node, outer: Node) -> bool:
    return inner is outer or outer in inner.ancestors()
