"""Who catches what a token throws: from the thrower outwards, innermost scope first.

On the way lie the boundary events of each activity around the thrower, the event sub-processes of
each scope, and the same of the processes that called this one. A handler never catches what is
thrown inside it. Source: BPMN 2.0.2, 10.5.6 Handling Events.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from engine.behavior.token import WAITING

if TYPE_CHECKING:
    from engine.behavior.token import Token


#: An armed token, and which of its definitions catches
Catcher = tuple["Token", int]


def catcher(token: Token, kind: str, code: str) -> Catcher | None:
    """The armed token that catches this error; a named one beats a catch-all."""
    found = catchers(token, kind, code)
    return found[0] if found else None


def catchers(token: Token, kind: str, code: str) -> list[Catcher]:
    """All armed tokens of the nearest level that catches it, those that interrupt last."""
    host: Token | None = token
    while host is not None:
        found = _best(host.children, kind, code)
        if found:
            return found
        above = host.workflow.tasks.get(host._parent)
        if above is None or above is host.workflow.task_tree:
            found = _guards(host, kind, code)
            if found:
                return found
            above = host.workflow.parent_task
        host = above
    return []


def _guards(host: Token, kind: str, code: str) -> list[Catcher]:
    scope = host.workflow
    if not scope.spec.guards:
        return []
    guards = (t for t in scope.task_tree.children if t.task_spec is not host.task_spec)
    return _best(guards, kind, code)


def _best(tokens: Iterable[Token], kind: str, code: str) -> list[Catcher]:
    named: list[Catcher] = []
    rest: list[Catcher] = []
    for token in tokens:
        for index, definition in enumerate(token.task_spec.definitions if _waits(token) else ()):
            if definition.kind == kind and definition.code == code:
                named.append((token, index))
            elif definition.kind == kind and definition.code is None:
                rest.append((token, index))
    return sorted(named or rest, key=lambda one: one[0].task_spec.interrupting)


def _waits(token: Token) -> bool:
    return bool(token.armed and token._state == WAITING)
