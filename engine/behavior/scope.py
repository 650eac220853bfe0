"""Scopes: SpiffWorkflow's ``BpmnSubWorkflow`` with a life cycle of its own.

A scope counts the tokens that keep it open. When the count falls to zero it goes on the agenda, so
that the end of many nested scopes is a row of steps and not a recursion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow

from engine.behavior.frames import Frame
from engine.behavior.joins import Arrivals
from engine.behavior.token import READY, Token

if TYPE_CHECKING:
    from engine.behavior.case import Case
    from engine.behavior.compensation import Done
    from engine.behavior.node import Node, ScopeSpec


class ScopeLife:
    """What process, called process and embedded sub-process share while they run."""

    frame: Frame
    #: Tokens that keep the scope open
    live: int
    arrivals: Arrivals
    #: What was completed in it and can be undone, in order
    log: list[Done] | None
    #: {complex gateway that waits for its reset: flows whose token it has consumed}
    resets: dict[str, list[str]]
    #: An uncaught error stands in it: nothing further runs here
    stopped: bool
    spec: ScopeSpec
    tasks: dict[int, Token]
    task_tree: Token
    completed: bool
    top_workflow: Case
    #: Set on the scope of a called process and on the case itself
    process_id: str | None
    #: Id of the called process that this scope belongs to; None in the case's own process
    called_id: str | None
    #: Deployment in which the called process was found
    deployment_id: UUID | None
    bundle: Any

    def _begin(self, frame: Frame) -> None:
        self.frame, self.live, self.arrivals, self.stopped = frame, 0, Arrivals(), False
        self.log, self.resets = None, {}
        self.process_id = self.called_id = self.deployment_id = self.bundle = None

    def open(self, start_event: str | None = None, payload: dict[str, Any] | None = None) -> None:
        """Put a token on each start event. They wait on the agenda.

        ``payload``: what came with the event that opens the scope. It is there before its event
        sub-processes begin to wait: their keys and times may ask for it.
        """
        root = self.task_tree = Token(self, self.spec.start)  # type: ignore[arg-type]
        root.taken = self.spec.entry(start_event)
        root._set_state(READY)
        root.run()
        if payload is not None:
            self.receive(payload)
        for guard in self.spec.guards:
            guard._update(root._add_child(guard, armed=True))

    def reopen(self) -> None:
        """Open it without a token on its start events: something in it is undone."""
        root = self.task_tree = Token(self, self.spec.start)  # type: ignore[arg-type]
        root._set_state(READY)
        root.run()

    def receive(self, variables: dict[str, Any]) -> None:
        """The start events take what came with the event that opened the scope."""
        for token in self.task_tree.children:
            if not token.armed:
                token.task_spec.take_start(token, variables)

    def spawn(self, node: Node, parent: Token | None = None, **facts: Any) -> Token:
        """A new token on ``node``, not yet entered (``node._update``)."""
        return (self.task_tree if parent is None else parent)._add_child(node, **facts)

    def prune(self, token: Token) -> None:
        """Take a finished token out of the tree; its children go up to its parent."""
        self.tasks.pop(token.id, None)
        self.top_workflow.by_id.pop(token.id, None)
        parent = self.tasks.get(token._parent)
        if parent is None:
            return
        parent._children.pop(token.id, None)
        for child in token._children:
            self.tasks[child]._parent = parent.id
            parent._child_added_notify(self.tasks[child])

    def update_waiting_tasks(self) -> None:
        """SpiffWorkflow would walk the tree here; waiting tokens are woken by name instead."""

    def _task_completed_notify(self, token: Token) -> None:
        parent = self.tasks.get(token._parent)
        if parent is not None:
            self.prune(token)
        token.task_spec.after(token, parent)
        if self.live == 0 and not self.completed:
            self.top_workflow.agenda.append(self)

    def clear(self, *keep: Token) -> None:
        """Cancel all that runs in this scope, but for ``keep``."""
        for token in list(self.tasks.values()):
            if token not in keep and token is not self.task_tree and token.id in self.tasks:
                token.cancel()

    def disarm(self) -> None:
        """No event sub-process can begin any more."""
        for token in self.task_tree.children if self.spec.guards else ():
            token.cancel()

    def finish(self) -> None:
        """No token is left: the scope is complete, and its host goes on."""
        raise NotImplementedError


class Scope(ScopeLife, BpmnSubWorkflow):  # type: ignore[misc]
    """An embedded sub-process or a called process. Its host token waits in the scope around it."""

    def __init__(self, spec: ScopeSpec, host: Token, frame: Frame) -> None:
        self._begin(frame)
        BpmnSubWorkflow.__init__(self, spec, host.id, host.case, deserializing=True)
        outer = host.workflow
        self.called_id, self.deployment_id = outer.called_id, outer.deployment_id
        self.bundle = outer.bundle

    @property
    def parent_task(self) -> Token:
        """The host token."""
        return self.top_workflow.by_id[self.parent_task_id]

    def _calculate_depth(self) -> int:
        return int(self.parent_workflow.depth) + 1

    def finish(self) -> None:
        host = self.parent_task
        if host.task_spec.go_on(host, self):
            return
        self.disarm()
        self.completed = True
        host.task_spec.inner_done(host, self)
