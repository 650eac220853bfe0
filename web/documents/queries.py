"""Issued documents of an application."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from workflows.models import Document

KINDS: dict[str, str] = {
    "receipt": "收件凭证",
    "correction": "补正告知书",
    "acceptance": "受理通知书",
    "not_accepted": "不予受理决定书",
    "not_required": "不受理告知书",
    "approval": "准予行政许可决定书",
    "refusal": "不予行政许可决定书",
    "returned": "退件通知书",
    "delivery": "送达回证",
}


@dataclass(frozen=True)
class Paper:
    """One issued document."""

    id: UUID
    application_id: UUID
    kind: str
    number: str
    issued_on: date
    voided_at: datetime | None
    content: dict[str, Any]

    @property
    def title(self) -> str:
        return str(self.content.get("title") or KINDS.get(self.kind, self.kind))


_COLUMNS = (
    Document.id,
    Document.application_id,
    Document.kind,
    Document.number,
    Document.issued_on,
    Document.voided_at,
    Document.content,
)


def documents_of(conn: Connection, tenant: UUID, application: UUID) -> list[Paper]:
    """All documents of an application, in the order of issue."""
    found = select(*_COLUMNS).where(
        Document.tenant == tenant, Document.application_id == application
    )
    return [Paper(*row) for row in conn.execute(found.order_by(Document.issued_at, Document.id))]


def document(conn: Connection, tenant: UUID, id: UUID) -> Paper | None:
    """One document; whether the reader may see it is asked of its application."""
    row = conn.execute(
        select(*_COLUMNS).where(Document.tenant == tenant, Document.id == id)
    ).first()
    return None if row is None else Paper(*row)
