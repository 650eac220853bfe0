"""bpmn:intermediateCatchEvent. Waits for its event, then goes on.

Spec: BPMN 2.0.2, 10.5.4 Intermediate Event; 13.5.2 Intermediate Events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.behavior.catching import Catching
from engine.elements.registry import element
from engine.events.link import Link

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


@element("intermediateCatchEvent")
class IntermediateCatchEvent(Catching):
    """With several definitions the first one that occurs is enough."""

    is_activity = False

    #: Name by which link throws of the same scope lead here
    link: str | None = None

    def read(self, source: Source) -> None:
        super().read(source)
        self.read_triggers(source)
        links = [one for one in self.definitions if isinstance(one, Link)]
        if links:
            self.link, self.definitions = links[0].name, ()

    def begin(self, token: Token) -> bool:
        """A link catch waits for nothing: its throw has brought the token here."""
        return True if self.link is not None else super().begin(token)
