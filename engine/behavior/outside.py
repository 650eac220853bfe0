"""What the outside tells a waiting token: a timer is due, a message is here, a job is done.

A token in a scope that stands still keeps such news (``held``) until the scope runs again, so that
nothing is lost and nothing further runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from engine.behavior.errors import throw
from engine.behavior.incidents import RUN, Halt
from engine.behavior.node import close_wait
from engine.behavior.occurring import occurs
from engine.behavior.token import STARTED, WAITING

if TYPE_CHECKING:
    from engine.behavior.token import Token

#: Name of a function below and its arguments, as it is kept in a snapshot
Call = list[Any]


def tell(token: Token, call: Call) -> bool:
    """Deliver now, or keep it while the scope stands still. False: nobody waits for it any more."""
    # First whether it still waits: of a closed scope nothing else can be asked
    if not _expects(token, call):
        return False
    if token.case.stops and token.case.stands_still(token):
        token.internal_data.setdefault("held", []).append(call)
        return True
    name, *arguments = call
    _CALLS[name](token, *arguments)
    return True


def _expects(token: Token, call: Call) -> bool:
    if token.id not in token.case.by_id:
        return False
    if call[0] in ("timer", "event"):
        return bool(token._state == WAITING and call[1] < len(token.task_spec.definitions))
    return bool(token._state == STARTED and "job" in token.internal_data)


def _timer(token: Token, index: int) -> None:
    definition = token.task_spec.definitions[index]
    definition.fired(token, index)
    _event(token, index, {})


def _event(token: Token, index: int, variables: dict[str, Any]) -> None:
    beside = _beside(token, index) if token.armed else ()
    occurs(token, index, variables)
    for other, place in beside:
        occurs(other, place, variables)


def _beside(token: Token, index: int) -> list[tuple[Token, int]]:
    """A message reaches all of one host or scope that wait for it and do not interrupt.

    Source: BPMN 2.0.2, 10.5.6 Handling Events.
    """
    wanted = token.task_spec.definitions[index]
    if wanted.kind != "message" or token.task_spec.interrupting:
        return []
    return [
        (other, place)
        for other in token.workflow.tasks[token._parent].children
        if other is not token and other.armed and other._state == WAITING
        for place, one in enumerate(other.task_spec.definitions)
        if one.kind == "message" and one.same(wanted) and not other.task_spec.interrupting
    ]


def _job_done(token: Token, variables: dict[str, Any]) -> None:
    token.task_spec.job_done(token, variables)


def _job_failed(token: Token, message: str) -> None:
    token.internal_data.pop("job")
    close_wait(token)
    token.case.raise_incident(token, Halt("job-failed", message), RUN)


def _job_error(token: Token, code: str, message: str, variables: dict[str, Any]) -> None:
    token.internal_data.pop("job")
    close_wait(token)
    try:
        throw(token, code, message, variables)
    except Halt as halt:
        token.case.raise_incident(token, halt, RUN)


_CALLS: dict[str, Callable[..., None]] = {
    "timer": _timer,
    "event": _event,
    "done": _job_done,
    "failed": _job_failed,
    "error": _job_error,
}
