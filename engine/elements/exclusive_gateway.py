"""bpmn:exclusiveGateway. The first flow whose condition holds, else the default.

Spec: BPMN 2.0.2, 13.4.2 Exclusive Gateway; tokens merge without waiting.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.behavior.expressions import truth_of
from engine.behavior.incidents import Halt
from engine.behavior.node import Flow, Node
from engine.elements.registry import element

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


@element("exclusiveGateway")
class ExclusiveGateway(Node):
    """Conditions are asked in document order."""

    def read(self, source: Source) -> None:
        super().read(source)
        self.default = source.element.get("default")

    def leave(self, token: Token) -> Sequence[Flow]:
        fallback: Flow | None = None
        for flow in self.flows:
            if flow.id == self.default:
                fallback = flow
            elif flow.condition is None or truth_of(flow.condition, token, f"flow {flow.id}"):
                return (flow,)
        if fallback is not None:
            return (fallback,)
        if self.flows:
            raise Halt("no-flow-taken", f"no condition out of {self.element_id} holds")
        return ()
