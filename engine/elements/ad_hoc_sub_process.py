"""bpmn:adHocSubProcess. What no flow leads to may begin at once; it ends when its condition holds.

All activities without incoming flow are enabled: side by side, or (sequential) one at a time in the
order of the diagram. After each the completion condition is asked. Has everything run and the
condition still does not hold, then all is enabled once more. With ``zeebe:adHoc`` an expression
says which elements are enabled.
Spec: BPMN 2.0.2, 10.3.5 Ad-Hoc Sub-Process; 13.3.5 Ad-Hoc Sub-Process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.behavior.activity import Activity
from engine.behavior.compensation import undoes
from engine.behavior.expressions import At, truth_of, value_of
from engine.behavior.incidents import RUN, Halt
from engine.behavior.joining import Joining
from engine.behavior.token import ERROR, STARTED, WAITING
from engine.elements.registry import element
from engine.elements.sub_process import SubProcess

if TYPE_CHECKING:
    from engine.behavior.node import Flow
    from engine.behavior.scope import Scope, ScopeLife
    from engine.behavior.token import Token
    from engine.feel import Expression
    from engine.model.source import Source


@element("adHocSubProcess")
class AdHocSubProcess(SubProcess):
    """Its scope opens empty; whenever it runs empty, ``go_on`` says what comes next."""

    sequential = False
    #: Activities that still run are cancelled when the condition holds
    cancels_rest = True
    completion: Expression | None = None
    #: ``zeebe:adHoc``: ids of the elements that are enabled
    chosen: Expression | None = None
    #: Where its activities can begin
    enabled: Sequence[Flow] = ()

    def read(self, source: Source) -> None:
        super().read(source)
        self.sequential = source.element.get("ordering") == "Sequential"
        self.cancels_rest = source.flag("cancelRemainingInstances", True)
        condition, zeebe = source.child("completionCondition"), source.zeebe("adHoc")
        if condition is not None:
            self.completion = source.expression(condition.text())
        if zeebe is not None:
            self.chosen = source.expression(zeebe.get("activeElementsCollection"))

    def _run_hook(self, token: Token) -> bool | None:
        scope = token.case.subprocesses.get(token.id)
        if scope is None:
            return super()._run_hook(token)
        # Tried again: the scope is there and empty
        token._set_state(STARTED)
        token.case.agenda.append(scope)
        return None

    def go_on(self, token: Token, scope: Scope) -> bool:
        """The scope has run empty. False: it is complete."""
        memo = token.internal_data
        if undoes(token) or memo.get("enough"):
            return False
        if token._state == ERROR:
            return True
        if memo.get("begun") and self.completion is None:
            return False
        try:
            flows = self._enabled(token, scope)
        except Halt as halt:
            token.case.raise_incident(token, halt, RUN)
            return True
        memo["begun"] = True
        new = [scope.spawn(flow.target, via=flow.id) for flow in flows]
        for child in new:
            child.task_spec._update(child)
        return bool(new)

    def _enabled(self, token: Token, scope: Scope) -> Sequence[Flow]:
        flows = self.enabled
        if self.chosen is not None:
            known = {flow.target.element_id: flow for flow in flows}
            names = value_of(self.chosen, At(scope.frame, token.now))
            if not isinstance(names, list) or not all(name in known for name in names):
                message = f"{self.element_id}: {names!r} is no list of elements that can begin"
                raise Halt("ad-hoc-unknown-element", message)
            flows = [known[name] for name in names]
        if not flows and self.completion is not None:
            message = f"{self.element_id}: nothing can begin, and it is not complete"
            raise Halt("ad-hoc-nothing-enabled", message)
        return flows

    def asked(self, child: Token, flows: Sequence[Flow]) -> Sequence[Flow]:
        """An activity inside is about to complete: is it enough? May raise ``Halt``."""
        host = _host(child)
        memo = host.internal_data
        if self.completion is None or undoes(host):
            return flows
        place = At(child.workflow.frame, child.now)
        if not memo.get("enough") and truth_of(self.completion, place, "completion condition"):
            memo["enough"] = True
        return () if memo.get("enough") else flows

    def one_done(self, child: Token) -> None:
        """An activity inside is gone. Is it enough, nothing further begins."""
        scope = child.workflow
        if not _host(child).internal_data.get("enough"):
            return
        if self.cancels_rest:
            scope.clear()
            return
        for token in [t for t in scope.tasks.values() if isinstance(t.task_spec, Turn)]:
            token.cancel()


def _host(child: Token) -> Token:
    """The token of the sub-process around it."""
    host = child.workflow.parent_task
    assert host is not None
    return host


class Turn(Joining):
    """Before each activity of a sequential ad-hoc sub-process: waits until no other one runs."""

    def enter(self, token: Token) -> bool:
        token._set_state(WAITING)
        self.restore(token)
        return False

    def due(self, scope: ScopeLife) -> bool:
        root = scope.task_tree.id
        return not any(
            isinstance(token.task_spec, Activity)
            and token.task_spec.is_activity
            and token._parent == root
            and not token.armed
            for token in scope.tasks.values()
        )

    def act(self, scope: ScopeLife) -> None:
        token = scope.arrivals.waiting(self.name)[0]
        scope.arrivals.remove(self.name, token)
        token._ready()

    def leave(self, token: Token) -> Sequence[Flow]:
        return self.flows

    def linked(self, spec: Any) -> None:
        """It waits for a turn and not for tokens."""
