"""Every token needs a place in the target, in the scope in which it stands."""

from __future__ import annotations

from collections.abc import Iterator

from engine.migration.plan import Plan
from engine.migration.refusals import Refusal


def check(plan: Plan) -> Iterator[Refusal]:
    for token in plan.tokens():
        # Where its scope is gone, the scope's host says so
        if plan.spec_of(token.workflow) is not None and plan.node_of(token) is None:
            name = plan.renamed(token.task_spec.element_id)
            message = f"a token stands here, and the target has no {name} in this scope"
            yield Refusal("element-missing", token.task_spec.element_id, message)
