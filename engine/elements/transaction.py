"""bpmn:transaction. A sub-process that can be canceled: all of it is undone, then it is left.

Spec: BPMN 2.0.2, 10.3.5 Transaction; 13.3.4 Sub-Process (Transaction).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.elements.registry import element
from engine.elements.sub_process import SubProcess

if TYPE_CHECKING:
    from engine.behavior.token import Token


@element("transaction")
class Transaction(SubProcess):
    """Ends well like a sub-process, or by an error (hazard), or canceled."""

    cancels = True

    def cancelled(self, token: Token) -> None:
        """All is undone: go on at the cancel boundary event; without one the flow ends here."""
        scope, wrapper = token.workflow, token.workflow.tasks.get(token._parent)
        hosts = [token] if self.loop is None or wrapper is None else [token, wrapper]
        for boundary in (child for host in hosts for child in host.children):
            if boundary.armed and _catches_cancel(boundary):
                boundary.task_spec.triggered(boundary, {})
                return
        token.cancel()
        if self.loop is not None and wrapper is not None:
            self.loop.instance_ended(wrapper, token)
        elif self.compensates:
            self.cut_off(wrapper)
        elif scope.live == 0:
            token.case.agenda.append(scope)


def _catches_cancel(boundary: Token) -> bool:
    return any(definition.kind == "cancel" for definition in boundary.task_spec.definitions)
