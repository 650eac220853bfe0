"""The form of an open task must be there in the target."""

from __future__ import annotations

from collections.abc import Iterator

from engine.migration.plan import Plan
from engine.migration.refusals import Refusal


def check(plan: Plan) -> Iterator[Refusal]:
    for token, node in plan.pairs():
        form = plan.forms.get(token.id)
        if form in plan.case.bundle.forms and form not in plan.target.forms:
            message = f"a task is open, and the target has no form {form}"
            yield Refusal("form-missing", node.element_id, message)
