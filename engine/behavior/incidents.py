"""What stops a token until a person helps: an incident, with the phase in which it happened.

``enter``  the element could not be entered (input mapping, timer, subscription, task properties)
``run``    its work failed (expression of a script, failed job, error that nobody catches)
``leave``  its work is done, but it cannot go on (output mapping, condition, no flow to take)
``stuck``  it waits at a join for a token that cannot come any more
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.errors import ExpressionFailed

ENTER, RUN, LEAVE, STUCK = "enter", "run", "leave", "stuck"

#: Code of an incident that stops the whole scope of its token (design: uncaught BPMN errors)
UNHANDLED_ERROR = "unhandled-error"


class Halt(ExpressionFailed):
    """The token cannot go on: becomes an incident, never an error of the command."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Incident:
    """Why a token stands still."""

    token: int
    code: str
    message: str
    phase: str
