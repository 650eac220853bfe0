"""What was completed and can be undone must be there to be undone."""

from __future__ import annotations

from collections.abc import Iterator

from engine.migration.plan import Plan
from engine.migration.refusals import Refusal


def check(plan: Plan) -> Iterator[Refusal]:
    for scope in plan.scopes():
        spec = plan.spec_of(scope)
        if spec is None:
            continue
        for entry in scope.log or ():
            if plan.renamed(entry.name) not in spec.task_specs:
                element_id = entry.name.partition("#")[0]
                message = "it was completed and could be undone, and the target does not have it"
                yield Refusal("undoable-missing", element_id, message)
