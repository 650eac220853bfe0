"""``startQuantity``: an activity begins when so many tokens have arrived, by whatever flow.

``completionQuantity`` needs no node of its own: each flow out of the activity is drawn so often.
Source: BPMN 2.0.2, 10.3 Activities (attributes); 13.3.2 Activity ("requisite number of tokens").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.behavior.node import Flow, Node
from engine.behavior.token import WAITING

if TYPE_CHECKING:
    from engine.behavior.token import Token


class Gathering(Node):
    """Stands before the activity: the flows into the activity lead here instead."""

    quantity = 1

    def enter(self, token: Token) -> bool:
        token._set_state(WAITING)
        self.restore(token)
        waiting = token.workflow.arrivals.waiting(self.name)
        if len(waiting) < self.quantity:
            return False
        for other in waiting[: self.quantity]:
            if other is not token:
                other.cancel()
        token.workflow.arrivals.remove(self.name, token)
        return True

    def restore(self, token: Token) -> None:
        token.workflow.arrivals.add(self.name, token)

    def leave(self, token: Token) -> Sequence[Flow]:
        return self.flows

    def _on_cancel(self, token: Token) -> None:
        if token._state == WAITING:
            token.workflow.arrivals.remove(self.name, token)
        super()._on_cancel(token)
