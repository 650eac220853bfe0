"""Rows of incidents: where a case stands still, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.store import rows
from engine.store.types import read_id, read_id_or_none

if TYPE_CHECKING:
    from engine.effects import IncidentRaised
    from engine.store.transaction import Transaction

_INSERT = (
    "INSERT INTO incident"
    " (tenant, id, case_id, token, element_id, code, message, raised_at, due_id)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SELECT = (
    "SELECT id, case_id, token, element_id, code, message, resolved_at, due_id FROM incident"
    " WHERE tenant = ?"
)


@dataclass(slots=True)
class IncidentRow:
    id: UUID
    #: None where due work was given up that belongs to no case
    case_id: UUID | None
    token: int
    element_id: str
    code: str
    message: str
    resolved_at: int | None
    #: The due row that was given up, where there is no case
    due_id: UUID | None


def insert(tx: Transaction, case_id: UUID, incident: IncidentRaised) -> UUID:
    """An incident of a token that the case itself knows of."""
    return insert_plain(
        tx, case_id, incident.token, incident.element_id, incident.code, incident.message
    )


def insert_plain(
    tx: Transaction, case_id: UUID, token: int, element_id: str, code: str, message: str
) -> UUID:
    incident_id = tx.new_id()
    row = (tx.tenant, incident_id, case_id, token, element_id, code, message, tx.now_micros, None)
    tx.write(_INSERT, row)
    tx.written.append([rows.INCIDENT, incident_id.hex, token, element_id, code, message])
    return incident_id


def insert_of_due(tx: Transaction, due_id: UUID, element_id: str, code: str, message: str) -> UUID:
    """An incident of due work that belongs to no case."""
    incident_id = tx.new_id()
    row = (tx.tenant, incident_id, None, 0, element_id, code, message, tx.now_micros, due_id)
    tx.write(_INSERT, row)
    return incident_id


def load(tx: Transaction, incident_id: UUID) -> IncidentRow | None:
    found = tx.run(f"{_SELECT} AND id = ?", (tx.tenant, incident_id)).fetchone()
    return None if found is None else _row(found)


def resolve_one(tx: Transaction, incident_id: UUID) -> None:
    """This incident is over."""
    tx.write(
        "UPDATE incident SET resolved_at = ? WHERE tenant = ? AND id = ?",
        (tx.now_micros, tx.tenant, incident_id),
    )


def resolve(tx: Transaction, case_id: UUID, token: int) -> None:
    """The incidents of a token are over."""
    tx.written.append([rows.INCIDENTS_RESOLVED, token])
    tx.write(
        "UPDATE incident SET resolved_at = ?"
        " WHERE tenant = ? AND case_id = ? AND token = ? AND resolved_at IS NULL",
        (tx.now_micros, tx.tenant, case_id, token),
    )


def open_of_case(tx: Transaction, case_id: UUID) -> list[IncidentRow]:
    """Incidents of a case that are not resolved, the oldest first."""
    sql = f"{_SELECT} AND case_id = ? AND resolved_at IS NULL ORDER BY id"
    return [_row(found) for found in tx.run(sql, (tx.tenant, case_id))]


def open_without_case(tx: Transaction) -> list[IncidentRow]:
    """Incidents of due work that belongs to no case, the oldest first."""
    sql = f"{_SELECT} AND case_id IS NULL AND resolved_at IS NULL ORDER BY id"
    return [_row(found) for found in tx.run(sql, (tx.tenant,))]


def _row(found: tuple[Any, ...]) -> IncidentRow:
    id, case_id, token, element_id, code, message, resolved_at, due_id = found
    return IncidentRow(
        read_id(id), read_id_or_none(case_id), token, element_id, code, message, resolved_at,
        read_id_or_none(due_id),
    )  # fmt: skip
