"""Tokens that wait at a join were counted by its flows, so these must stay the same."""

from __future__ import annotations

from collections.abc import Iterator

from engine.migration.plan import Plan
from engine.migration.refusals import Refusal


def check(plan: Plan) -> Iterator[Refusal]:
    for scope in plan.scopes():
        spec = plan.spec_of(scope)
        if spec is None:
            continue
        for name in scope.arrivals:
            node = spec.task_specs.get(plan.renamed(name))
            flows = {plan.renamed(flow) for flow in scope.spec.task_specs[name].incoming}
            if node is not None and set(node.incoming) != flows:
                message = "tokens wait at this join, and other flows lead to it in the target"
                yield Refusal("join-changed", scope.spec.task_specs[name].element_id, message)
