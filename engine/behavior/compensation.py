"""Compensation: what was completed is undone, the last first, one after the other.

Each scope keeps a list of what was completed in it and can be undone. A thrower claims entries; a
token on the scope's ``#undo`` node carries them out, one at a time. A sub-process is undone by its
handler, else it is opened again, with the variables it had, for its compensation event sub-process
or for what was completed inside. What still runs is not undone; a repeated activity runs until its
last instance is done. Only when a transaction is canceled, what was completed inside of what it
ends is undone too. Source: BPMN 2.0.2, 10.7 Compensation; 13.5.5 Compensation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.behavior.frames import Frame
from engine.behavior.node import Node
from engine.behavior.token import STARTED, Token
from engine.effects import Traced

if TYPE_CHECKING:
    from engine.behavior.scope import ScopeLife

#: In the memory of a token: it undoes; whom the work is for; the work that a thrower waits for
UNDO, FOR, UNDOING, CANCEL = "undo", "for", "undoing", "cancel"
#: In the memory of a token on ``#undo``: the one whose turn it is then
NEXT = "next"


@dataclass(slots=True)
class Done:
    """An activity, or one instance of a repeated one, that was completed and can be undone."""

    #: Name of its node
    name: str
    #: Token that was on it
    token: int
    #: Variables around it: of the scope, or of the iteration
    home: Frame
    #: Variables of the scope inside it
    frame: Frame
    #: What was completed in the scope inside it
    log: list[Done]
    #: The called process and its deployment
    called: tuple[str, UUID] | None = None
    #: Token of ``#undo`` that has claimed it
    by: int | None = None
    #: Token of the repeated activity that it is an instance of
    within: int | None = None
    #: It was ended before it was complete: only what was completed inside is undone
    part: bool = False


def note(token: Token, scope: ScopeLife | None = None) -> None:
    """The activity of this token is completed; ``scope`` was inside it."""
    entry = Done(token.task_spec.name, token.id, token.home, token.home, [])
    if token.task_spec.loop is not None:
        entry.within = token._parent
    if scope is not None:
        entry.frame, entry.log = scope.frame, scope.log or []
        if scope.process_id is not None and scope.deployment_id is not None:
            entry.called = (scope.process_id, scope.deployment_id)
    outer = token.workflow
    outer.log = [] if outer.log is None else outer.log
    outer.log.append(entry)


def unnote(token: Token) -> None:
    """The activity was interrupted, maybe on its way out: it was not completed."""
    log = token.workflow.log
    if log:
        token.workflow.log = [
            one for one in log if one.part or token.id not in (one.token, one.within)
        ]


def undoes(token: Token) -> bool:
    """The token does not run its activity, it undoes it."""
    return UNDO in token.internal_data


def compensate(thrower: Token, element_id: str | None, *, wait: bool) -> None:
    """Undo what the thrower sees: one activity, or all that was completed."""
    begun = []
    for scope in _visible(thrower):
        wanted = [entry for entry in scope.log or () if _fits(scope, entry, element_id)]
        if wanted:
            begun.append(_claim(scope, wanted))
    if wait and begun:
        thrower.internal_data[UNDOING] = [token.id for token in begun]
    for token in begun if wait else ():
        token.internal_data[FOR] = thrower.id
    for token, following in pairwise(begun):
        token.internal_data[NEXT] = following.id
    for token in begun[:1]:
        token.task_spec._update(token)


def cancel(scope: ScopeLife, thrower: Token) -> None:
    """Undo all of a transaction, then leave it by its cancel boundary."""
    for inner in reversed(_running_inside(scope)):
        host = inner.parent_task
        if inner.log:
            note(host, inner)
            _settle(inner)
            host.workflow.log[-1].part = True
    _settle(scope)
    token = _claim(scope, scope.log or [])
    token.internal_data[CANCEL] = True
    scope.clear(token, thrower)
    token.task_spec._update(token)


def undo_inside(scope: ScopeLife, *, part: bool) -> None:
    """In a scope that was opened again: its own handler, else all that was completed in it.

    ``part``: it was never complete, so that nothing can undo it as a whole.
    """
    handler = None if part else scope.spec.undo_handler
    if handler is None:
        token = _claim(scope, scope.log or [])
    else:
        token = scope.spawn(handler)
        token.internal_data[UNDO] = True
    token.task_spec._update(token)


def _visible(thrower: Token) -> Iterator[ScopeLife]:
    """The scope of the thrower; out of an event sub-process also the scope it stands beside."""
    scope: Any = thrower.workflow
    yield scope
    host = scope.parent_task
    while host is not None and host.task_spec.beside:
        scope = host.workflow
        yield scope
        host = scope.parent_task


def _running_inside(scope: ScopeLife) -> list[Any]:
    """The scopes inside, outer ones first."""
    found: list[Any] = []
    around = {id(scope)}
    for inner in scope.top_workflow.subprocesses.values():
        if id(inner.parent_task.workflow) in around:
            found.append(inner)
            around.add(id(inner))
    return found


def _settle(scope: ScopeLife) -> None:
    """All that runs in it is about to end: what it has completed counts as it is."""
    for entry in scope.log or ():
        entry.by = entry.within = None
        # Its way out has failed
        entry.part |= entry.token in scope.tasks


def _fits(scope: ScopeLife, entry: Done, element_id: str | None) -> bool:
    if entry.by is not None or entry.within in scope.tasks:
        return False
    return element_id is None or scope.spec.task_specs[entry.name].element_id == element_id


def _claim(scope: ScopeLife, entries: list[Done]) -> Token:
    token = scope.spawn(scope.spec.undo)
    for entry in entries:
        entry.by = token.id
    return token


class Undoing(Node):
    """``#undo``: its token carries out what it has claimed."""

    def enter(self, token: Token) -> bool:
        token._set_state(STARTED)
        self.undone(token)
        return False

    def undone(self, token: Token) -> None:
        """Nothing is being undone at the moment: take the next, the last completed first."""
        log = token.workflow.log or []
        claimed = (place for place in reversed(range(len(log))) if log[place].by == token.id)
        place = next(claimed, None)
        if place is None:
            token.complete()
            return
        entry = log.pop(place)
        node = token.workflow.spec.task_specs[entry.name]
        node.undo(token, entry)

    def _run_hook(self, token: Token) -> bool | None:
        """Its turn has come after that of another."""
        self.enter(token)
        return None

    def leave(self, token: Token) -> tuple[()]:
        return ()

    def _on_cancel(self, token: Token) -> None:
        for entry in token.workflow.log or ():
            if entry.by == token.id:
                entry.by = None
        _pass_on(token)
        super()._on_cancel(token)

    def after(self, token: Token, parent: Token | None) -> None:
        if CANCEL in token.internal_data:
            host = token.workflow.parent_task
            assert host is not None
            host.task_spec.cancelled(host)
            return
        _pass_on(token)
        thrower = token.case.by_id.get(token.internal_data.get(FOR, 0))
        if thrower is not None:
            thrower.task_spec.compensated(thrower, token)


def _pass_on(token: Token) -> None:
    """What is to be undone after this may begin."""
    following = token.case.by_id.get(token.internal_data.pop(NEXT, 0))
    if following is not None:
        following._ready()


def run_handler(carrier: Token, boundary: Node, handler: Node, entry: Done) -> None:
    """The compensation boundary event occurs, and its handler begins."""
    called = carrier.workflow.called_id
    for state in ("activated", "completed"):
        effect = Traced(boundary.element_id, state, carrier.id, called)
        carrier.case.effects.append(effect)
    handler._update(carrier._add_child(handler, home=entry.home))


def reopen(carrier: Token, node: Any, entry: Done) -> Token:
    """A token that undoes a completed sub-process; its scope is opened by the caller."""
    token: Token = carrier._add_child(node, home=entry.home)
    token.internal_data[UNDO] = True
    token._set_state(STARTED)
    return token
