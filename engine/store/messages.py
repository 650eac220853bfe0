"""Messages with time to live, and ids of messages that must not be delivered twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.store.codec import decode, encode
from engine.store.types import read_id

if TYPE_CHECKING:
    from engine.store.transaction import Transaction

#: How long the id of a delivered message is remembered: 30 days
REMEMBERED = 30 * 86_400_000_000


@dataclass(slots=True)
class BufferedMessage:
    id: UUID
    name: str
    key: str
    expires_at: int
    variables: Mapping[str, Any]


def keep(
    tx: Transaction,
    name: str,
    key: str | None,
    variables: Mapping[str, Any],
    message_id: str | None,
    *,
    ttl: int,
    delivered: bool,
) -> None:
    """Store a message until somebody waits for it, or only its id if it was delivered."""
    state, body = ("delivered", None) if delivered else ("waiting", encode(variables))
    life = max(ttl, REMEMBERED) if delivered else ttl
    tx.write(
        "INSERT INTO message (tenant, id, name, key, message_id, state, expires_at, variables)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (tx.tenant, tx.new_id(), name, key or "", message_id, state, tx.now_micros + life, body),
    )


def seen(tx: Transaction, name: str, message_id: str) -> bool:
    """Whether a message of this name and id came before."""
    sql = (
        "SELECT 1 FROM message WHERE tenant = ? AND message_id = ? AND name = ? AND expires_at > ?"
    )
    found = tx.run(sql, (tx.tenant, message_id, name, tx.now_micros)).fetchone()
    return found is not None


def waiting(tx: Transaction, name: str, keys: tuple[str, ...]) -> list[BufferedMessage]:
    """Messages that wait under a name and one of the keys, the oldest first."""
    marks = ", ".join("?" * len(keys))
    sql = (
        f"SELECT id, name, key, expires_at, variables FROM message WHERE tenant = ? AND name = ?"
        f" AND key IN ({marks}) AND state = 'waiting' AND expires_at > ? ORDER BY id"
    )
    rows = tx.run(sql, (tx.tenant, name, *keys, tx.now_micros))
    return [
        BufferedMessage(read_id(id), found, key, expires, decode(bytes(body)) if body else {})
        for id, found, key, expires, body in rows
    ]


def all_waiting(tx: Transaction, name: str) -> list[BufferedMessage]:
    """Messages that wait under a name, whatever their key, the oldest first."""
    sql = (
        "SELECT id, name, key, expires_at, variables FROM message WHERE tenant = ? AND name = ?"
        " AND state = 'waiting' AND expires_at > ? ORDER BY id"
    )
    rows = tx.run(sql, (tx.tenant, name, tx.now_micros))
    return [
        BufferedMessage(read_id(id), found, key, expires, decode(bytes(body)) if body else {})
        for id, found, key, expires, body in rows
    ]


def purge(tx: Transaction, limit: int) -> int:
    """Delete expired messages of all tenants, at most ``limit``; how many there were."""
    gone: int = tx.run(
        "DELETE FROM message WHERE (tenant, id) IN"
        " (SELECT tenant, id FROM message WHERE expires_at <= ? LIMIT ?)",
        (tx.now_micros, limit),
    ).rowcount
    return gone


def take(tx: Transaction, message_id: UUID) -> bool:
    """Mark a waiting message as delivered; False if somebody else took it."""
    taken: int = tx.run(
        "UPDATE message SET state = 'delivered', variables = NULL, expires_at = ?"
        " WHERE tenant = ? AND id = ? AND state = 'waiting'",
        (tx.now_micros + REMEMBERED, tx.tenant, message_id),
    ).rowcount
    return taken == 1
