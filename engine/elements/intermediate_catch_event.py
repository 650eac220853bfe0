"""bpmn:intermediateCatchEvent. Waits for a message, timer or signal, then goes on.

Spec: BPMN 2.0.2, 10.5.4 Intermediate Event; 13.5.2 Intermediate Events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.behavior.catching import Catching
from engine.elements.registry import element

if TYPE_CHECKING:
    from engine.model.source import Source


@element("intermediateCatchEvent")
class IntermediateCatchEvent(Catching):
    """With several definitions the first one that occurs is enough."""

    def read(self, source: Source) -> None:
        super().read(source)
        self.read_triggers(source)
