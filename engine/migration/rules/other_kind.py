"""A token can only go to an element of its own kind, repeated in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.migration.plan import Plan
from engine.migration.refusals import Refusal


def check(plan: Plan) -> Iterator[Refusal]:
    for token, node in plan.pairs():
        if _kind(token.task_spec) != _kind(node):
            message = f"the element is of another kind in the target ({node.element_id})"
            yield Refusal("other-kind", token.task_spec.element_id, message)


def _kind(node: Any) -> tuple[Any, ...]:
    loop = getattr(node, "loop_definition", None)
    body = getattr(node, "body", None)
    return type(node), type(body), None if loop is None else getattr(loop, "sequential", None)
