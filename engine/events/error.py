"""bpmn:errorEventDefinition. Caught at boundaries, thrown by end events and by workers.

Spec: BPMN 2.0.2, 10.5.5 Event Definitions, Error; 10.5.6 Handling Events (nearest scope first).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.behavior import errors
from engine.events.definition import Definition

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.model.source import Source


@dataclass(frozen=True, slots=True)
class Error(Definition):
    """``code`` None catches every error."""

    code: str | None
    name: str = ""
    kind = "error"

    @classmethod
    def read(cls, source: Source, owner: Source) -> Error | None:
        if not source.element.get("errorRef"):
            return cls(None)
        error = source.referenced("errorRef")
        if error is None:
            return None
        return cls(error.element.get("errorCode") or None, error.element.get("name") or "")

    def throw(self, token: Token, payload: dict[str, Any]) -> None:
        errors.throw(token, self.code or "", self.name, payload)
