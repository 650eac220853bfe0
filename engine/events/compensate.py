"""bpmn:compensateEventDefinition. Undoes one completed activity, or all that the thrower sees.

Spec: BPMN 2.0.2, 10.5.5 Event Definitions, Compensation; 10.7 Compensation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.behavior.compensation import compensate
from engine.events.definition import Definition

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


@dataclass(frozen=True, slots=True)
class Compensate(Definition):
    """``activity`` None: all; ``wait``: the thrower goes on when all is undone."""

    activity: str | None
    wait: bool
    kind = "compensation"
    turn = 1

    @classmethod
    def read(cls, source: Source, owner: Source) -> Compensate:
        reference = source.element.get("activityRef") or ""
        return cls(reference.rpartition(":")[2] or None, source.flag("waitForCompletion", True))

    def throw(self, token: Token, payload: dict[str, Any]) -> None:
        compensate(token, self.activity, wait=self.wait)
