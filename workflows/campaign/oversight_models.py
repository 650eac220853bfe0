"""Tables of oversight: supervision (督办) and issues, changes of the list, what follows a phase."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from workflows.tables import Base, Key, Name, Short, TenantKey

_PHASE = (["tenant", "phase_id"], ["campaign_phase.tenant", "campaign_phase.id"])
_ENROLLMENT = (["tenant", "enrollment_id"], ["park_enrollment.tenant", "park_enrollment.id"])
_FILE = (["tenant", "file_id"], ["stored_file.tenant", "stored_file.id"])


class Supervision(Base):
    """督办单 (F6), or an entry of the issue register (R-032, R-033). Its way is a diagram."""

    __tablename__ = "supervision"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    #: e.g. 督办〔2023〕3号; None until its case has begun
    number: Mapped[Name | None]
    #: supervision or issue
    kind: Mapped[Short]
    phase_id: Mapped[UUID]
    enrollment_id: Mapped[UUID | None]
    county: Mapped[Name]
    #: Who is asked
    target: Mapped[Name]
    #: What happened, and what is asked
    reason: Mapped[str]
    demand: Mapped[str]
    due_on: Mapped[date]
    #: county_lead, or county_leader once it was handed up
    level: Mapped[Short]
    #: open, escalated, answered or closed; written by steps of the diagram
    state: Mapped[Short]
    feedback: Mapped[str | None]
    conclusion: Mapped[str | None]
    #: None: raised by a timer of a diagram
    raised_by: Mapped[UUID | None]
    raised_at: Mapped[datetime]
    escalated_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    case_id: Mapped[UUID | None]

    __table_args__ = (
        ForeignKeyConstraint(*_PHASE),
        ForeignKeyConstraint(*_ENROLLMENT),
        CheckConstraint("kind IN ('supervision','issue')", name="ck_supervision_kind"),
        Index("ix_supervision_phase", "tenant", "phase_id", "county", "state"),
        Index("ix_supervision_enrollment", "tenant", "enrollment_id"),
    )


class ListChange(Base):
    """A change of the list of parks (F17, R-009): who, when, why, by which document."""

    __tablename__ = "list_change"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    campaign_id: Mapped[UUID]
    phase_id: Mapped[UUID | None]
    park_id: Mapped[UUID]
    #: add, rename, merge or remove
    kind: Mapped[Short]
    track: Mapped[Short | None]
    reason: Mapped[str]
    document: Mapped[Name]
    file_id: Mapped[UUID]
    effective_on: Mapped[date]
    #: The facts that changed
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    #: How many parks are to be covered from then on
    denominator: Mapped[int]
    person_id: Mapped[UUID | None]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["tenant", "campaign_id"], ["campaign.tenant", "campaign.id"]),
        ForeignKeyConstraint(*_PHASE),
        ForeignKeyConstraint(["tenant", "park_id"], ["park.tenant", "park.id"]),
        ForeignKeyConstraint(*_FILE),
        Index("ix_list_change_campaign", "tenant", "campaign_id"),
    )


class Promotion(Base):
    """What is proposed for a park when its phase closes (X2, D6, D7), and what was decided."""

    __tablename__ = "promotion"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    phase_id: Mapped[UUID]
    enrollment_id: Mapped[UUID]
    #: D6, D7, or D3 where nothing but the failure speaks
    rule: Mapped[Short]
    #: The plan lists the park on the provincial track of the next phase
    listed: Mapped[bool]
    #: promote, defer or stop; None: somebody has to decide
    decision: Mapped[Short | None]
    track: Mapped[Short]
    reason: Mapped[str | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("tenant", "phase_id", "enrollment_id"),
        ForeignKeyConstraint(*_PHASE),
        ForeignKeyConstraint(*_ENROLLMENT),
    )
