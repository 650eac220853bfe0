"""The materials of an application with their verdicts, as the task page lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, select

from workflows.files.media import INLINE
from workflows.models import Material, Person, StoredFile

VERDICTS = {"open": "待核对", "ok": "合格", "wrong": "有问题"}


@dataclass(frozen=True)
class Paper:
    """One material. ``inline``: a page may show it in place."""

    id: UUID
    code: str
    name: str
    required: bool
    file_id: UUID | None
    file_name: str | None
    file_size: int | None
    inline: bool
    supplied_at: datetime | None
    verdict: str
    problem: str | None
    demand: str | None
    checked_by: str | None
    checked_at: datetime | None
    in_correction: bool

    @property
    def verdict_words(self) -> str:
        return VERDICTS.get(self.verdict, self.verdict)


def papers(conn: Connection, tenant: UUID, application: UUID) -> list[Paper]:
    """All materials in the order of the item's list. One statement."""
    found = (
        select(
            Material.id,
            Material.code,
            Material.name,
            Material.required,
            Material.file_id,
            StoredFile.name.label("file_name"),
            StoredFile.size.label("file_size"),
            StoredFile.media_type,
            Material.supplied_at,
            Material.verdict,
            Material.problem,
            Material.demand,
            Person.name.label("checked_by"),
            Material.checked_at,
            Material.in_correction,
        )
        .outerjoin(StoredFile, and_(StoredFile.tenant == tenant, StoredFile.id == Material.file_id))
        .outerjoin(Person, and_(Person.tenant == tenant, Person.id == Material.checked_by))
        .where(Material.tenant == tenant, Material.application_id == application)
        .order_by(Material.id)
    )
    return [_paper(row) for row in conn.execute(found)]


def paper(conn: Connection, tenant: UUID, application: UUID, code: str) -> Paper | None:
    """The one material with ``code``."""
    return next((one for one in papers(conn, tenant, application) if one.code == code), None)


def _paper(row: Any) -> Paper:
    values = dict(row._mapping)
    return Paper(inline=values.pop("media_type") in INLINE, **values)
