"""Tables of drafts. A deployment is what runs; a draft is what somebody works on."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from workflows.tables import Base, Key, Name, Short, TenantKey


class Draft(Base):
    """Files of one deployment in the making, with its way through review."""

    __tablename__ = "draft"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    title: Mapped[Name]
    #: Deployment that it began with; None: it is new altogether
    base_id: Mapped[UUID | None]
    #: editing, submitted, published or dropped
    state: Mapped[Short]
    #: desk (made in the browser), copy, folder (``yuanban deploy --draft``) or upgrade
    origin: Mapped[Short]
    created_by: Mapped[UUID | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    #: What changes and why, in the words of whoever handed it in
    note: Mapped[str]
    submitted_by: Mapped[UUID | None]
    submitted_at: Mapped[datetime | None]
    #: First day of the new version, as asked for; None: at once
    effective_on: Mapped[date | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    #: Why it was sent back
    reason: Mapped[str | None]
    #: What it became
    deployment_id: Mapped[UUID | None]

    __table_args__ = (
        CheckConstraint(
            "state IN ('editing','submitted','published','dropped')", name="ck_draft_state"
        ),
        ForeignKeyConstraint(["tenant", "base_id"], ["deployment.tenant", "deployment.id"]),
        ForeignKeyConstraint(["tenant", "deployment_id"], ["deployment.tenant", "deployment.id"]),
        Index("ix_draft_state", "tenant", "state"),
    )


class DraftFile(Base):
    """One version of one file of a draft; the highest number is the present one."""

    __tablename__ = "draft_file"

    tenant: Mapped[TenantKey]
    draft_id: Mapped[Key]
    name: Mapped[Name] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    #: Packed with zlib; None: removed
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: SHA-256 of the content; empty: removed
    digest: Mapped[Name]
    #: Saved by the page by itself: the next such version of the same person takes its place
    automatic: Mapped[bool]
    #: None: taken over from the deployment, a folder or the product
    saved_by: Mapped[UUID | None]
    saved_at: Mapped[datetime]

    __table_args__ = (ForeignKeyConstraint(["tenant", "draft_id"], ["draft.tenant", "draft.id"]),)


class StarterFile(Base):
    """A file of the product's starter set as it was last brought in or offered."""

    __tablename__ = "starter_file"

    tenant: Mapped[TenantKey]
    #: Which set: the folder below ``bpmn/``
    folder: Mapped[Short] = mapped_column(primary_key=True)
    name: Mapped[Name] = mapped_column(primary_key=True)
    digest: Mapped[Name]
