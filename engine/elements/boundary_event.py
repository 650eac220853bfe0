"""bpmn:boundaryEvent. Armed while its host runs; interrupting ends the host, the other fires often.

Spec: BPMN 2.0.2, 10.5.4 Intermediate Event (boundary); 13.5.3 Intermediate Boundary Events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.behavior.node import Node, arm
from engine.elements.registry import element

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


@element("boundaryEvent")
class BoundaryEvent(Node):
    """The armed token only waits; each firing is a token of its own that takes the flows."""

    interrupting = takes_payload = True

    def read(self, source: Source) -> None:
        super().read(source)
        self.interrupting = source.flag("cancelActivity", True)
        self.read_triggers(source)
        _, self.outputs_map = source.io_mapping()

    def enter(self, token: Token) -> bool:
        """Only after an incident does the armed token come here; a firing goes its way."""
        if token.armed:
            arm(token)
            return False
        return super().enter(token)

    def triggered(self, token: Token, variables: dict[str, Any]) -> None:
        """The event has occurred while the host runs."""
        scope = token.workflow
        host = scope.tasks[token._parent]
        # Before the host goes: else the scope would count no token and close
        firing = scope.spawn(self)
        if variables:
            firing.receive(variables)
        above = scope.tasks.get(host._parent)
        if self.interrupting:
            host.cancel()
        self._update(firing)
        if self.interrupting:
            host.task_spec.cut_off(above)
