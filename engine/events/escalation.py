"""bpmn:escalationEventDefinition. Thrown on the way or at an end, caught in a scope around it.

The thrower goes on unless the catcher interrupts; where nobody catches it, that is recorded and
nothing else happens.
Spec: BPMN 2.0.2, 10.5.5 Event Definitions (Escalation), 10.5.6 Handling Events.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.behavior import escalations
from engine.behavior.expressions import text_of
from engine.events.definition import Definition

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.feel import Expression
    from engine.model.source import Source


@dataclass(frozen=True, slots=True)
class Escalation(Definition):
    """``code`` None catches every escalation; a thrower may compute its code (``thrown``)."""

    code: str | None
    thrown: Expression | None = None
    kind = "escalation"
    turn = 1

    @classmethod
    def read(cls, source: Source, owner: Source) -> Escalation | None:
        if not source.element.get("escalationRef"):
            return cls(None)
        escalation = source.referenced("escalationRef")
        if escalation is None:
            return None
        code = escalation.element.get("escalationCode") or None
        if code is None or not code.startswith("="):
            return cls(code)
        if not owner.throws():
            owner.problem("expression-in-catch", "the code of a caught escalation must be plain")
        return cls(None, owner.literal_or_feel(code))

    def throw(self, token: Token, payload: dict[str, Any]) -> None:
        code = self.code or ""
        if self.thrown is not None:
            code = text_of(self.thrown, token, "escalation code")
        escalations.throw(token, code, payload)
