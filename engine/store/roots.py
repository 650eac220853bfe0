"""Signed roots: what all chains looked like at an instant, so that a rewritten one is found.

A chain alone proves nothing against whoever can rewrite it whole, hashes and head included. A
root covers the heads that moved since the one before; it names the root before it and is signed.
Who keeps a root elsewhere (``yuanban verify --sign`` prints it) can prove what was there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from engine.store.archive import archived_rows
from engine.store.merkle import root_of
from engine.store.schema import event, signed_root
from engine.store.signing import is_signed
from engine.store.types import to_micros

if TYPE_CHECKING:
    from engine.store.signing import SigningKey
    from engine.store.transaction import Transaction

#: A leaf is stream, sequence number and hash of an event
_STREAM, _SEQ, LEAF = 16, 8, 56
#: Transactions that began before a root and committed after it are covered by the next one
OVERLAP_US = 600_000_000


@dataclass(frozen=True, slots=True)
class Root:
    """A root as it was signed."""

    number: int
    recorded_at: int
    chains: int
    digest: bytes

    def __str__(self) -> str:
        return f"{self.number} {self.digest.hex()}"


@dataclass(frozen=True, slots=True)
class RootFinding:
    """What is wrong with a root, or with the chain that it covers.

    ``code``: ``missing-root``, ``broken-root`` (its link or leaves were changed),
    ``bad-signature``, ``unknown-key``, or ``rewritten``: the event of ``stream`` at ``seq`` is
    not the one that was signed.
    """

    number: int
    code: str
    stream: UUID | None = None
    seq: int = 0


def sign(tx: Transaction, key: SigningKey) -> Root:
    """Record and sign a root over all heads that moved since the last one."""
    table = signed_root
    newest = select(table).where(table.c.tenant == tx.tenant).order_by(table.c.number.desc())
    last: Any = tx.connection.execute(newest.limit(1)).first()
    number, previous = (1, None) if last is None else (last.number + 1, bytes(last.digest))
    since = 0 if last is None else to_micros(last.recorded_at) - OVERLAP_US
    leaves = list(_heads(tx.connection, tx.tenant, since))
    digest = root_of(leaves)
    message = _message(tx.tenant, number, tx.now_micros, previous, digest)
    values = {
        "number": number,
        "recorded_at": tx.now,
        "leaves": b"".join(leaves),
        "previous": previous,
        "digest": digest,
        "public_key": key.public,
        "signature": key.sign(message),
    }
    tx.connection.execute(table.insert().values(tenant=tx.tenant, **values))
    return Root(number, tx.now_micros, len(leaves), digest)


def unsigned_since(connection: Connection, instant: datetime) -> list[UUID]:
    """Tenants with events, and without a root since ``instant``."""
    signed = select(signed_root.c.tenant).where(signed_root.c.recorded_at > instant)
    query = select(event.c.tenant).where(event.c.tenant.not_in(signed)).distinct()
    return list(connection.scalars(query))


def _heads(connection: Connection, tenant: UUID, since: int) -> Iterator[bytes]:
    """The last event of each stream that got one since; ids are ordered by time."""
    first = UUID(int=max(0, since // 1000) << 80)
    moved = (
        select(event.c.stream, func.max(event.c.seq).label("seq"))
        .where(event.c.tenant == tenant, event.c.id >= first)
        .group_by(event.c.stream)
        .subquery()
    )
    query = (
        select(event.c.stream, event.c.seq, event.c.hash)
        .join(moved, (event.c.stream == moved.c.stream) & (event.c.seq == moved.c.seq))
        .where(event.c.tenant == tenant)
        .order_by(event.c.stream)
    )
    for stream, seq, digest in connection.execute(query):
        yield stream.bytes + seq.to_bytes(_SEQ, "big") + bytes(digest)


def _message(
    tenant: UUID, number: int, recorded_at: int, previous: bytes | None, digest: bytes
) -> bytes:
    place = number.to_bytes(8, "big") + recorded_at.to_bytes(8, "big")
    return b"yuanban root 1" + tenant.bytes + place + (previous or bytes(32)) + digest


def verify_roots(
    connection: Connection, tenant: UUID, public: bytes | None
) -> tuple[int, list[RootFinding]]:
    """(roots, findings). ``public``: the key that must have signed; None takes the row's own."""
    table = signed_root
    found: list[RootFinding] = []
    number, previous = 0, None
    query = select(table).where(table.c.tenant == tenant).order_by(table.c.number)
    for row in connection.execute(query):
        if row.number != number + 1:
            found.append(RootFinding(number + 1, "missing-root"))
        found += _check(row, tenant, previous, public)
        found += _rewritten(connection, tenant, row)
        number, previous = row.number, bytes(row.digest)
    return number, found


def _check(
    row: Any, tenant: UUID, previous: bytes | None, public: bytes | None
) -> Iterator[RootFinding]:
    before = None if row.previous is None else bytes(row.previous)
    digest, key = bytes(row.digest), bytes(row.public_key)
    leaves = [leaf for _, _, leaf in _leaves(row)]
    if before != previous or root_of(leaves) != digest:
        yield RootFinding(row.number, "broken-root")
    if public is not None and key != public:
        yield RootFinding(row.number, "unknown-key")
    message = _message(tenant, row.number, to_micros(row.recorded_at), before, digest)
    if not is_signed(key, message, bytes(row.signature)):
        yield RootFinding(row.number, "bad-signature")


def _rewritten(connection: Connection, tenant: UUID, row: Any) -> Iterator[RootFinding]:
    for stream, seq, leaf in _leaves(row):
        here = (event.c.tenant == tenant, event.c.stream == stream, event.c.seq == seq)
        digest = connection.execute(select(event.c.hash).where(*here)).scalar()
        if digest is None:
            away = archived_rows(connection, tenant, stream)[0]
            digest = next((one["hash"] for one in away if one["seq"] == seq), None)
        if digest is None or bytes(digest) != leaf[_STREAM + _SEQ :]:
            yield RootFinding(row.number, "rewritten", stream, seq)


def _leaves(row: Any) -> Iterator[tuple[UUID, int, bytes]]:
    every = bytes(row.leaves)
    for start in range(0, len(every), LEAF):
        leaf = every[start : start + LEAF]
        seq = int.from_bytes(leaf[_STREAM : _STREAM + _SEQ], "big")
        yield UUID(bytes=leaf[:_STREAM]), seq, leaf
