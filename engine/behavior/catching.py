"""Nodes that wait for an event in the flow: catch events and receive tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.behavior.activity import Activity
from engine.behavior.node import Flow, Node, arm, disarm, entry_to
from engine.behavior.token import STARTED, Token


class Catching(Activity):
    """Waits when it is entered, goes on when one of its definitions occurs."""

    takes_payload = True
    #: The instantiating event-based gateway before it
    opened_by: Node | None = None
    #: Flows to the other events of a parallel one, which are waited for when this one came first
    fellows: Sequence[Flow] = ()

    def enter(self, token: Token) -> bool:
        if self.begins and token.via == entry_to(self):
            return self._begin_case(token)
        if _gateway(token) is None:
            return super().enter(token)
        # Behind an event-based gateway the node is not active before its event has occurred
        self.map_inputs(token)
        arm(token)
        return False

    def _begin_case(self, token: Token) -> bool:
        """The event is here already: it has made the case."""
        if self.opened_by is not None:
            self.opened_by.trace(token, "activated")
            self.opened_by.trace(token, "completed")
        self.trace(token, "activated")
        self.map_inputs(token)
        self.arm_boundaries(token)
        return True

    def leave(self, token: Token) -> Sequence[Flow]:
        flows = super().leave(token)
        first = self.fellows and token.via == entry_to(self)
        return (*flows, *self.fellows) if first else flows

    def begin(self, token: Token) -> bool:
        arm(token)
        return False

    def triggered(self, token: Token, variables: dict[str, Any]) -> None:
        """The event is here; ``variables`` came with it."""
        disarm(token)
        gateway = _gateway(token)
        if gateway is not None:
            self.trace(token, "activated")
            gateway.task_spec.won(gateway, token)
        token.receive(variables)
        token._ready()


def _gateway(token: Token) -> Token | None:
    """The event-based gateway that waits above this token."""
    parent = token.workflow.tasks.get(token._parent)
    waits = parent is not None and hasattr(parent.task_spec, "won") and parent._state == STARTED
    return parent if waits else None
