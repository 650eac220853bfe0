"""bpmn:endEvent. Throws what it names and ends its token; terminate ends the whole scope.

Spec: BPMN 2.0.2, 10.5.3 End Event; 13.5.6 End Events.
"""

from __future__ import annotations

from engine.elements.intermediate_throw_event import Throwing
from engine.elements.registry import element


@element("endEvent")
class EndEvent(Throwing):
    """Has no way out, so its token is gone when it has thrown."""
