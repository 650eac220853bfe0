"""Nodes that wait for an event in the flow: catch events and receive tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.behavior.activity import Activity
from engine.behavior.loops import OPENING
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
        opening = self._opening(token)
        if opening is not None:
            return self._begin_case(token, opening)
        if _race(token) is None:
            return super().enter(token)
        # Behind an event-based gateway the node is not active before its event has occurred
        self.map_inputs(token)
        arm(token)
        return False

    def _opening(self, token: Token) -> dict[str, Any] | None:
        """What came with the event that made the case, for the first instance of a repeated one."""
        if self.loop is None:
            return None
        wrapper = token.workflow.tasks[token._parent]
        found: dict[str, Any] | None = wrapper.internal_data.pop(OPENING, None)
        return found

    def _begin_case(self, token: Token, opening: dict[str, Any] | None = None) -> bool:
        """The event is here already: it has made the case."""
        if self.opened_by is not None:
            self.opened_by.trace(token, "activated")
            self.opened_by.trace(token, "completed")
        self.trace(token, "activated")
        self.map_inputs(token)
        self.arm_boundaries(token)
        if opening is not None:
            token.internal_data[OPENING] = True
            token.receive(opening)
        return True

    def leave(self, token: Token) -> Sequence[Flow]:
        """What came with the event is known now: the others are waited for by it."""
        flows = super().leave(token)
        if self.loop is None:
            return (*flows, *self.fellows) if token.via == entry_to(self) else flows
        if token.internal_data.pop(OPENING, False):
            new = [token.workflow.spawn(flow.target, via=flow.id) for flow in self.fellows]
            for fellow in new:
                fellow.task_spec._update(fellow)
        return flows

    def begin(self, token: Token) -> bool:
        arm(token)
        return False

    def triggered(self, token: Token, variables: dict[str, Any]) -> None:
        """The event is here; ``variables`` came with it."""
        disarm(token)
        race = _race(token)
        if race is not None:
            gateway, arm = race
            for instance in [token] if arm is token else arm.children:
                self.trace(instance, "activated")
            gateway.task_spec.won(gateway, arm)
        token.receive(variables)
        token._ready()


def _race(token: Token) -> tuple[Token, Token] | None:
    """The event-based gateway that waits above this token, and the arm that the token stands on."""
    arm, above = token, token.workflow.tasks.get(token._parent)
    if above is not None and token.task_spec.loop is not None:
        # An instance of a repeated receive task: the arm is what goes around it
        arm, above = above, token.workflow.tasks.get(above._parent)
    waits = above is not None and hasattr(above.task_spec, "won") and above._state == STARTED
    return (above, arm) if above is not None and waits else None
