"""Due rows: timers, jobs, deliveries and starts. The truth from which every worker works.

A row is deleted in the transaction that carries it out, so its effect happens exactly once,
however often it is rung.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from sqlalchemy import text

from engine.store import cases, rows
from engine.store.cases import CaseRow
from engine.store.codec import decode, encode
from engine.store.types import read_id, read_id_or_none

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.store.transaction import Transaction

_COLUMNS = (
    "tenant, id, case_id, kind, token, definition, element_id, name, key, due_at, state, attempts,"
    " retries, leased_until, headers, variables"
)
_INSERT = (
    "INSERT INTO due (tenant, id, case_id, kind, token, definition, element_id, name, key, due_at,"
    " retries, headers, variables, state, attempts)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', 0)"
)


@dataclass(slots=True)
class DueRow:
    tenant: UUID
    id: UUID
    case_id: UUID | None
    kind: str
    token: int | None
    definition: int
    element_id: str | None
    name: str | None
    key: str | None
    due_at: int
    state: str
    attempts: int
    retries: int
    leased_until: int | None
    headers: Mapping[str, Any]
    variables: Mapping[str, Any]


def insert(
    tx: Transaction,
    kind: str,
    due_at: int,
    *,
    case_id: UUID | None = None,
    token: int | None = None,
    definition: int = 0,
    element_id: str | None = None,
    name: str | None = None,
    key: str | None = None,
    retries: int = 3,
    headers: Mapping[str, Any] | None = None,
    variables: Mapping[str, Any] | None = None,
) -> UUID:
    """A new waiting row; gives its id."""
    due_id = tx.new_id()
    packed_headers = orjson.dumps(dict(headers)).decode() if headers else None
    packed = encode(variables) if variables else None
    place = (tx.tenant, due_id, case_id, kind, token, definition, element_id, name, key)
    tx.write(_INSERT, (*place, due_at, retries, packed_headers, packed))
    if tx.ring is not None and due_at <= tx.now_micros:
        tx.ring(tx, due_id)
    if case_id is not None and kind in rows.REBUILT:
        what = (kind, token, definition, element_id, name, due_at, retries)
        tx.written.append([rows.DUE, due_id.hex, *what, headers or None, variables or None])
    return due_id


_LOAD = f"SELECT {_COLUMNS} FROM due WHERE tenant = ? AND id = ?"
_DELETE = "DELETE FROM due WHERE tenant = ? AND id = ?"


def load(tx: Transaction, due_id: UUID) -> DueRow | None:
    """The row, or None where its effect has happened or is not wanted any more."""
    return _row(tx.run(_LOAD, (tx.tenant, due_id)).fetchone())


def load_with_case(tx: Transaction, due_id: UUID) -> tuple[CaseRow | None, DueRow | None]:
    """The case of the row, locked until the commit, and the row as it is under that lock."""
    case, row = tx.rows(cases.of_due(tx, due_id), (_LOAD, (tx.tenant, due_id)))
    return None if case is None else cases.read_row(case), _row(row)


def delete(tx: Transaction, due_id: UUID) -> bool:
    """Take the row away; False if somebody else did."""
    gone: int = tx.run(_DELETE, (tx.tenant, due_id)).rowcount
    tx.written.append([rows.DUE_DONE, due_id.hex])
    return gone == 1


def delete_held(tx: Transaction, due_id: UUID) -> None:
    """Take away a row that was loaded under the lock of its case."""
    tx.write(_DELETE, (tx.tenant, due_id), changes=1)
    tx.written.append([rows.DUE_DONE, due_id.hex])


def delete_of_token(tx: Transaction, case_id: UUID, token: int) -> None:
    """A token waits no more: its timers and jobs are over."""
    tx.written.append([rows.DUE_OF_TOKEN_DONE, token])
    tx.write(
        "DELETE FROM due WHERE tenant = ? AND case_id = ? AND token = ?",
        (tx.tenant, case_id, token),
    )


def lease(tx: Transaction, due_id: UUID, until: int) -> DueRow | None:
    """Take a job for a worker until ``until``; None if it is gone or in other hands."""
    taken = tx.run(
        "UPDATE due SET state = 'running', leased_until = ?, attempts = attempts + 1"
        " WHERE tenant = ? AND id = ?"
        " AND (state = 'waiting' OR (state = 'running' AND leased_until <= ?))",
        (until, tx.tenant, due_id, tx.now_micros),
    )
    return load(tx, due_id) if taken.rowcount == 1 else None


def renew(tx: Transaction, due_id: UUID, attempts: int, until: int) -> None:
    """The worker of that attempt goes on with its job; one who has lost it changes nothing."""
    tx.write(
        "UPDATE due SET leased_until = ?"
        " WHERE tenant = ? AND id = ? AND state = 'running' AND attempts = ?",
        (until, tx.tenant, due_id, attempts),
    )


def postpone(tx: Transaction, due_id: UUID, due_at: int, error: str, *, attempts: int) -> None:
    """Try it again at ``due_at``."""
    tx.write(
        "UPDATE due SET state = 'waiting', due_at = ?, leased_until = NULL, error = ?,"
        " attempts = ? WHERE tenant = ? AND id = ?",
        (due_at, error, attempts, tx.tenant, due_id),
    )


def bury(tx: Transaction, due_id: UUID, error: str) -> None:
    """Give it up: the row stays as a dead letter until somebody decides."""
    tx.written.append([rows.DUE_DEAD, due_id.hex])
    tx.write(
        "UPDATE due SET state = 'dead', leased_until = NULL, error = ? WHERE tenant = ? AND id = ?",
        (error, tx.tenant, due_id),
    )


def next_of(
    connection: Connection,
    now: int,
    job_types: Collection[str],
    limit: int = 1,
    *,
    only_jobs: bool = False,
) -> list[DueRow]:
    """What is due at ``now``, the earliest first: all kinds, and jobs of the given types."""
    wanted = "kind = 'job' AND" if only_jobs else "kind <> 'job' OR"
    marks = ", ".join(f":t{number}" for number in range(len(job_types))) or "''"
    jobs: dict[str, Any] = {f"t{number}": name for number, name in enumerate(job_types)}
    statement = text(
        f"SELECT {_COLUMNS} FROM due WHERE due_at <= :now AND (state = 'waiting'"
        " OR (state = 'running' AND leased_until <= :now))"
        f" AND ({wanted} name IN ({marks})) ORDER BY due_at, id LIMIT :limit"
    )
    answer = connection.execute(statement, {"now": now, "limit": limit, **jobs})
    return [row for found in answer if (row := _row(tuple(found))) is not None]


def next_instant(connection: Connection, after: int) -> int | None:
    """When the next waiting row falls due, later than ``after``."""
    found = connection.exec_driver_sql(
        f"SELECT min(due_at) FROM due WHERE state = 'waiting' AND due_at > {int(after)}"
    ).scalar()
    return None if found is None else int(found)


def _row(found: tuple[Any, ...] | None) -> DueRow | None:
    if found is None:
        return None
    row = DueRow(*found)
    row.tenant, row.id = read_id(row.tenant), read_id(row.id)
    row.case_id = read_id_or_none(row.case_id)
    *_, headers, variables = found
    row.headers = orjson.loads(headers) if headers else {}
    row.variables = decode(bytes(variables)) if variables else {}
    return row


def revive(tx: Transaction, case_id: UUID, token: int) -> None:
    """Due work of a token that was given up is due again at once."""
    tx.written.append([rows.DUE_REVIVED, token])
    tx.write(
        "UPDATE due SET state = 'waiting', attempts = 0, due_at = ?, error = NULL"
        " WHERE tenant = ? AND case_id = ? AND token = ? AND state = 'dead'",
        (tx.now_micros, tx.tenant, case_id, token),
    )


def revive_one(tx: Transaction, due_id: UUID) -> None:
    """A row that was given up is due again at once."""
    tx.write(
        "UPDATE due SET state = 'waiting', attempts = 0, due_at = ?, error = NULL"
        " WHERE tenant = ? AND id = ? AND state = 'dead'",
        (tx.now_micros, tx.tenant, due_id),
    )


def delete_dead(tx: Transaction, case_id: UUID, token: int) -> None:
    """The dead letter of a job gives way to the next try."""
    tx.written.append([rows.DUE_BURIED, token])
    tx.write(
        "DELETE FROM due WHERE tenant = ? AND case_id = ? AND token = ? AND state = 'dead'",
        (tx.tenant, case_id, token),
    )
