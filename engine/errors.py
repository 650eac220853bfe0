"""What the engine refuses, and with which words.

EngineError
├── Refused                      the command may not be carried out; nothing was changed
│   ├── NotPermitted             the access policy or a participant says no
│   ├── NotFound                 no such case, task, incident … for this actor
│   ├── AlreadyDone              somebody else was faster: who, and when
│   ├── WrongState               the case or task is not in a state that allows it
│   ├── KeyReused                an idempotency key came back with another command
│   └── CaseUnreadable           the stored state of the case is damaged: it was set aside
├── StoreUnavailable             the database cannot keep it now: away, or its disk is full
├── DeploymentRefused            a diagram, table or form cannot be executed faithfully; .problems
└── ExpressionFailed             an expression has no usable value (becomes an incident in a case)

BpmnError is not a refusal: a handler raises it to throw a BPMN error into the diagram.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


class EngineError(Exception):
    """Base of all that the engine says no to."""

    code = "engine-error"

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts: Mapping[str, Any] = facts


class Refused(EngineError):
    """The command may not be carried out. Nothing was changed."""

    code = "refused"

    def __init__(self, message: str, *, code: str | None = None, **facts: Any) -> None:
        super().__init__(message, **facts)
        if code is not None:
            self.code = code


class NotPermitted(Refused):
    """The actor may not do this to this object. ``facts`` say by which rule, and who may."""

    code = "not-permitted"


class NotFound(Refused):
    """There is no such object, or the actor may not know that it exists."""

    code = "not-found"


class AlreadyDone(Refused):
    """Somebody completed it first. ``facts``: ``by`` (person id or None), ``at`` (UTC instant)."""

    code = "already-done"


class WrongState(Refused):
    """The object is not in a state that allows the command."""

    code = "wrong-state"


class KeyReused(Refused):
    """The idempotency key was used before, for a different command."""

    code = "idempotency-key-reused"


class CaseUnreadable(Refused):
    """The stored state of the case cannot be read: it was set aside. ``facts``: case."""

    code = "case-unreadable"


class StoreUnavailable(EngineError):
    """The database cannot do it now. Nothing was changed, but for ``outcome-unknown``.

    ``code``: ``disk-full``, ``disk-failed``, ``database-away`` (no answer, or going down), or
    ``outcome-unknown``: it went away while it was committing, so look before you do it again.
    """

    code = "database-away"

    def __init__(self, message: str, *, code: str | None = None, **facts: Any) -> None:
        super().__init__(message, **facts)
        if code is not None:
            self.code = code


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a resource cannot be deployed."""

    #: Stable name of the rule, e.g. ``unresolved-reference``
    code: str
    #: Id of the BPMN element, or the tag where there is no id
    element: str
    #: 1-based line in the file; 0 where the parser gives none
    line: int
    message: str
    #: Name of the resource, as deployed
    file: str = ""


class DeploymentRefused(EngineError):
    """Nothing was stored. ``problems`` holds all findings, not only the first."""

    code = "deployment-refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        lines = (f"{p.file}:{p.line}: {p.code} {p.element}: {p.message}" for p in self.problems)
        super().__init__("\n".join(lines))


class ExpressionFailed(EngineError):
    """An expression that steers execution has no usable value."""

    code = "expression-failed"


class BpmnError(Exception):
    """Raised by a handler: throws the BPMN error ``code`` at the task. Source: BPMN 2.0.2, 10.5."""

    def __init__(
        self, code: str, message: str = "", variables: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(message or code)
        self.error_code, self.message, self.variables = code, message, dict(variables or {})


class ActorMissing(EngineError):
    """A command needs an actor of a known tenant."""

    code = "actor-missing"


__all__ = [
    "ActorMissing",
    "AlreadyDone",
    "BpmnError",
    "CaseUnreadable",
    "DeploymentRefused",
    "EngineError",
    "ExpressionFailed",
    "KeyReused",
    "NotFound",
    "NotPermitted",
    "Problem",
    "Refused",
    "StoreUnavailable",
    "WrongState",
]
