"""BPMN errors: from the thrower outwards to the nearest handler; a named one beats a catch-all.

Source: BPMN 2.0.2, 10.5.1 "Handling of Error Events", 13.5.3 Intermediate Boundary Events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.behavior.catchers import Catcher, catcher
from engine.behavior.incidents import UNHANDLED_ERROR, Halt

if TYPE_CHECKING:
    from engine.behavior.token import Token


def throw(token: Token, code: str, message: str, variables: dict[str, Any]) -> None:
    """Hand the error to its handler. Raises ``Halt`` ``unhandled-error`` when there is none.

    The thrower may be cancelled by this: an interrupting handler ends the activity it stands on.
    """
    handler = _handler(token, code)
    if handler is None:
        text = f"nobody catches the BPMN error {code!r}"
        raise Halt(UNHANDLED_ERROR, f"{text}: {message}" if message else text)
    armed, _ = handler
    armed.task_spec.triggered(armed, variables)


def _handler(token: Token, code: str) -> Catcher | None:
    return catcher(token, "error", code)
