"""Nodes that wait for an event in the flow: catch events and receive tasks."""

from __future__ import annotations

from typing import Any

from engine.behavior.activity import Activity
from engine.behavior.node import arm, disarm
from engine.behavior.token import STARTED, Token


class Catching(Activity):
    """Waits when it is entered, goes on when one of its definitions occurs."""

    def enter(self, token: Token) -> bool:
        if _gateway(token) is None:
            return super().enter(token)
        # Behind an event-based gateway the node is not active before its event has occurred
        self.map_inputs(token)
        arm(token)
        return False

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
