"""bpmn:errorEventDefinition. Caught at boundaries, thrown by end events and by workers.

Spec: BPMN 2.0.2, 10.5.5 Event Definitions, Error; 10.5.6 Handling Events (nearest scope first).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.behavior import errors
from engine.behavior.expressions import text_of
from engine.events.definition import Definition

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.feel import Expression
    from engine.model.source import Source


@dataclass(frozen=True, slots=True)
class Error(Definition):
    """``code`` None catches every error; a thrower may compute its code (``thrown``)."""

    code: str | None
    thrown: Expression | None = None
    name: str = ""
    kind = "error"
    turn = 2

    @classmethod
    def read(cls, source: Source, owner: Source) -> Error | None:
        if not source.element.get("errorRef"):
            return cls(None)
        error = source.referenced("errorRef")
        if error is None:
            return None
        code = error.element.get("errorCode") or None
        name = error.element.get("name") or ""
        if code is None or not code.startswith("="):
            return cls(code, None, name)
        if not owner.throws():
            owner.problem("expression-in-catch", "the code of a caught error must be plain text")
        return cls(None, owner.literal_or_feel(code), name)

    def throw(self, token: Token, payload: dict[str, Any]) -> None:
        code = self.code or ""
        if self.thrown is not None:
            code = text_of(self.thrown, token, "error code")
        errors.throw(token, code, self.name, payload)
