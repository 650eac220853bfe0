"""Rows of drafts, written inside an operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, update

from engine.protocols import Tx
from workflows.design.contents import digest, packed
from workflows.design.models import Draft, DraftFile


def insert_draft(
    tx: Tx, title: str, origin: str, files: Mapping[str, bytes], base_id: UUID | None
) -> UUID:
    """A draft with these files as their first versions, taken over from elsewhere."""
    id = tx.new_id()
    tx.connection.execute(
        insert(Draft).values(
            tenant=tx.tenant, id=id, title=title.strip(), base_id=base_id, state="editing",
            origin=origin, created_by=tx.actor.person, created_at=tx.now, changed_at=tx.now,
            note="",
        )
    )  # fmt: skip
    for name, body in files.items():
        insert_version(tx, id, name, 1, body, saved_by=None)
    facts = {"title": title, "origin": origin, "base": base_id, "files": sorted(files)}
    tx.record(id, "DraftOpened", facts)
    return id


def insert_version(
    tx: Tx,
    draft_id: UUID,
    name: str,
    number: int,
    body: bytes | None,
    *,
    saved_by: UUID | None,
    automatic: bool = False,
) -> None:
    """The next version of a file; without content: it is removed."""
    tx.connection.execute(
        insert(DraftFile).values(
            tenant=tx.tenant, draft_id=draft_id, name=name, number=number,
            body=None if body is None else packed(body),
            digest="" if body is None else digest(body),
            automatic=automatic, saved_by=saved_by, saved_at=tx.now,
        )
    )  # fmt: skip


def delete_version(tx: Tx, draft_id: UUID, name: str, number: int) -> None:
    """An automatic version makes room for the next one of the same sitting."""
    tx.connection.execute(
        delete(DraftFile).where(
            DraftFile.tenant == tx.tenant, DraftFile.draft_id == draft_id,
            DraftFile.name == name, DraftFile.number == number, DraftFile.automatic,
        )
    )  # fmt: skip


def set_draft(tx: Tx, draft_id: UUID, **values: Any) -> None:
    tx.connection.execute(
        update(Draft)
        .where(Draft.tenant == tx.tenant, Draft.id == draft_id)
        .values(changed_at=tx.now, **values)
    )
