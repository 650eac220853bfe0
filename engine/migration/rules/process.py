"""The target must have the process, and the mapping must name elements that are there."""

from __future__ import annotations

from collections.abc import Iterator

from engine.migration.plan import Plan
from engine.migration.refusals import Refusal


def check(plan: Plan) -> Iterator[Refusal]:
    if plan.process_id not in plan.target.processes:
        message = f"the target deployment has no process {plan.process_id}"
        yield Refusal("process-missing", plan.process_id, message)
        return
    before = plan.case.bundle.elements(plan.process_id)
    after = plan.target.elements(plan.process_id)
    for old, new in plan.mapping.items():
        if old not in before:
            yield Refusal("mapping-unknown", old, f"the case's own version has no element {old}")
        if new not in after:
            yield Refusal("mapping-unknown", new, f"the target has no element {new}")
