"""What the product brings: a newer starter set becomes a draft, never a version that runs."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, insert, select

from engine.protocols import Tx
from workflows.design import reading
from workflows.design.contents import digest
from workflows.design.models import StarterFile
from workflows.design.writing import insert_draft

Files = Mapping[str, bytes]


def offer(tx: Tx, folder: str, files: Files) -> UUID | None:
    """A draft with what has changed in the product since it was last told; None without one.

    What the city has made of a file stays in the version that runs; where both have changed it,
    the draft holds the product's text, and the comparison shows what of one's own it would lose.
    """
    before = _told(tx, folder)
    now = {name: digest(body) for name, body in files.items()}
    if before == now:
        return None
    _tell(tx, folder, now)
    if not before:
        return None
    base = _base(tx, files)
    running = reading.deployed(tx.connection, tx.tenant, base) if base else {}
    fresh = {n: b for n, b in files.items() if before.get(n) != now[n] and running.get(n) != b}
    gone = {n for n in before if n not in now and n in running}
    if not fresh and not gone:
        return None
    merged = {**{n: b for n, b in running.items() if n not in gone}, **fresh}
    return insert_draft(tx, f"产品升级带来的修改（{folder}）", "upgrade", merged, base)


def _base(tx: Tx, files: Files) -> UUID | None:
    """The newest deployment that shares a diagram with the set."""
    diagrams = {name for name in files if name.endswith(".bpmn")}
    versions = reading.versions(tx.connection, tx.tenant)
    for one in sorted(versions, key=lambda version: version.recorded_at, reverse=True):
        if diagrams & reading.deployed(tx.connection, tx.tenant, one.deployment_id).keys():
            return one.deployment_id
    return None


def _told(tx: Tx, folder: str) -> dict[str, str]:
    query = select(StarterFile.name, StarterFile.digest).where(
        StarterFile.tenant == tx.tenant, StarterFile.folder == folder
    )
    return {name: value for name, value in tx.connection.execute(query)}  # noqa: C416


def _tell(tx: Tx, folder: str, now: Mapping[str, str]) -> None:
    tx.connection.execute(
        delete(StarterFile).where(StarterFile.tenant == tx.tenant, StarterFile.folder == folder)
    )
    for name, mark in now.items():
        tx.connection.execute(
            insert(StarterFile).values(tenant=tx.tenant, folder=folder, name=name, digest=mark)
        )
