"""Answers to jobs that belong to no case: what an operation put into the outbox.

Each such job is a stream of its own in the record: that it was done, or why it was given up.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from engine.commands import Outcome
from engine.policy import require_system
from engine.store import due, events, incidents
from engine.store.due import DueRow
from engine.store.types import to_micros

if TYPE_CHECKING:
    from engine.store.transaction import Transaction

NOTHING = Outcome()


def completed(tx: Transaction, due_id: UUID) -> Outcome:
    """It is done; the second answer finds nothing to do."""
    row = _waiting(tx, due_id)
    if row is not None and due.delete(tx, row.id):
        events.append(tx, row.id, events.Facts("JobCompleted"), {"type": row.name})
    return NOTHING


def failed(tx: Transaction, due_id: UUID, message: str, retry_at: datetime | None) -> Outcome:
    """Tried again at ``retry_at``; without one it is a dead letter and an incident."""
    row = _waiting(tx, due_id)
    if row is None:
        return NOTHING
    body = {"type": row.name, "message": message, "attempts": row.attempts}
    events.append(tx, row.id, events.Facts("JobFailed"), body)
    if retry_at is not None:
        due.postpone(tx, row.id, to_micros(retry_at), message, attempts=row.attempts)
        return NOTHING
    due.bury(tx, row.id, message)
    incidents.insert_of_due(tx, row.id, row.name or "job", "job-failed", message)
    return NOTHING


def _waiting(tx: Transaction, due_id: UUID) -> DueRow | None:
    """The row, read under the lock of its own stream; None where somebody has answered."""
    row = due.load(tx, due_id)
    if row is None or row.case_id is not None or row.kind != "job" or row.state == "dead":
        return None
    require_system(tx.actor)
    return row
