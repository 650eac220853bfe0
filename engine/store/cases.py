"""Rows of cases: loaded for a step under the one-writer lock, saved under the version guard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.store import rows
from engine.store.types import read_id

if TYPE_CHECKING:
    from engine.store.transaction import Transaction

#: What ``read_row`` reads
COLUMNS = (
    "id, deployment_id, process_id, business_key, state, version, event_seq, event_hash, snapshot"
)
_LOAD = f"SELECT {COLUMNS} FROM process_case WHERE tenant = ? AND id = "
_INSERT = (
    "INSERT INTO process_case (tenant, id, deployment_id, process_id, business_key, state,"
    " version, started_at, event_seq, event_hash, snapshot)"
    " VALUES (?, ?, ?, ?, ?, 'active', 0, ?, ?, ?, ?)"
)
# A column in SET costs its indexes even where its value stays: hence two statements
# The guard asks for the last event too: a record may be added to a case without a step
_UNCHANGED = " WHERE tenant = ? AND id = ? AND version = ? AND event_seq = ?"
_SAVE = (
    "UPDATE process_case SET version = ?, event_seq = ?, event_hash = ?, snapshot = ?" + _UNCHANGED
)
_SAVE_STATE = (
    "UPDATE process_case SET state = ?, ended_at = ?, version = ?, event_seq = ?, event_hash = ?,"
    " snapshot = ?" + _UNCHANGED
)
_TOUCH = "UPDATE process_case SET version = ?, event_seq = ?, event_hash = ?" + _UNCHANGED
_PROOF = "SELECT 1 FROM process_case" + _UNCHANGED

ENDED = ("completed", "terminated")


class Conflict(Exception):
    """Another transaction changed the case in between: the command is tried again."""


@dataclass(slots=True)
class CaseRow:
    id: UUID
    deployment_id: UUID
    process_id: str
    business_key: str | None
    state: str
    version: int
    event_seq: int
    event_hash: bytes | None
    snapshot: bytes
    #: Number of the last event in the row as it is stored
    stored_seq: int = field(init=False)

    def __post_init__(self) -> None:
        self.stored_seq = self.event_seq

    def stored_as(self, tenant: UUID) -> tuple[UUID, UUID, int, int]:
        """What finds the row only as long as nobody else has changed it."""
        return tenant, self.id, self.version, self.stored_seq


def load(tx: Transaction, case_id: UUID) -> CaseRow | None:
    """The case, locked until the commit."""
    return _row(tx.run(f"{_LOAD}?{tx.for_update}", (tx.tenant, case_id)).fetchone())


def look(tx: Transaction, case_id: UUID) -> CaseRow | None:
    """The case as it is, without a lock: for reading."""
    return _row(tx.run(f"{_LOAD}?", (tx.tenant, case_id)).fetchone())


def of_task(tx: Transaction, task_id: UUID) -> tuple[str, tuple[UUID, ...]]:
    """The statement that loads the case of a task and locks it. A task never changes its case."""
    sql = f"{_LOAD}(SELECT case_id FROM task WHERE tenant = ? AND id = ?){tx.for_update}"
    return sql, (tx.tenant, tx.tenant, task_id)


def proof(tx: Transaction, row: CaseRow) -> tuple[str, tuple[Any, ...]]:
    """The statement that finds the case only as ``row`` says, and locks it."""
    return f"{_PROOF}{tx.for_update}", row.stored_as(tx.tenant)


def of_due(tx: Transaction, due_id: UUID) -> tuple[str, tuple[UUID, ...]]:
    """The statement that loads the case of a due row and locks it."""
    sql = f"{_LOAD}(SELECT case_id FROM due WHERE tenant = ? AND id = ?){tx.for_update}"
    return sql, (tx.tenant, tx.tenant, due_id)


def insert(tx: Transaction, row: CaseRow) -> None:
    """A new case at version 0, so that rows of the first step may refer to it."""
    tx.write(
        _INSERT,
        (
            tx.tenant,
            row.id,
            row.deployment_id,
            row.process_id,
            row.business_key,
            tx.now_micros,
            row.event_seq,
            row.event_hash,
            row.snapshot,
        ),
    )


def save(tx: Transaction, row: CaseRow, state: str) -> None:
    """Store state, snapshot and chain head as the next version. Raises ``Conflict``."""
    where = row.stored_as(tx.tenant)
    row.version, row.stored_seq = row.version + 1, row.event_seq
    changed = (row.version, row.event_seq, row.event_hash, row.snapshot, *where)
    if state == row.state:
        tx.write(_SAVE, changed, changes=1)
        tx.proved()
        return
    row.state = state
    ended_at = tx.now_micros if state in ENDED else None
    tx.write(_SAVE_STATE, (state, ended_at, *changed), changes=1)
    tx.proved()


def touch(tx: Transaction, row: CaseRow) -> None:
    """As ``save``, where the step left the snapshot as it was."""
    where = row.stored_as(tx.tenant)
    row.version, row.stored_seq = row.version + 1, row.event_seq
    changed = (row.version, row.event_seq, row.event_hash, *where)
    tx.write(_TOUCH, changed, changes=1)
    tx.proved()


def move(tx: Transaction, row: CaseRow, renamed: Mapping[int, str]) -> None:
    """The case goes on with another deployment. ``renamed``: {token: element} of its open rows."""
    tx.write(
        "UPDATE process_case SET deployment_id = ? WHERE tenant = ? AND id = ?",
        (row.deployment_id, tx.tenant, row.id),
    )
    for token, element_id in renamed.items():
        for table, still in _OPEN_ROWS:
            tx.write(
                f"UPDATE {table} SET element_id = ?"
                f" WHERE tenant = ? AND case_id = ? AND token = ?{still}",
                (element_id, tx.tenant, row.id, token),
            )
        tx.written.append([rows.RENAMED, token, element_id])


#: Rows that name the element of a token, and which of them still stand
_OPEN_ROWS = (
    ("task", " AND state = 'open'"),
    ("due", ""),
    ("subscription", ""),
    ("incident", " AND resolved_at IS NULL"),
)


def correct_state(tx: Transaction, case_id: UUID, state: str) -> None:
    """Write the state that the snapshot tells; an end is dated by the case's last event."""
    ended_at = (
        "coalesce(ended_at, (SELECT max(recorded_at) FROM event WHERE tenant = ? AND stream = ?))"
    )
    tx.run(
        f"UPDATE process_case SET state = ?, version = version + 1,"
        f" ended_at = {ended_at if state in ENDED else 'NULL'} WHERE tenant = ? AND id = ?",
        (state, *((tx.tenant, case_id) if state in ENDED else ()), tx.tenant, case_id),
    )


