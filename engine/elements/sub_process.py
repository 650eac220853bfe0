"""bpmn:subProcess. A scope of its own inside the case; complete when no token is left in it.

Spec: BPMN 2.0.2, 10.3.5 Sub-Processes; 13.3.4 Sub-Process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.behavior.activity import Activity
from engine.behavior.incidents import Halt
from engine.behavior.scope import Scope
from engine.behavior.token import STARTED
from engine.elements.registry import element

if TYPE_CHECKING:
    from engine.behavior.node import ScopeSpec
    from engine.behavior.token import Token

#: Scopes inside each other, called processes included
MAX_DEPTH = 300


@element("subProcess")
class SubProcess(Activity):
    """The embedded sub-process sees and writes the variables of the scopes around it."""

    inner: ScopeSpec

    def _run_hook(self, token: Token) -> bool | None:
        enter_scope(token, Scope(self.inner, token, token.frame))
        return None

    def inner_done(self, token: Token, scope: Any) -> None:
        token.case.close_scope(token)
        token.case.attempt_complete(token)


def enter_scope(token: Token, scope: Scope) -> None:
    """Begin the scope inside ``token``."""
    if scope.depth > MAX_DEPTH:
        raise Halt("too-deep", f"more than {MAX_DEPTH} scopes inside each other")
    token._set_state(STARTED)
    token.case.subprocesses[token.id] = scope
    scope.open()
