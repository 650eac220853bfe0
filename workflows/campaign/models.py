"""Tables of the campaign (创建工作): campaign, phase, stages, and a park's place in a phase.

Where a park stands is written by steps of ``phase-campaign`` and ``park-campaign`` only
(``workflows.campaign.statuses``). Scores are exact decimals and kept as text: SQLite has none.
Source: domain §2.1.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflows.tables import Base, Key, Name, Short, TenantKey


class Campaign(Base):
    """A city's campaign through all its phases, with the settings that the plan leaves open."""

    __tablename__ = "campaign"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    name: Mapped[Name]
    city: Mapped[Name]
    #: 成都, 区域中心城市 or 其他市(州): decides the yearly quota (R-011)
    city_class: Mapped[Short]
    #: The first evaluation is round 1
    max_rounds: Mapped[int]
    #: 70 and more is enough (R-024)
    municipal_pass: Mapped[Short]
    #: The city's own bar before it reports a park to the province
    self_accept_pass: Mapped[Short]
    #: The plan names none; the province's document decides
    provincial_pass: Mapped[Short | None]
    #: Evaluators that differ by more on the total look again
    disagreement: Mapped[Short]
    #: Working days for a rectification
    rectify_limit_days: Mapped[int]
    #: A park added after this month goes to the next phase, unless decided otherwise
    late_add_month: Mapped[int]
    created_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("tenant", "name"),
        CheckConstraint("max_rounds >= 1", name="ck_campaign_has_a_round"),
    )


class CampaignBasis(Base):
    """A document on which the campaign rests (依据文件, R-001)."""

    __tablename__ = "campaign_basis"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    campaign_id: Mapped[UUID]
    title: Mapped[Name]
    #: The other title under which the same document is cited (R-042)
    alias: Mapped[Name | None]
    issuer: Mapped[Name]
    number: Mapped[Name | None]
    issued_on: Mapped[date]
    file_id: Mapped[UUID | None]

    __table_args__ = (
        UniqueConstraint("tenant", "campaign_id", "title"),
        ForeignKeyConstraint(["tenant", "campaign_id"], ["campaign.tenant", "campaign.id"]),
        ForeignKeyConstraint(["tenant", "file_id"], ["stored_file.tenant", "stored_file.id"]),
    )


class CampaignDuty(Base):
    """Who answers for a step (分工协作, R-043): exactly one role is responsible."""

    __tablename__ = "campaign_duty"

    tenant: Mapped[TenantKey]
    campaign_id: Mapped[Key]
    #: Element of a diagram
    element: Mapped[Short] = mapped_column(primary_key=True)
    step: Mapped[Name]
    responsible: Mapped[Short]
    accountable: Mapped[Short]
    consulted: Mapped[list[Any]]
    informed: Mapped[list[Any]]

    __table_args__ = (
        ForeignKeyConstraint(["tenant", "campaign_id"], ["campaign.tenant", "campaign.id"]),
    )


class Quota(Base):
    """How many provincial parks a city of a class builds in a year (R-011)."""

    __tablename__ = "campaign_quota"

    tenant: Mapped[TenantKey]
    campaign_id: Mapped[Key]
    year: Mapped[int] = mapped_column(primary_key=True)
    city_class: Mapped[Short] = mapped_column(primary_key=True)
    minimum: Mapped[int]
    maximum: Mapped[int]

    __table_args__ = (
        ForeignKeyConstraint(["tenant", "campaign_id"], ["campaign.tenant", "campaign.id"]),
        CheckConstraint("minimum <= maximum", name="ck_campaign_quota_in_order"),
    )


class CampaignPark(Base):
    """A park on the campaign's list (创建园区名单), and during which days it counts (R-009)."""

    __tablename__ = "campaign_park"

    tenant: Mapped[TenantKey]
    campaign_id: Mapped[Key]
    park_id: Mapped[Key]
    #: First day on which it counts; never before the day on which it was recorded
    joined_on: Mapped[date]
    #: First day on which it counts no more
    left_on: Mapped[date | None]

    __table_args__ = (
        ForeignKeyConstraint(["tenant", "campaign_id"], ["campaign.tenant", "campaign.id"]),
        ForeignKeyConstraint(["tenant", "park_id"], ["park.tenant", "park.id"]),
    )


