"""What is armed beside a token must be armed in the target too: nothing is lost, nothing missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from engine.behavior.node import Node
from engine.behavior.token import Token
from engine.migration.plan import Plan
from engine.migration.refusals import Refusal


def check(plan: Plan) -> Iterator[Refusal]:
    """Boundary events of hosts, event sub-processes of scopes."""
    for token, node in plan.pairs():
        if token.armed or not token.task_spec.boundaries:
            if not token.armed and node.boundaries and _is_entered(token):
                yield from _compare(plan, token.task_spec.element_id, (), node.boundaries)
            continue
        if _is_entered(token):
            before = token.task_spec.boundaries
            yield from _compare(plan, token.task_spec.element_id, before, node.boundaries)
    for scope in plan.scopes():
        spec = plan.spec_of(scope)
        if spec is not None:
            yield from _compare(plan, scope.spec.name, scope.spec.guards, spec.guards)


def _is_entered(token: Token) -> bool:
    return token.traced


def _compare(
    plan: Plan, host: str, before: Iterable[Node], after: Iterable[Node]
) -> Iterator[Refusal]:
    kept, wanted = {plan.renamed(node.name) for node in before}, {node.name for node in after}
    for name in sorted(wanted - kept):
        yield Refusal("event-added", host, f"the target waits for {name} here, the case does not")
    for name in sorted(kept - wanted):
        yield Refusal("event-gone", host, f"the case waits for {name} here, the target does not")
