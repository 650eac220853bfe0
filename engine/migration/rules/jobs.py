"""A job that is under way must be the job of the target element too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.migration.plan import Plan
from engine.migration.refusals import Refusal


def check(plan: Plan) -> Iterator[Refusal]:
    for token, node in plan.pairs():
        if "job" in token.internal_data and _type(token.task_spec) != _type(node):
            message = "a job is under way, and the target asks for work of another type"
            yield Refusal("job-changed", token.task_spec.element_id, message)


def _type(node: Any) -> str | None:
    work = getattr(node, "work", None)
    return None if work is None else str(getattr(work.type, "text", work.type))
