"""Which incoming flows of a gateway a token can still reach, from wherever it stands.

Computed once, when the diagram is compiled. A set of incoming flows is an integer with one bit per
flow, so that asking at run time costs one operation per token.
Source: BPMN 2.0.2, 13.4.3 Inclusive Gateway (directed paths that do not visit the gateway).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from engine.behavior.node import Node


def reach(gateway: Node, nodes: Iterable[Node], *, events: bool = True) -> Mapping[str, int]:
    """{name of a node: the incoming flows that a token there can reach, not through ``gateway``}.

    Nodes from which none is reached are left out. The gateway's own entry is what a token that has
    just left it can reach. ``events``: an activity also leads where its boundary events lead.
    """
    before: dict[Node, list[Node]] = {}
    masks: dict[Node, int] = {}
    for node in nodes:
        for flow in node.flows:
            if flow.target is gateway:
                masks[node] = masks.get(node, 0) | 1 << gateway.incoming.index(flow.id)
        for after in node.leads_to() if events else (flow.target for flow in node.flows):
            before.setdefault(after, []).append(node)
    changed = list(masks)
    while changed:
        node = changed.pop()
        if node is gateway:
            continue  # a path ends there
        for earlier in before.get(node, ()):
            wider = masks.get(earlier, 0) | masks[node]
            if wider != masks.get(earlier, 0):
                masks[earlier] = wider
                changed.append(earlier)
    return MappingProxyType({node.name: mask for node, mask in masks.items()})
