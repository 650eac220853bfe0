"""Lanes list flow nodes of their own process.

Refuses a lane that lists a node of another process or of a sub-process inside.
Source: BPMN 2.0.2, 10.8 Lanes.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model
from engine.checks.registry import rule
from engine.checks.vocabulary import FLOW_NODES
from engine.errors import Problem


@rule
def lane_foreign_node(model: Model) -> Iterator[Problem]:
    """``lane-foreign-node``."""
    for entry in model.every("flowNodeRef"):
        node = model.by_id.get(entry.text.rpartition(":")[2])
        if node is None or node.tag not in FLOW_NODES or entry.parent is None:
            continue
        if node.scope is not entry.scope:
            yield entry.parent.problem(
                "lane-foreign-node",
                f"lists {node.label}, which lies in another process or sub-process",
            )
