"""Another place in the same diagram: tokens are taken away here and put down there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from engine.behavior.compensation import undoes
from engine.behavior.joining import Joining
from engine.behavior.node import Node, ScopeSpec
from engine.behavior.scope import ScopeLife
from engine.behavior.token import Token
from engine.elements.boundary_event import BoundaryEvent
from engine.elements.parallel_gateway import ParallelGateway
from engine.elements.start_event import StartEvent
from engine.migration.refusals import ChangeRefused, Refusal

if TYPE_CHECKING:
    from engine.behavior.case import Case


class Modification:
    """What is asked for, worked out against the case. ``refusals``: all reasons against it."""

    def __init__(self, case: Case, cancel: Sequence[str], activate: Sequence[str]) -> None:
        self.case = case
        self.refusals: list[Refusal] = []
        self.canceled = [token for id in cancel for token in self._tokens(id)]
        #: Tokens that go, with all that runs inside them
        self.gone = {one.id for token in self.canceled for one in token._with_inner()}
        found = [self._place(id) for id in activate]
        self.places = [place for place in found if place is not None]
        self._check_emptied()

    def carry_out(self) -> None:
        """Raises ``ChangeRefused`` with all reasons."""
        if self.refusals:
            raise ChangeRefused(self.refusals)
        # First what is new: a scope without tokens would close
        tokens = [scope.spawn(node) for scope, node in self.places]
        for token in self.canceled:
            if token.id in self.case.by_id:
                token.cancel()
        for token in tokens:
            token.task_spec._update(token)
        self.case.drain()

    def _refuse(self, code: str, element_id: str, message: str) -> None:
        self.refusals.append(Refusal(code, element_id, message))

    def _tokens(self, element_id: str) -> list[Token]:
        found = [
            token
            for scope in self._own_scopes()
            for token in scope.tasks.values()
            if token.task_spec.name == element_id and not token.armed
        ]
        if not found:
            self._refuse("not-active", element_id, "nothing is going on at this element")
        for token in found:
            parent = token.workflow.tasks.get(token._parent)
            if undoes(token):
                self._refuse("undoing", element_id, "it is being undone")
            elif parent is not None and hasattr(parent.task_spec, "won"):
                message = "it waits behind an event-based gateway: cancel the gateway"
                self._refuse("behind-gateway", element_id, message)
        return found

    def _place(self, element_id: str) -> tuple[ScopeLife, Node] | None:
        found = [
            (spec, spec.task_specs[element_id])
            for spec in _specs(self.case.spec)
            if element_id in spec.task_specs
        ]
        if not found:
            self._refuse("unknown-element", element_id, "the process has no such element")
            return None
        spec, node = found[0]
        reason = _unfit(spec, node)
        if reason:
            self._refuse("cannot-begin", element_id, reason)
        running = [scope for scope in self._own_scopes() if scope.spec is spec]
        running = [scope for scope in running if scope.task_tree.id not in self.gone]
        if len(running) != 1:
            code = "scope-ambiguous" if running else "scope-not-active"
            self._refuse(code, element_id, f"its scope runs {len(running)} times")
            return None
        return running[0], node

    def _check_emptied(self) -> None:
        filled = {scope.task_tree.id for scope, _ in self.places}
        for scope in self._own_scopes():
            root = scope.task_tree.id
            left = [t for t in scope.tasks.values() if t.id != root and not t.armed]
            if root in filled or root in self.gone or not left:
                continue
            if all(token.id in self.gone for token in left):
                name = scope.spec.name
                self._refuse("nothing-left", name, "nothing would be left here: cancel the case")

    def _own_scopes(self) -> list[ScopeLife]:
        return [s for s in self.case.all_scopes() if s.called_id is None and not s.completed]


def _specs(outer: ScopeSpec) -> Iterator[ScopeSpec]:
    """A scope and all that are drawn inside it."""
    stack = [outer]
    while stack:
        spec = stack.pop()
        yield spec
        for node in spec.task_specs.values():
            inner: Any = getattr(getattr(node, "body", node), "inner", None)
            if inner is not None:
                stack.append(inner)


def _unfit(spec: ScopeSpec, node: Node) -> str:
    """Why no token can be put down here; empty where it can."""
    if node.name.startswith("#"):
        return "it is no element of the diagram"
    if isinstance(node, (StartEvent, BoundaryEvent)) or node.beside:
        return "it begins by its event only"
    if getattr(getattr(node, "body", node), "compensates", False):
        return "it runs only to undo another activity"
    if len(node.incoming) > 1 and isinstance(node, (ParallelGateway, Joining)):
        return "it waits for tokens of all its flows: choose what lies behind it"
    if getattr(getattr(node, "body", node), "inside", None) is not None:
        return "its ad-hoc sub-process begins it"
    return ""
