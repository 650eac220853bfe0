"""Rows of deployments: files by content, and the definitions that new cases take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from engine.store.types import read_id

if TYPE_CHECKING:
    from engine.store.transaction import Transaction


@dataclass(slots=True)
class Definition:
    """A process of a deployment."""

    process_id: str
    name: str
    version_tag: str | None


def digest(files: Mapping[str, bytes]) -> str:
    """Address of a bundle: SHA-256 over its names and the hashes of its bodies."""
    whole = sha256()
    for name in sorted(files):
        encoded = name.encode()
        whole.update(len(encoded).to_bytes(4, "big") + encoded + sha256(files[name]).digest())
    return whole.hexdigest()


def insert(
    tx: Transaction,
    files: Mapping[str, bytes],
    definitions: list[Definition],
    effective_at: int,
    author: UUID | None,
) -> UUID:
    """Store a bundle and the next version of each of its processes; gives the deployment's id."""
    deployment_id = tx.new_id()
    tx.run(
        "INSERT INTO deployment (tenant, id, digest, effective_at, author, publisher, recorded_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            tx.tenant,
            deployment_id,
            digest(files),
            effective_at,
            author,
            tx.actor.person,
            tx.now_micros,
        ),
    )
    for name, body in files.items():
        _insert_file(tx, deployment_id, name, body)
    for definition in definitions:
        _insert_definition(tx, deployment_id, definition, effective_at)
    return deployment_id


def _insert_file(tx: Transaction, deployment_id: UUID, name: str, body: bytes) -> None:
    address = sha256(body).hexdigest()
    tx.run(
        "INSERT INTO content (tenant, digest, body) VALUES (?, ?, ?)"
        " ON CONFLICT (tenant, digest) DO NOTHING",
        (tx.tenant, address, body),
    )
    tx.run(
        "INSERT INTO deployment_file (tenant, deployment_id, name, digest) VALUES (?, ?, ?, ?)",
        (tx.tenant, deployment_id, name, address),
    )


def _insert_definition(
    tx: Transaction, deployment_id: UUID, definition: Definition, effective_at: int
) -> None:
    (last,) = tx.run(
        "SELECT coalesce(max(version), 0) FROM definition WHERE tenant = ? AND process_id = ?",
        (tx.tenant, definition.process_id),
    ).fetchone()
    tx.run(
        "INSERT INTO definition"
        " (tenant, deployment_id, process_id, name, version, version_tag, effective_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            tx.tenant,
            deployment_id,
            definition.process_id,
            definition.name,
            last + 1,
            definition.version_tag,
            effective_at,
        ),
    )


def files(tx: Transaction, deployment_id: UUID) -> dict[str, bytes]:
    """{name: body} of a deployment; empty if there is none."""
    rows = tx.run(
        "SELECT f.name, c.body FROM deployment_file f"
        " JOIN content c ON c.tenant = f.tenant AND c.digest = f.digest"
        " WHERE f.tenant = ? AND f.deployment_id = ?",
        (tx.tenant, deployment_id),
    )
    return {name: bytes(body) for name, body in rows}


def same_content(tx: Transaction, address: str) -> UUID | None:
    """The deployment with this content, if it is the newest there is of all its processes."""
    found = tx.run(
        "SELECT d.id FROM deployment d WHERE d.tenant = ? AND d.digest = ? AND NOT EXISTS ("
        " SELECT 1 FROM definition own JOIN definition newer"
        " ON newer.tenant = own.tenant AND newer.process_id = own.process_id"
        " AND newer.version > own.version AND newer.withdrawn_at IS NULL"
        " WHERE own.tenant = d.tenant AND own.deployment_id = d.id)"
        " AND NOT EXISTS (SELECT 1 FROM definition w WHERE w.tenant = d.tenant"
        " AND w.deployment_id = d.id AND w.withdrawn_at IS NOT NULL) ORDER BY d.id DESC",
        (tx.tenant, address),
    ).fetchone()
    return None if found is None else read_id(found[0])


def newest_effective(
    tx: Transaction, process_id: str, version_tag: str | None = None
) -> UUID | None:
    """The deployment whose definition of ``process_id`` new cases take now."""
    tagged = "" if version_tag is None else " AND version_tag = ?"
    values: tuple[object, ...] = (tx.tenant, process_id, tx.now_micros)
    found = tx.run(
        "SELECT deployment_id FROM definition WHERE tenant = ? AND process_id = ?"
        f" AND effective_at <= ? AND withdrawn_at IS NULL{tagged}"
        " ORDER BY effective_at DESC, version DESC LIMIT 1",
        values if version_tag is None else (*values, version_tag),
    ).fetchone()
    return None if found is None else read_id(found[0])


def process_ids(tx: Transaction, deployment_id: UUID) -> list[str]:
    """Executable processes of a deployment."""
    sql = "SELECT process_id FROM definition WHERE tenant = ? AND deployment_id = ?"
    return [row[0] for row in tx.run(sql, (tx.tenant, deployment_id))]


def effect_of(tx: Transaction, deployment_id: UUID) -> tuple[int, bool] | None:
    """(from when, whether it was withdrawn) of a deployment with processes; None: there is none."""
    found = tx.run(
        "SELECT effective_at, withdrawn_at FROM definition"
        " WHERE tenant = ? AND deployment_id = ? LIMIT 1",
        (tx.tenant, deployment_id),
    ).fetchone()
    return None if found is None else (found[0], found[1] is not None)


def withdraw(tx: Transaction, deployment_id: UUID) -> None:
    """Its definitions are taken by nobody any more."""
    tx.run(
        "UPDATE definition SET withdrawn_at = ? WHERE tenant = ? AND deployment_id = ?",
        (tx.now_micros, tx.tenant, deployment_id),
    )
