"""Tables of issued documents and their counters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.types import Id
from workflows.tables import Base, Key, Name, Short, TenantKey


class Document(Base):
    """An issued document. Its number and row belong to the step that issued it."""

    __tablename__ = "document"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    application_id: Mapped[UUID]
    #: receipt, correction, acceptance, not_accepted, not_required, approval, refusal, returned,
    #: delivery
    kind: Mapped[Short]
    #: As printed, e.g. 德市监许受〔2026〕12号; the receipt slip carries the application number
    number: Mapped[Name]
    body_id: Mapped[UUID]
    #: 文种 as printed between the organ's prefix and the year, e.g. 许受: its own gapless count
    series: Mapped[Short]
    year: Mapped[int]
    serial: Mapped[int]
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    #: All that the page shows, frozen at issue
    content: Mapped[dict[str, Any]]
    template: Mapped[Name]
    #: A void number stays, marked 作废
    voided_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("tenant", "number"),
        UniqueConstraint("tenant", "body_id", "series", "year", "serial"),
        ForeignKeyConstraint(
            ["tenant", "application_id"], ["application.tenant", "application.id"]
        ),
        ForeignKeyConstraint(["tenant", "body_id"], ["body.tenant", "body.id"]),
        Index("ix_document_application", "tenant", "application_id"),
    )


class DocumentCounter(Base):
    """Last number given per body, series (文种) and year. Locked last in a step."""

    __tablename__ = "document_counter"

    tenant: Mapped[UUID] = mapped_column(Id, primary_key=True)
    body_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    kind: Mapped[Short] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
