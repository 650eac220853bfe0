"""Idempotency keys: a key carries one command out once, and answers the same ever after.

A key belongs to the person who used it first: the kept answer is given without asking the policy
again, so to anybody else it would open what the policy refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from engine.errors import KeyReused
from engine.store.codec import decode_result, encode_result

if TYPE_CHECKING:
    from engine.store.transaction import Transaction

#: How long a key is remembered: a day
KEPT = 86_400_000_000


def find(tx: Transaction, key: str, command: Any) -> tuple[bool, Any]:
    """(True, what it returned) if ``key`` has carried ``command`` out, else (False, None).

    Raises ``KeyReused`` if the key belongs to another command, or to another person.
    """
    row = tx.rows(*_locked(tx, key), (_FIND, (tx.tenant, key)))[-1]
    if row is None:
        return False, None
    if bytes(row[0]) != fingerprint(command, tx.actor.person):
        raise KeyReused("this idempotency key was used for another command", key=key)
    return True, decode_result(bytes(row[1]))


_FIND = "SELECT command_hash, outcome FROM idempotency WHERE tenant = ? AND key = ?"
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))"


def _locked(tx: Transaction, key: str) -> list[tuple[str, tuple[Any, ...]]]:
    """Of two requests with one key at once the second waits here, and sees the first's row.

    SQLite has one writer.
    """
    return [] if tx.sqlite else [(_LOCK, (f"{tx.tenant} {key}",))]


def keep(tx: Transaction, key: str, command: Any, result: Any) -> None:
    """Remember what the command returned."""
    tx.write(
        "INSERT INTO idempotency (tenant, key, command_hash, outcome, recorded_at)"
        " VALUES (?, ?, ?, ?, ?)",
        (
            tx.tenant,
            key,
            fingerprint(command, tx.actor.person),
            encode_result(result),
            tx.now_micros,
        ),
    )


def purge(tx: Transaction, limit: int) -> int:
    """Delete keys of all tenants that are older than a day; how many there were."""
    gone: int = tx.run(
        "DELETE FROM idempotency WHERE (tenant, key) IN"
        " (SELECT tenant, key FROM idempotency WHERE recorded_at <= ? LIMIT ?)",
        (tx.now_micros - KEPT, limit),
    ).rowcount
    return gone


def fingerprint(command: Any, person: UUID | None) -> bytes:
    """SHA-256 of who asks for what: equal for the same person, type and fields."""
    body = [person, type(command).__name__, _plain(command)]
    return sha256(orjson.dumps(body, default=_text, option=orjson.OPT_SORT_KEYS)).digest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


def _text(value: Any) -> Any:
    if isinstance(value, bytes):
        return sha256(value).hexdigest()
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, value))
    return repr(value)
