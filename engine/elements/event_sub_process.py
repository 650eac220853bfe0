"""bpmn:subProcess with triggeredByEvent. Waits beside the flow of its scope for an event.

Armed while the scope around it runs; an interrupting one ends all else in that scope and takes its
place, the other runs beside it, as often as it is triggered.
Spec: BPMN 2.0.2, 10.3.5 Event Sub-Process; 10.5.6 Handling Events; 13.5.4 Event Sub-Processes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.behavior.node import arm, disarm
from engine.behavior.scope import Scope
from engine.behavior.token import ERROR
from engine.elements.registry import element
from engine.elements.sub_process import SubProcess, enter_scope
from engine.events import Compensate

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


@element("eventSubProcess")
class EventSubProcess(SubProcess):
    """The armed token only waits; each firing is a token of its own that runs the scope inside."""

    interrupting = True
    beside = True

    def read(self, source: Source) -> None:
        super().read(source)
        start = source.child("startEvent")
        if start is not None:
            self.interrupting = start.flag("isInterrupting", True)
            self.read_triggers(start)
            # To the outside its start event waits
            self.waits_as = start.element.get("id") or self.element_id

    @property
    def undoes_scope(self) -> bool:
        """Compensation of its scope begins it."""
        return any(isinstance(one, Compensate) for one in self.definitions)

    @property
    def guards_scope(self) -> bool:
        """It waits for an event while its scope runs."""
        return not all(isinstance(one, Compensate) for one in self.definitions)

    def enter(self, token: Token) -> bool:
        if token.armed:
            arm(token)
            return False
        return super().enter(token)

    def reenter(self, token: Token) -> None:
        super().reenter(token)
        if token.armed:
            token.internal_data.clear()

    def triggered(self, token: Token, variables: dict[str, Any]) -> None:
        """The event has occurred while the scope around it runs."""
        scope = token.workflow
        # Before the others go: else the scope would count no token and close
        firing = scope.spawn(self)
        if variables:
            firing.internal_data["event"] = variables
        if self.interrupting:
            scope.clear(firing)
        self._update(firing)

    def _run_hook(self, token: Token) -> bool | None:
        scope = Scope(self.inner, token, token.frame)
        enter_scope(token, scope, token.internal_data.pop("event", None))
        return None

    def _on_cancel(self, token: Token) -> None:
        if token.armed and token._state == ERROR:
            disarm(token)
        super()._on_cancel(token)
