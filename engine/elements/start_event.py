"""bpmn:startEvent. Where a token begins; which start events do, the scope decides.

Spec: BPMN 2.0.2, 10.5.2 Start Event; 13.5.1 Start Events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.behavior.node import Node
from engine.elements.registry import element

if TYPE_CHECKING:
    from engine.model.source import Source


@element("startEvent")
class StartEvent(Node):
    """Its definitions are subscriptions of the deployment (``engine.bundle``), not of a case."""

    begins = takes_payload = True

    def read(self, source: Source) -> None:
        super().read(source)
        self.read_triggers(source)
        _, self.outputs_map = source.io_mapping()
