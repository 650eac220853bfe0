"""bpmn:inclusiveGateway. Out: every flow whose condition holds; in: wait for all that can come.

Spec: BPMN 2.0.2, 10.6.3 Inclusive Gateway; 13.4.3 (activation by paths).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.behavior.joining import Joining
from engine.elements.registry import element

if TYPE_CHECKING:
    from engine.behavior.scope import ScopeLife
    from engine.model.source import Source


@element("inclusiveGateway")
class InclusiveGateway(Joining):
    """The default flow is taken when no condition holds; without one that is an incident."""

    def read(self, source: Source) -> None:
        super().read(source)
        self.default = source.element.get("default")

    def due(self, scope: ScopeLife) -> bool:
        return not self.awaited(scope, self.filled(scope))
