"""Who waits for events goes on waiting for the same ones: deadlines and subscriptions are kept."""

from __future__ import annotations

from collections.abc import Iterator

from engine.behavior.token import WAITING
from engine.migration.plan import Plan
from engine.migration.refusals import Refusal


def check(plan: Plan) -> Iterator[Refusal]:
    for token, node in plan.pairs():
        if token._state != WAITING:
            continue
        before = [type(one) for one in token.task_spec.definitions]
        if before != [type(one) for one in node.definitions]:
            message = "the element waits for other kinds of events in the target"
            yield Refusal("other-events", token.task_spec.element_id, message)
