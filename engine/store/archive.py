"""The record of a finished case, put away in one packed row and brought back unchanged.

What is put away: snapshot, large variables, events and their bodies, most of what a case leaves.
Its own row, its tasks and what the host keeps stay where lists find them. Whoever opens the case,
or acts on it, has its record brought back first; chains, roots and erasures are asked of both
places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from sqlalchemy import Connection, LargeBinary, Table, select

from engine.errors import CaseUnreadable
from engine.store import cases, large_values
from engine.store.schema import case_archive, event, large_value, payload
from engine.store.types import Id, from_micros, read_id_or_none, to_micros

if TYPE_CHECKING:
    from engine.store.transaction import Transaction

Rows = list[list[Any]]
#: Snapshot of a case whose record is put away
AWAY = b""
_LEVEL = 9


def put_away(tx: Transaction, case_id: UUID, erase_after: Any = None) -> bool:
    """Put a finished case away; False where it is not finished, or away already.

    ``erase_after``: {data class: how long after its end a body is kept}.
    """
    row = cases.load(tx, case_id)
    if row is None or row.state not in cases.ENDED or row.snapshot == AWAY:
        return False
    events = _read(tx, event, "tenant = ? AND stream = ? ORDER BY seq", case_id)
    bodies = _read(tx, payload, f"tenant = ? AND id IN ({_IDS_OF_STREAM})", tx.tenant, case_id)
    values = _read(tx, large_value, "tenant = ? AND case_id = ?", case_id)
    body = _pack(row.snapshot, events, bodies, values)
    until = _erase_on(tx, case_id, bodies, erase_after or {})
    tx.write(
        "INSERT INTO case_archive (tenant, case_id, archived_at, retain_until, digest, body)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (tx.tenant, case_id, tx.now_micros, until, sha256(body).digest(), body),
    )
    for subject in _subjects(bodies):
        tx.write(
            "INSERT INTO archive_subject (tenant, subject, case_id) VALUES (?, ?, ?)",
            (tx.tenant, subject, case_id),
        )
    _delete_hot(tx, case_id)
    cases.set_snapshot(tx, case_id, AWAY)
    return True


def recall(tx: Transaction, case_id: UUID) -> bool:
    """Bring a case's record back; False where nothing of it is away.

    Raises ``CaseUnreadable`` where it is not as it was put away.
    """
    found = tx.run(
        f"SELECT digest, body FROM case_archive WHERE tenant = ? AND case_id = ?{tx.for_update}",
        (tx.tenant, case_id),
    ).fetchone()
    if found is None:
        return False
    snapshot, events, bodies, values = unpack(bytes(found[0]), bytes(found[1]), case_id)
    _insert(tx, event, events)
    _insert(tx, payload, bodies)
    _insert(tx, large_value, values)
    for table in ("archive_subject", "case_archive"):
        tx.write(f"DELETE FROM {table} WHERE tenant = ? AND case_id = ?", (tx.tenant, case_id))
    cases.set_snapshot(tx, case_id, snapshot)
    return True


def is_away(connection: Connection, tenant: UUID, case_id: UUID) -> bool:
    here = (case_archive.c.tenant == tenant, case_archive.c.case_id == case_id)
    return connection.scalar(select(case_archive.c.case_id).where(*here)) is not None


def archived_rows(
    connection: Connection, tenant: UUID, case_id: UUID
) -> tuple[list[dict[str, Any]], dict[UUID, tuple[bytes, bytes]]]:
    """(events as {column: value}, {event: salt and body}) of a case that is away; else empty."""
    here = (case_archive.c.tenant == tenant, case_archive.c.case_id == case_id)
    found = connection.execute(select(case_archive.c.digest, case_archive.c.body).where(*here))
    row = found.first()
    if row is None:
        return [], {}
    _, events, bodies, _ = unpack(bytes(row.digest), bytes(row.body), case_id)
    names = [column.name for column in event.c]
    places = [column.name for column in payload.c]
    id, salt, body = (places.index(name) for name in ("id", "salt", "body"))
    kept = {one[id]: (one[salt], one[body]) for one in bodies}
    return [dict(zip(names, one, strict=True)) for one in events], kept


def of_subject(tx: Transaction, subject: UUID) -> list[UUID]:
    """Cases that are away and speak of a person or party."""
    query = "SELECT case_id FROM archive_subject WHERE tenant = ? AND subject = ?"
    rows = tx.run(query, (tx.tenant, subject)).fetchall()
    return [id for (raw,) in rows if (id := read_id_or_none(raw)) is not None]


def unpack(digest: bytes, body: bytes, case_id: UUID) -> tuple[bytes, Rows, Rows, Rows]:
    """(snapshot, events, bodies, large variables) as they were put away."""
    if sha256(body).digest() != digest:
        raise CaseUnreadable("a byte of the archive is not as it was written", case=case_id)
    import zstandard

    content = orjson.loads(zstandard.ZstdDecompressor().decompress(body))
    return (
        content["snapshot"].encode("latin-1"),
        [_thawed(event, row) for row in content["event"]],
        [_thawed(payload, row) for row in content["payload"]],
        # Archives of earlier versions left them where they were
        [_thawed(large_value, row) for row in content.get("large_value", ())],
    )


def _pack(snapshot: bytes, events: Rows, bodies: Rows, values: Rows) -> bytes:
    content = {
        "snapshot": snapshot.decode("latin-1"),
        "event": [[_frozen(value) for value in row] for row in events],
        "payload": [[_frozen(value) for value in row] for row in bodies],
        "large_value": [[_frozen(value) for value in row] for row in values],
    }
    import zstandard

    return zstandard.ZstdCompressor(level=_LEVEL).compress(orjson.dumps(content))


def _frozen(value: Any) -> Any:
    """As JSON holds it: ids in hexadecimal, bytes as characters of the same number."""
    if isinstance(value, UUID):
        return value.hex
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _thawed(table: Table, row: Sequence[Any]) -> list[Any]:
    return [_value(column, value) for column, value in zip(table.c, row, strict=True)]


def _value(column: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Id):
        return UUID(hex=value)
    return value.encode("latin-1") if _is_binary(column) else value


def _is_binary(column: Any) -> bool:
    return isinstance(column.type, LargeBinary)


_IDS_OF_STREAM = "SELECT id FROM event WHERE tenant = ? AND stream = ?"


def _read(tx: Transaction, table: Table, where: str, *values: Any) -> Rows:
    """Rows as they are stored: ids as ids, bytes as bytes, text of JSON untouched."""
    names = ", ".join(column.name for column in table.c)
    rows = tx.run(f"SELECT {names} FROM {table.name} WHERE {where}", (tx.tenant, *values))
    return [
        [_stored(column, value) for column, value in zip(table.c, row, strict=True)]
        for row in rows.fetchall()
    ]


def _stored(column: Any, value: Any) -> Any:
    if isinstance(column.type, Id):
        return read_id_or_none(value)
    return bytes(value) if value is not None and _is_binary(column) else value


def _insert(tx: Transaction, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    names = [column.name for column in table.c]
    marks = ", ".join("?" * len(names))
    for row in rows:
        tx.write(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})", row)


def _delete_hot(tx: Transaction, case_id: UUID) -> None:
    here = (tx.tenant, tx.tenant, case_id)
    tx.write(f"DELETE FROM payload WHERE tenant = ? AND id IN ({_IDS_OF_STREAM})", here)
    tx.write("DELETE FROM event WHERE tenant = ? AND stream = ?", (tx.tenant, case_id))
    large_values.drop(tx, case_id)


def _subjects(bodies: Rows) -> set[UUID]:
    place = [column.name for column in payload.c].index("subject")
    return {row[place] for row in bodies if row[place] is not None}


def _erase_on(tx: Transaction, case_id: UUID, bodies: Rows, erase_after: Any) -> int | None:
    """When the first body of it is to be erased, in microseconds; None for never."""
    names = [column.name for column in payload.c]
    until, sort = names.index("retain_until"), names.index("data_class")
    (ended,) = tx.run(
        "SELECT ended_at FROM process_case WHERE tenant = ? AND id = ?", (tx.tenant, case_id)
    ).fetchone()
    days = [row[until] for row in bodies if row[until] is not None]
    classes = {row[sort] for row in bodies} & erase_after.keys()
    days += [ended + int(erase_after[one].total_seconds() * 1e6) for one in classes]
    return min(days, default=None)


def ended_before(
    connection: Connection, tenant: UUID, instant: datetime, after: tuple[int, UUID], limit: int
) -> list[tuple[int, UUID]]:
    """(end, id) of finished cases that are not away, in the order of their ends from ``after``."""
    from sqlalchemy import tuple_

    from engine.store.schema import case_

    query = (
        select(case_.c.ended_at, case_.c.id)
        .outerjoin(
            case_archive,
            (case_archive.c.tenant == case_.c.tenant) & (case_archive.c.case_id == case_.c.id),
        )
        .where(
            case_.c.tenant == tenant,
            case_.c.ended_at < instant,
            tuple_(case_.c.ended_at, case_.c.id) > (from_micros(after[0]), after[1]),
            case_archive.c.case_id.is_(None),
        )
        .order_by(case_.c.ended_at, case_.c.id)
        .limit(limit)
    )
    return [(to_micros(ended), id) for ended, id in connection.execute(query)]