def set_snapshot(tx: Transaction, case_id: UUID, snapshot: bytes) -> None:
    """As another version, so that no copy in anybody's memory is taken for it."""
    tx.write(
        "UPDATE process_case SET snapshot = ?, version = version + 1 WHERE tenant = ? AND id = ?",
        (snapshot, tx.tenant, case_id),
    )


def exists(tx: Transaction, case_id: UUID) -> bool:
    sql = "SELECT 1 FROM process_case WHERE tenant = ? AND id = ?"
    return tx.run(sql, (tx.tenant, case_id)).fetchone() is not None


def with_business_key(tx: Transaction, business_key: str) -> list[UUID]:
    """Cases that are not over and go by this key, the oldest first."""
    rows = tx.run(
        "SELECT id FROM process_case WHERE tenant = ? AND business_key = ?"
        " AND state IN ('active','incident') ORDER BY started_at, id",
        (tx.tenant, business_key),
    )
    return [read_id(row[0]) for row in rows]


def _row(found: tuple[Any, ...] | None) -> CaseRow | None:
    return None if found is None else read_row(found)


def read_row(found: tuple[Any, ...]) -> CaseRow:
    """The case in a row of this module's statements."""
    row = CaseRow(*found)
    row.id, row.deployment_id = read_id(row.id), read_id(row.deployment_id)
    if row.event_hash is not None:
        row.event_hash = bytes(row.event_hash)
    row.snapshot = bytes(row.snapshot)
    return row
