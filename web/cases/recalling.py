"""The record of a case that ended long ago: in the archive, until somebody opens it."""

from __future__ import annotations

from uuid import UUID

from web import current

_ENDED = ("completed", "terminated")


def recall(case: UUID, state: str) -> None:
    """Bring it back if it is away, as only that of an ended case is. What is read from now on sees
    it.
    """
    if state in _ENDED and current.office().engine.recall(current.identity().tenant, case):
        current.done_reading()
