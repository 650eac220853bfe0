"""A token is a SpiffWorkflow ``Task``: it runs, completes and is cancelled in the library's terms.

What differs from the library's own class (held by tests/engine/test_spiff_contract.py): ids are
small integers, data is the frame of the scope, finished states are final, and a finished
token leaves the tree, so that the tree *is* the set of live tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from engine.behavior.frames import Frame
from engine.zone import local

if TYPE_CHECKING:
    from engine.behavior.case import Case
    from engine.behavior.node import Flow, Node
    from engine.behavior.scope import Scope

FUTURE: int = TaskState.FUTURE
WAITING: int = TaskState.WAITING
READY: int = TaskState.READY
STARTED: int = TaskState.STARTED
ERROR: int = TaskState.ERROR
COMPLETED: int = TaskState.COMPLETED
CANCELLED: int = TaskState.CANCELLED
#: SpiffWorkflow counts ERROR as finished; here a token with an incident keeps its scope open
OVER: int = COMPLETED | CANCELLED


class Token(Task):  # type: ignore[misc]
    """A token on an element, or (``armed``) a mere subscription that keeps no scope open."""

    workflow: Case | Scope
    task_spec: Node
    _state: int
    _parent: int
    #: Ids of the children, in order; SpiffWorkflow begins with a list
    _children: dict[int, None]
    #: Frame of the scope, or of the multi-instance iteration
    home: Frame
    #: Own frame of the activity, when it maps input or receives mapped output
    own: Frame | None

    def __init__(
        self,
        workflow: Case | Scope,
        task_spec: Node,
        parent: Token | None = None,
        state: int = FUTURE,
        id: int | None = None,
        *,
        armed: bool = False,
        via: str | None = None,
        home: Frame | None = None,
    ) -> None:
        case = workflow.top_workflow
        if id is None:
            case.last_id = id = case.last_id + 1
        self.home = workflow.frame if home is None else home
        self.own = None
        self.armed, self.via, self.traced = armed, via, False
        self.taken: Sequence[Flow] = ()
        super().__init__(workflow, task_spec, parent, state, id)
        case.by_id[id] = self
        if not armed:
            workflow.live += 1

    @property
    def frame(self) -> Frame:
        """The variables that this token sees. (An empty frame is falsy: compare with None.)"""
        return self.home if self.own is None else self.own

    @property
    def now(self) -> datetime:
        """The instant of the command, in the local zone: expressions read its date."""
        return local(self.workflow.top_workflow.surroundings.now)

    @property
    def data(self) -> Frame:
        return self.frame

    @data.setter
    def data(self, value: object) -> None:
        """SpiffWorkflow assigns an empty dict in ``Task.__init__``; data lives in frames."""

    @property
    def case(self) -> Case:
        return self.workflow.top_workflow

    @property
    def children(self) -> list[Token]:
        tasks = self.workflow.tasks
        return [tasks[key] for key in self._children]

    def _child_added_notify(self, child: Token) -> None:
        # An ordered dict: a scope with a thousand tokens drops one without a search
        if not self._children:
            self._children = {}
        self._children[child.id] = None

    def _add_child(self, task_spec: Node, state: int = FUTURE, **facts: Any) -> Token:
        return Token(self.workflow, task_spec, self, state, **facts)

    def _inherit_data(self) -> None:
        """Nothing to copy: data is read through the frames."""

    def _set_state(self, value: int) -> None:
        old = self._state
        # A throw may cancel its own thrower in the middle of run(): finished is final
        if old == value or old & OVER:
            return
        self._state = value
        if value & OVER:
            if not self.armed:
                self.workflow.live -= 1
        elif value == READY and not self.task_spec.manual:
            self.workflow.top_workflow.agenda.append(self)

    def complete(self) -> None:
        """Leave the element. The flows are chosen before the state changes, since that may fail."""
        if self._state & OVER:
            return
        self.taken = self.task_spec.leave(self)
        super().complete()

    def cancel(self) -> None:
        """End this token, its children and all that runs inside it, innermost first."""
        for token in reversed(self._with_inner()):
            token._end()

    def _end(self) -> None:
        if not self._state & OVER:
            # Before the state changes: the node tells the outside what was going on
            self.task_spec._on_cancel(self)
            self._set_state(CANCELLED)
        self.workflow.top_workflow.close_scope(self)
        self.workflow.prune(self)

    def _with_inner(self) -> list[Token]:
        """This token and all below it, through nested scopes, by a stack and not by recursion."""
        found: list[Token] = []
        stack: list[Token] = [self]
        scopes = self.case.subprocesses
        while stack:
            token = stack.pop()
            found.append(token)
            stack.extend(token.children)
            scope = scopes.get(token.id)
            if scope is not None:
                stack.append(scope.task_tree)
        return found

    def receive(self, variables: dict[str, Any]) -> None:
        """Take the result of the element's work or of its event.

        With output mappings the result stays in the element's own frame, for the mappings to read;
        without, each variable goes to the scope that defines it.
        """
        data = self.task_spec.declared
        if data is not None and self.task_spec.takes_payload:
            data.receive(self, variables)
        elif not self.task_spec.outputs_map:
            self.frame.assign(variables)
        else:
            if self.own is None:
                self.own = Frame(self.home)
            self.own.fill(variables)
