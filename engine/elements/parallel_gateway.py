"""bpmn:parallelGateway. One token on every incoming flow in, one on every outgoing flow out.

Spec: BPMN 2.0.2, 13.4.1 Parallel Gateway (Fork and Join).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.behavior.node import Flow, Node
from engine.behavior.token import WAITING
from engine.elements.registry import element

if TYPE_CHECKING:
    from engine.behavior.token import Token


@element("parallelGateway")
class ParallelGateway(Node):
    """A token left over (two on one flow) stays for the next round, as the standard has it."""

    def enter(self, token: Token) -> bool:
        if len(self.incoming) > 1:
            token._set_state(WAITING)
            arrivals = token.workflow.arrivals
            if arrivals.add(self.name, token) < len(self.incoming):
                return False
            for other in arrivals.take_one_per_flow(self.name):
                if other is not token:
                    other.cancel()
        self.trace(token, "activated")
        return True

    def leave(self, token: Token) -> Sequence[Flow]:
        return self.flows

    def restore(self, token: Token) -> None:
        """The token comes out of a snapshot, waiting here."""
        token.workflow.arrivals.add(self.name, token)

    def _on_cancel(self, token: Token) -> None:
        if token._state == WAITING:
            token.workflow.arrivals.remove(self.name, token)
        super()._on_cancel(token)
