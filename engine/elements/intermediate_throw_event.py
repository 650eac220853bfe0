"""bpmn:intermediateThrowEvent. Throws, then goes on; without a definition it only marks a point.

Spec: BPMN 2.0.2, 10.5.4 Intermediate Event; 13.5.2 Intermediate Events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.behavior.compensation import UNDOING
from engine.behavior.throwing import throw_all
from engine.behavior.work import Worker
from engine.elements.registry import element
from engine.events.link import Link

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


class Throwing(Worker):
    """With ``zeebe:taskDefinition`` a handler sends; else the message or signal goes out itself."""

    is_activity = False

    #: Name of the link catch at which the token goes on
    link: str | None = None

    def read(self, source: Source) -> None:
        super().read(source)
        found = sorted(source.definitions(), key=lambda one: one.turn)
        self.definitions = tuple(one for one in found if not isinstance(one, Link))
        self.link = next((one.name for one in found if isinstance(one, Link)), None)

    def run_inside(self, token: Token) -> bool | None:
        # An error may have cancelled the thrower with its scope; compensation may take its time
        return True if throw_all(self, token) else None

    def compensated(self, token: Token, carrier: Token) -> None:
        """One of those that undo for this thrower is done."""
        left = token.internal_data[UNDOING]
        left.remove(carrier.id)
        if not left:
            del token.internal_data[UNDOING]
            # What else it throws comes after that
            token.case.attempt_run(token)

    def _on_cancel(self, token: Token) -> None:
        super()._on_cancel(token)
        for key in token.internal_data.pop(UNDOING, ()):
            if key in token.case.by_id:
                token.case.by_id[key].cancel()


@element("intermediateThrowEvent")
class IntermediateThrowEvent(Throwing):
    """In the flow: the token continues at once."""
