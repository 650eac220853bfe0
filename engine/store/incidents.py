"""Rows of incidents: where a case stands still, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from engine.store.types import read_id

if TYPE_CHECKING:
    from engine.effects import IncidentRaised
    from engine.store.transaction import Transaction


@dataclass(slots=True)
class IncidentRow:
    id: UUID
    case_id: UUID
    token: int
    element_id: str
    code: str
    message: str
    resolved_at: int | None


def insert(tx: Transaction, case_id: UUID, incident: IncidentRaised) -> UUID:
    incident_id = tx.new_id()
    place = (tx.tenant, incident_id, case_id, incident.token, incident.element_id)
    tx.write(
        "INSERT INTO incident (tenant, id, case_id, token, element_id, code, message, raised_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*place, incident.code, incident.message, tx.now_micros),
    )
    return incident_id


def load(tx: Transaction, incident_id: UUID) -> IncidentRow | None:
    found = tx.run(
        "SELECT id, case_id, token, element_id, code, message, resolved_at FROM incident"
        " WHERE tenant = ? AND id = ?",
        (tx.tenant, incident_id),
    ).fetchone()
    if found is None:
        return None
    id, case_id, *plain = found
    return IncidentRow(read_id(id), read_id(case_id), *plain)


def resolve(tx: Transaction, case_id: UUID, token: int) -> None:
    """The incidents of a token are over."""
    tx.write(
        "UPDATE incident SET resolved_at = ?"
        " WHERE tenant = ? AND case_id = ? AND token = ? AND resolved_at IS NULL",
        (tx.now_micros, tx.tenant, case_id, token),
    )


def open_of_case(tx: Transaction, case_id: UUID) -> list[IncidentRow]:
    """Incidents of a case that are not resolved, the oldest first."""
    rows = tx.run(
        "SELECT id, case_id, token, element_id, code, message, resolved_at FROM incident"
        " WHERE tenant = ? AND case_id = ? AND resolved_at IS NULL ORDER BY id",
        (tx.tenant, case_id),
    )
    return [IncidentRow(read_id(id), read_id(case), *plain) for id, case, *plain in rows]
