"""bpmn:subProcess. A scope of its own inside the case; complete when no token is left in it.

Spec: BPMN 2.0.2, 10.3.5 Sub-Processes; 13.3.4 Sub-Process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.behavior.activity import Activity
from engine.behavior.compensation import (
    Done,
    Undoing,
    note,
    reopen,
    undo_inside,
    undoes,
    unnote,
)
from engine.behavior.data import local_items
from engine.behavior.incidents import Halt
from engine.behavior.scope import Scope
from engine.behavior.token import STARTED
from engine.elements.registry import element

if TYPE_CHECKING:
    from engine.behavior.node import Flow, ScopeSpec
    from engine.behavior.scope import ScopeLife
    from engine.behavior.token import Token

#: Scopes inside each other, called processes included
MAX_DEPTH = 300


@element("subProcess")
class SubProcess(Activity):
    """The embedded sub-process sees and writes the variables of the scopes around it."""

    inner: ScopeSpec
    #: Its data objects and properties: variables of its own
    local_items: tuple[str, ...] = ()

    def map_inputs(self, token: Token) -> None:
        super().map_inputs(token)
        if self.local_items:
            token.own = local_items(token.frame, self.local_items)

    def _run_hook(self, token: Token) -> bool | None:
        enter_scope(token, Scope(self.inner, token, token.frame))
        return None

    def inner_done(self, token: Token, scope: Any) -> None:
        token.case.close_scope(token)
        self.take_log(token, scope)
        token.case.attempt_complete(token)

    # Compensation

    def take_log(self, token: Token, scope: ScopeLife) -> None:
        """What was completed inside can be undone later; a handler of its own undoes it whole."""
        undoable = scope.log or scope.spec.undo_handler is not None
        if undoable and self.undone_by is None and not undoes(token):
            note(token, scope)

    def undo(self, carrier: Token, entry: Done) -> None:
        if self.undone_by is not None and not entry.part:
            super().undo(carrier, entry)
            return
        token = reopen(carrier, self, entry)
        scope = self.scope_again(token, entry)
        scope.log = entry.log
        token.case.subprocesses[token.id] = scope
        scope.reopen()
        undo_inside(scope, part=entry.part)

    def scope_again(self, token: Token, entry: Done) -> Scope:
        """The scope as it was left."""
        return Scope(self.inner, token, entry.frame)

    def leave(self, token: Token) -> Sequence[Flow]:
        return () if undoes(token) else super().leave(token)

    def after(self, token: Token, parent: Token | None) -> None:
        if not undoes(token):
            super().after(token, parent)
        elif parent is not None and isinstance(parent.task_spec, Undoing):
            parent.task_spec.undone(parent)

    def _on_cancel(self, token: Token) -> None:
        unnote(token)
        super()._on_cancel(token)


def enter_scope(token: Token, scope: Scope, payload: dict[str, Any] | None = None) -> None:
    """Begin the scope inside ``token``; ``payload``: what came with the event that begins it."""
    if scope.depth > MAX_DEPTH:
        raise Halt("too-deep", f"more than {MAX_DEPTH} scopes inside each other")
    token._set_state(STARTED)
    token.case.subprocesses[token.id] = scope
    scope.open(payload=payload)
