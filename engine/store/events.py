"""The append-only record: one hash chain per stream, bodies apart and erasable.

An event's hash covers every field of its row and the hash of the event before it. Its body lies
in ``payload``; the row holds only the salted hash of it, so a body can be erased (个人信息保护法
Art. 47) without breaking the chain, and what is left gives nothing away about what it said.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, select

from engine.errors import Refused
from engine.store.codec import pack
from engine.store.hashing import COLUMNS, body_hash, row_hash
from engine.store.schema import event
from engine.store.types import to_micros
from engine.store.verification import Finding, verify

if TYPE_CHECKING:
    from engine.store.transaction import Transaction

__all__ = ["Facts", "Finding", "Head", "adopt", "append", "verify"]

_INSERT = (
    f"INSERT INTO event (tenant, stream, {COLUMNS}, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_PAYLOAD = (
    "INSERT INTO payload (tenant, id, data_class, subject, retain_until, salt, body)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(slots=True)
class Head:
    """The last event of a stream. ``kind``: where it is kept (case, stream, new)."""

    seq: int
    hash: bytes | None
    kind: str
    #: The pipeline writes the case's row at the end of the step, and the head with it
    held: bool = False


@dataclass(slots=True)
class Facts:
    """What an event says beside its body."""

    type: str
    happened_at: datetime | None = None
    element_id: str | None = None
    form_version: str | None = None
    rule_version: str | None = None
    #: [[element id, state, token], …] as JSON
    trace: str | None = None


def append(
    tx: Transaction,
    stream: UUID,
    facts: Facts,
    body: Mapping[str, Any] | None,
    *,
    data_class: str = "internal",
    subject: UUID | None = None,
    retain_until: datetime | None = None,
) -> UUID:
    """Add an event to ``stream`` and give its id. Raises ``Refused`` for a future event."""
    happened = tx.now_micros if facts.happened_at is None else to_micros(facts.happened_at)
    if happened > tx.now_micros:
        raise Refused("an event cannot have happened in the future", code="in-the-future")
    head = tx.heads.get(stream) or _find_head(tx, stream)
    event_id = tx.new_id()
    payload_hash = None
    if body:
        payload_hash = _keep_body(tx, event_id, body, data_class, subject, retain_until)
    actor = tx.actor
    row = (
        head.seq + 1,
        event_id,
        facts.type,
        happened,
        tx.now_micros,
        actor.person,
        actor.appointment,
        actor.on_behalf_of,
        actor.channel,
        facts.element_id,
        facts.form_version,
        facts.rule_version,
        facts.trace,
        payload_hash,
        head.hash,
    )
    digest = row_hash(tx.tenant, stream, row)
    tx.write(_INSERT, (tx.tenant, stream, *row, digest))
    head.seq, head.hash = head.seq + 1, digest
    if not head.held:
        _store_head(tx, stream, head)
    return event_id


def newest(connection: Connection, tenant: UUID) -> datetime | None:
    """When the last event of a tenant was recorded. Ids are ordered by time."""
    query = select(event.c.recorded_at).where(event.c.tenant == tenant)
    found: datetime | None = connection.scalar(query.order_by(event.c.id.desc()).limit(1))
    return found


def _keep_body(
    tx: Transaction,
    event_id: UUID,
    body: Mapping[str, Any],
    data_class: str,
    subject: UUID | None,
    retain_until: datetime | None,
) -> bytes:
    salt, packed = os.urandom(16), pack(body)
    until = None if retain_until is None else to_micros(retain_until)
    tx.write(_PAYLOAD, (tx.tenant, event_id, data_class, subject, until, salt, packed))
    return body_hash(salt, packed)


def _find_head(tx: Transaction, stream: UUID) -> Head:
    """The head of a stream that no loaded case holds: locked until the commit."""
    key = (tx.tenant, stream)
    for kind, table, names in _HEADS:
        found = tx.run(
            f"SELECT {names} FROM {table} WHERE tenant = ? AND"
            f" {'id' if kind == 'case' else 'stream'} = ?{tx.for_update}",
            key,
        ).fetchone()
        if found is not None:
            head = Head(found[0], None if found[1] is None else bytes(found[1]), kind)
            break
    else:
        head = Head(0, None, "new")
    tx.heads[stream] = head
    return head


_HEADS = (
    ("case", "process_case", "event_seq, event_hash"),
    ("stream", "stream_head", "seq, hash"),
)


def _store_head(tx: Transaction, stream: UUID, head: Head) -> None:
    position = (head.seq, head.hash, tx.tenant, stream)
    if head.kind == "new":
        tx.write(
            "INSERT INTO stream_head (seq, hash, tenant, stream) VALUES (?, ?, ?, ?)", position
        )
        head.kind = "stream"
    elif head.kind == "stream":
        tx.write(
            "UPDATE stream_head SET seq = ?, hash = ? WHERE tenant = ? AND stream = ?", position
        )
    else:
        tx.write(
            "UPDATE process_case SET event_seq = ?, event_hash = ? WHERE tenant = ? AND id = ?",
            position,
        )


def adopt(tx: Transaction, stream: UUID) -> Head:
    """The head that a new case takes over from the stream of the same id, if there was one.

    An application has a history before its case begins; both are one chain.
    """
    head = tx.heads.get(stream) or _find_head(tx, stream)
    if head.kind == "stream":
        tx.write("DELETE FROM stream_head WHERE tenant = ? AND stream = ?", (tx.tenant, stream))
    head.kind, head.held = "case", True
    return head
