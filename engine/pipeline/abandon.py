"""A due row that cannot be carried out: put off, and in the end given up with an incident."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from engine.effects import IncidentRaised
from engine.store import due, incidents
from engine.store.due import DueRow
from engine.store.types import to_micros

if TYPE_CHECKING:
    from engine.store.transaction import Transaction


def put_off(tx: Transaction, row: DueRow, error: str, delay: timedelta, attempts: int) -> None:
    """It comes again after ``delay``."""
    due.postpone(tx, row.id, to_micros(tx.now + delay), error, attempts=attempts)


def abandon(tx: Transaction, row: DueRow, code: str, error: str) -> None:
    """A dead letter; where a case waits for it, an incident says so and can be retried."""
    due.bury(tx, row.id, error)
    if row.case_id is None or row.token is None or due.load(tx, row.id) is None:
        return
    incident = IncidentRaised(row.token, row.element_id or "", code, error)
    incidents.insert(tx, row.case_id, incident)
    body = {"code": code, "message": error, "attempts": row.attempts + 1}
    tx.record(row.case_id, "DueAbandoned", body, element_id=row.element_id)
