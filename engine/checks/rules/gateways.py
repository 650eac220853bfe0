"""Gateways: the drawn direction holds, and every way out of a choice says when it is taken.

Refuses ``gatewayDirection="Diverging"`` with one way out; a choice with a bare, non-default flow.
Source: BPMN 2.0.2, 10.6 Gateways.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.checks.context import Model, Node
from engine.checks.registry import rule
from engine.checks.vocabulary import GATEWAYS
from engine.errors import Problem
from engine.model.document import unprefixed


@rule
def gateway_direction(model: Model) -> Iterator[Problem]:
    """``gateway-converging``, ``gateway-diverging``, ``gateway-mixed``."""
    for node in model.every(*GATEWAYS):
        into, out = len(node.incoming), len(node.outgoing)
        holds = {
            "Converging": into >= 2 and out <= 1,
            "Diverging": into <= 1 and out >= 2,
            "Mixed": into >= 2 and out >= 2,
        }
        direction = node.get("gatewayDirection") or ""
        if not holds.get(direction, True):
            yield node.problem(
                f"gateway-{direction.lower()}",
                f"says {direction}, but has {into} ways in and {out} out; "
                "correct gatewayDirection or leave it out",
            )


@rule
def split_flow_without_condition(model: Model) -> Iterator[Problem]:
    """``split-flow-without-condition``: each non-default way out of a choice has a condition."""
    for node in model.executed("exclusiveGateway", "inclusiveGateway", "complexGateway"):
        if len(node.outgoing) < 2:
            continue
        for flow in _bare(node):
            yield flow.problem(
                "split-flow-without-condition",
                f"leaves {node.label} without a condition; add one or make it the default",
            )


def _bare(node: Node) -> list[Node]:
    """Ways out without condition, but for the default one."""
    default = unprefixed(node.get("default"))
    bare = [flow for flow in node.outgoing if not flow.kid("conditionExpression")]
    own = [flow for flow in bare if flow.id == default]
    # A default that is none of them is told by another rule: one of them was meant
    meant = own or (bare[:1] if default and default not in {f.id for f in node.outgoing} else [])
    return [flow for flow in bare if flow not in meant]
