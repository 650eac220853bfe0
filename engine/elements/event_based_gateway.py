"""bpmn:eventBasedGateway. The first event behind it that occurs takes the token; the others go.

Spec: BPMN 2.0.2, 10.6.6 Event-Based Gateway; 13.4.4 (exclusive, parallel).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.behavior.activity import Activity
from engine.behavior.catching import Catching
from engine.behavior.loops import Wrapper
from engine.behavior.node import Flow, Node
from engine.behavior.token import OVER, STARTED
from engine.elements.registry import element

if TYPE_CHECKING:
    from engine.behavior.node import ScopeSpec
    from engine.behavior.token import Token
    from engine.model.source import Source


@element("eventBasedGateway")
class EventBasedGateway(Node):
    """The arms are children of the gateway's token, which waits with them.

    An instantiating one never has a token: the first event behind it begins the case; of a parallel
    one, the others are waited for then.
    """

    opens = parallel = False

    def read(self, source: Source) -> None:
        super().read(source)
        self.opens = source.flag("instantiate")
        self.parallel = source.element.get("eventGatewayType") == "Parallel"

    def linked(self, spec: ScopeSpec) -> None:
        for flow in self.flows if self.opens else ():
            arm = flow.target
            event = arm.body if isinstance(arm, Wrapper) else arm
            if isinstance(arm, Activity) and isinstance(event, Catching):
                arm.begins = event.begins = True
                event.opened_by = self
                event.fellows = tuple(f for f in self.flows if self.parallel and f is not flow)

    def _run_hook(self, token: Token) -> bool | None:
        token._set_state(STARTED)
        for flow in self.flows:
            arm = token._add_child(flow.target, via=flow.id)
            if not token._state & OVER:
                flow.target._update(arm)
        return None

    def won(self, token: Token, arm: Token) -> None:
        """An event has occurred: exactly one arm goes on, whichever came first."""
        for other in token.children:
            if other is not arm:
                other.cancel()
        token.complete()

    def leave(self, token: Token) -> Sequence[Flow]:
        return ()
