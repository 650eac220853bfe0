"""An event-based gateway that waits goes on waiting for the same events."""

from __future__ import annotations

from collections.abc import Iterator

from engine.behavior.token import STARTED
from engine.migration.plan import Plan
from engine.migration.refusals import Refusal


def check(plan: Plan) -> Iterator[Refusal]:
    for token, node in plan.pairs():
        if not hasattr(token.task_spec, "won") or token._state != STARTED:
            continue
        before = {plan.renamed(child.task_spec.name) for child in token.children}
        if before != {flow.target.name for flow in node.flows}:
            message = "the gateway waits for other events in the target"
            yield Refusal("gateway-changed", token.task_spec.element_id, message)
