"""Checking a chain: whether anything was changed, taken out or cut off since it was recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Text, select

from engine.store.archive import archived_rows
from engine.store.codec import decode
from engine.store.hashing import COLUMNS, body_hash, row_hash
from engine.store.schema import case_, event, payload, stream_head
from engine.store.types import from_micros, to_micros

_FIELDS = COLUMNS.replace(" ", "").split(",")
_INSTANTS = ("happened_at", "recorded_at")
#: Type of the event that names the bodies which were erased (engine.store.erasure)
ERASED = "BodiesErased"
#: Clocks of several machines differ by so much and no more
SKEW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was recorded.

    ``code``: ``missing-event``, ``broken-link``, ``changed-event``, ``changed-body``,
    ``missing-body`` (gone without a record of its erasure), ``recorded-earlier`` (than the event
    before it), ``wrong-head``, or ``erased-body``, which is lawful: the gap is marked, the chain
    holds.
    """

    seq: int
    code: str
    event_id: UUID | None = None

    @property
    def is_violation(self) -> bool:
        return self.code != "erased-body"


def verify(connection: Connection, tenant: UUID, stream: UUID) -> list[Finding]:
    """All findings of a stream in order; none, or only ``erased-body``: the chain is valid."""
    findings: list[Finding] = []
    seq, previous, recorded = 0, None, None
    # What was put away comes first: after that, events are only added
    rows = [*_archived(connection, tenant, stream), *_rows(connection, tenant, stream)]
    erased = _erased(rows)
    for row in rows:
        findings += _check(tenant, stream, row, seq + 1, previous)
        findings += _check_body(row, erased)
        if recorded is not None and row.recorded_at < recorded - SKEW:
            findings.append(Finding(row.seq, "recorded-earlier", row.id))
        seq, previous, recorded = row.seq, row.hash, row.recorded_at
    return findings + _check_head(connection, tenant, stream, seq, previous)


def _rows(connection: Connection, tenant: UUID, stream: UUID) -> Iterator[Any]:
    # Text as stored: decoding JSON and encoding it again need not give the same bytes
    columns = [event.c[name] for name in _FIELDS if name != "trace"]
    trace = event.c.trace.cast(Text).label("trace")
    joined = event.outerjoin(
        payload, (payload.c.tenant == event.c.tenant) & (payload.c.id == event.c.id)
    )
    query = (
        select(*columns, trace, event.c.hash, payload.c.salt, payload.c.body)
        .select_from(joined)
        .where(event.c.tenant == tenant, event.c.stream == stream)
        .order_by(event.c.seq)
    )
    yield from connection.execute(query)


def _archived(connection: Connection, tenant: UUID, stream: UUID) -> Iterator[Any]:
    events, bodies = archived_rows(connection, tenant, stream)
    for values in events:
        salt, body = bodies.get(values["id"], (None, None))
        values |= {name: from_micros(values[name]) for name in _INSTANTS}
        yield SimpleNamespace(**values, salt=salt, body=body, _mapping=values)


def _check(
    tenant: UUID, stream: UUID, row: Any, seq: int, previous: bytes | None
) -> Iterator[Finding]:
    if row.seq != seq:
        yield Finding(seq, "missing-event")
    elif _bytes(row.previous_hash) != _bytes(previous):
        yield Finding(row.seq, "broken-link", row.id)
    if row_hash(tenant, stream, _as_hashed(row)) != bytes(row.hash):
        yield Finding(row.seq, "changed-event", row.id)


def _check_body(row: Any, erased: set[UUID]) -> Iterator[Finding]:
    if row.body is None:
        if row.payload_hash is not None:
            code = "erased-body" if row.id in erased else "missing-body"
            yield Finding(row.seq, code, row.id)
    elif not _is_its_body(row):
        yield Finding(row.seq, "changed-body", row.id)


def _is_its_body(row: Any) -> bool:
    digest = body_hash(bytes(row.salt), bytes(row.body))
    return row.payload_hash is not None and digest == bytes(row.payload_hash)


def _erased(rows: list[Any]) -> set[UUID]:
    """The events of whose bodies the chain itself says that they were erased."""
    records = [row for row in rows if row.type == ERASED and row.body and _is_its_body(row)]
    return {UUID(hex=one) for row in records for one in decode(bytes(row.body))["events"]}


def _as_hashed(row: Any) -> tuple[Any, ...]:
    mapping = row._mapping
    return tuple(
        to_micros(mapping[name]) if name in _INSTANTS else mapping[name] for name in _FIELDS
    )


def _check_head(
    connection: Connection, tenant: UUID, stream: UUID, seq: int, digest: bytes | None
) -> list[Finding]:
    """The head is kept apart from the events, so that cutting off the newest shows."""
    of_case = select(case_.c.event_seq, case_.c.event_hash).where(
        case_.c.tenant == tenant, case_.c.id == stream
    )
    of_stream = select(stream_head.c.seq, stream_head.c.hash).where(
        stream_head.c.tenant == tenant, stream_head.c.stream == stream
    )
    head = connection.execute(of_case).first() or connection.execute(of_stream).first()
    expected = (0, None) if head is None else (head[0], _bytes(head[1]))
    return [] if expected == (seq, _bytes(digest)) else [Finding(seq, "wrong-head")]


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)
