"""bpmn:terminateEventDefinition. Ends all that runs in its scope, and with it the scope.

Spec: BPMN 2.0.2, 10.5.3 End Event, Terminate ("this includes all instances of multi-instances");
13.5.6 End Events. A scope around it goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.events.definition import Definition

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


class Terminate(Definition):
    """Only on end events."""

    kind = "terminate"
    turn = 2

    @classmethod
    def read(cls, source: Source, owner: Source) -> Terminate:
        return cls()

    def throw(self, token: Token, payload: dict[str, Any]) -> None:
        token.workflow.clear(token)
