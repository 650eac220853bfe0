"""Gateways that wait for what may still come: looked at again when nothing else can run.

Inclusive and complex gateways cannot decide by the tokens that have arrived alone. They are noted
with their case (``Case.joins``) while a token waits at them; a diagram without them pays nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.behavior.incidents import Halt
from engine.behavior.node import Node
from engine.behavior.reach import reach
from engine.behavior.token import WAITING

if TYPE_CHECKING:
    from engine.behavior.case import Case
    from engine.behavior.node import ScopeSpec
    from engine.behavior.scope import ScopeLife
    from engine.behavior.token import Token


class Joining(Node):
    """Waits at its incoming flows until ``due`` says that it is its turn."""

    #: {node: incoming flows that a token there can still reach}
    reach: Mapping[str, int]
    #: The same along sequence flows only: an event at the side may never happen
    sure: Mapping[str, int]

    def linked(self, spec: ScopeSpec) -> None:
        self.reach = reach(self, spec.task_specs.values())
        self.sure = reach(self, spec.task_specs.values(), events=False)

    def enter(self, token: Token) -> bool:
        if len(self.incoming) < 2:
            return super().enter(token)
        token._set_state(WAITING)
        self.restore(token)
        return False

    def restore(self, token: Token) -> None:
        """Note the token that waits here, newly or out of a snapshot."""
        token.workflow.arrivals.add(self.name, token)
        self.watch(token.workflow)

    def watch(self, scope: ScopeLife) -> None:
        """From now on it is looked at when nothing else can run."""
        scope.top_workflow.joins[(scope.task_tree.id, self.name)] = (scope, self)

    def due(self, scope: ScopeLife) -> bool:
        """Nothing else in the case can run: shall the gateway act now? May raise ``Halt``."""
        raise NotImplementedError

    def act(self, scope: ScopeLife) -> None:
        """Consume one token of each flow that has one, and let the oldest go on."""
        first, *others = sorted(scope.arrivals.take_one_per_flow(self.name), key=_age)
        for other in others:
            other.cancel()
        self.trace(first, "activated")
        first._ready()

    def idle(self, scope: ScopeLife) -> bool:
        """There is nothing to look at any more."""
        return self.name not in scope.arrivals

    def awaited(self, scope: ScopeLife, filled: int) -> bool:
        """A token elsewhere can reach an empty incoming flow, and none that is filled.

        Source: BPMN 2.0.2, 13.4.3 Inclusive Gateway (activation).
        """
        empty = (1 << len(self.incoming)) - 1 & ~filled
        if not empty:
            return False
        reached, root = self.reach, scope.task_tree.id
        for token in scope.tasks.values():
            # Arms of a race and instances stand for nothing beside the token above them
            if token._parent != root or token.armed:
                continue
            mask = reached.get(token.task_spec.name, 0)
            here = token.task_spec is self and token._state == WAITING
            if mask & empty and not self.sure.get(token.task_spec.name, 0) & filled and not here:
                return True
        return False

    def filled(self, scope: ScopeLife) -> int:
        """The incoming flows that have a token."""
        waiting = scope.arrivals.get(self.name, {})
        return sum(1 << place for place, flow in enumerate(self.incoming) if flow in waiting)

    def _on_cancel(self, token: Token) -> None:
        if token._state == WAITING:
            token.workflow.arrivals.remove(self.name, token)
        super()._on_cancel(token)


def release_one(case: Case) -> bool:
    """Let the waiting gateway act that has waited longest of those whose turn it is.

    False: none of them brings a token forward. A reset that only takes tokens does not.
    """
    while (found := _next(case)) is not None:
        scope, node = found
        node.act(scope)
        if case.agenda:
            return True
    return False


def _next(case: Case) -> tuple[ScopeLife, Joining] | None:
    for key, (scope, node) in sorted(case.joins.items(), key=_oldest):
        if scope.completed or node.idle(scope):
            del case.joins[key]
        elif not (case.stops and case.stands_still(scope)) and _due(node, scope):
            return scope, node
    return None


def _due(node: Joining, scope: ScopeLife) -> bool:
    """A gateway that cannot say whether it is due becomes an incident at its oldest token."""
    waiting = scope.arrivals.waiting(node.name)
    if any(token.id in token.case.incidents for token in waiting):
        return False  # it is looked at again when a person says so
    try:
        return node.due(scope)
    except Halt as halt:
        waiting[0].case.note_stuck(waiting[0], halt)
        return False


def _oldest(item: tuple[tuple[int, str], tuple[ScopeLife, Joining]]) -> int:
    (_, name), (scope, _) = item
    return min((int(token.id) for token in scope.arrivals.waiting(name)), default=0)


def _age(token: Token) -> int:
    return int(token.id)