class Phase(Base):
    """A phase (阶段): a year in which some parks build."""

    __tablename__ = "campaign_phase"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    campaign_id: Mapped[UUID]
    no: Mapped[int]
    year: Mapped[int]
    deadline: Mapped[date]
    #: planned, running or closed; set by steps of the diagram
    status: Mapped[Short]
    case_id: Mapped[UUID | None]
    #: Version of the scoring sheets, one for both tracks (R-005)
    sheet: Mapped[Short]
    #: Stage at which the phase was entered
    entry: Mapped[Short]
    #: Why it was entered later than it began
    late_reason: Mapped[str | None]
    plan_title: Mapped[Name | None]
    #: 文号
    plan_number: Mapped[Name | None]
    plan_file_id: Mapped[UUID | None]
    plan_on: Mapped[date | None]
    started_by: Mapped[UUID | None]
    started_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("tenant", "campaign_id", "no"),
        ForeignKeyConstraint(["tenant", "campaign_id"], ["campaign.tenant", "campaign.id"]),
        Index("ix_campaign_phase_case", "tenant", "case_id"),
    )


class PhaseStage(Base):
    """A stage of a phase with its days: data, not code (R-025). Stages overlap."""

    __tablename__ = "phase_stage"

    tenant: Mapped[TenantKey]
    phase_id: Mapped[Key]
    #: workflows.campaign.stages
    code: Mapped[Short] = mapped_column(primary_key=True)
    #: Stage of which this is a part; None: a stage
    parent: Mapped[Short | None]
    name: Mapped[Name]
    place: Mapped[int]
    starts_on: Mapped[date]
    #: None: the plan names no end
    ends_on: Mapped[date | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "phase_id"], ["campaign_phase.tenant", "campaign_phase.id"]
        ),
        CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name="ck_phase_stage_ends_after_start"
        ),
    )


class Enrollment(Base):
    """A park's place in a phase, on one track. One that has not ended is active."""

    __tablename__ = "park_enrollment"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    phase_id: Mapped[UUID]
    park_id: Mapped[UUID]
    #: As of the day of enrollment: reports keep what they said
    park_name: Mapped[Name]
    category: Mapped[Short]
    county: Mapped[Name]
    #: provincial or municipal
    track: Mapped[Short]
    #: workflows.campaign.states; written by steps of the diagrams
    status: Mapped[Short]
    #: Stage at which it was entered
    entry: Mapped[Short]
    #: Round of evaluation; 0 before the first
    round: Mapped[int]
    #: Case of ``park-campaign``; None until the background start has reached it
    case_id: Mapped[UUID | None]
    self_score: Mapped[Short | None]
    #: Exact; shown truncated to two places
    city_score: Mapped[Short | None]
    province_score: Mapped[Short | None]
    #: {dimension: points} of the last evaluation
    dimensions: Mapped[dict[str, Any] | None]
    sheet_id: Mapped[UUID | None]
    title: Mapped[Name | None]
    grantor: Mapped[Name | None]
    confirm_number: Mapped[Name | None]
    confirm_on: Mapped[date | None]
    confirm_file_id: Mapped[UUID | None]
    plaque_name: Mapped[Name | None]
    plaque_number: Mapped[Name | None]
    plaque_on: Mapped[date | None]
    promoted_from_id: Mapped[UUID | None]
    #: Why it failed, was deferred or left
    reason: Mapped[str | None]
    joined_on: Mapped[date]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("tenant", "phase_id", "park_id"),
        Index(
            "ix_park_enrollment_one_active",
            "tenant",
            "park_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_park_enrollment_case", "tenant", "case_id"),
        ForeignKeyConstraint(
            ["tenant", "phase_id"], ["campaign_phase.tenant", "campaign_phase.id"]
        ),
        ForeignKeyConstraint(["tenant", "park_id"], ["park.tenant", "park.id"]),
        CheckConstraint("track IN ('provincial','municipal')", name="ck_park_enrollment_track"),
    )


class EnrollmentStatus(Base):
    """One step of an enrollment's time line: when it happened, and when it was recorded."""

    __tablename__ = "enrollment_status"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    enrollment_id: Mapped[UUID]
    status: Mapped[Short]
    element_id: Mapped[Name]
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    person_id: Mapped[UUID | None]
    #: Why it was recorded later than it happened
    late_reason: Mapped[str | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "enrollment_id"], ["park_enrollment.tenant", "park_enrollment.id"]
        ),
        Index("ix_enrollment_status_enrollment", "tenant", "enrollment_id"),
    )
