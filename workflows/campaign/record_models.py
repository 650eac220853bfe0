"""Tables of what the steps of a campaign leave behind: forms, meetings, opinions, tasks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from workflows.tables import Base, Key, Name, Short, TenantKey

_PHASE = (["tenant", "phase_id"], ["campaign_phase.tenant", "campaign_phase.id"])
_ENROLLMENT = (["tenant", "enrollment_id"], ["park_enrollment.tenant", "park_enrollment.id"])
_FILE = (["tenant", "file_id"], ["stored_file.tenant", "stored_file.id"])


class CampaignRecord(Base):
    """A form (F1 to F17) as it was completed, with both times."""

    __tablename__ = "campaign_record"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    phase_id: Mapped[UUID]
    enrollment_id: Mapped[UUID | None]
    #: F1 to F17, or the element's id where the plan names no form
    kind: Mapped[Short]
    element_id: Mapped[Name]
    task_id: Mapped[UUID | None]
    round: Mapped[int | None]
    form: Mapped[dict[str, Any]]
    form_version: Mapped[Name | None]
    person_id: Mapped[UUID | None]
    appointment_id: Mapped[UUID | None]
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    late_reason: Mapped[str | None]
    file_id: Mapped[UUID | None]

    __table_args__ = (
        ForeignKeyConstraint(*_PHASE),
        ForeignKeyConstraint(*_ENROLLMENT),
        ForeignKeyConstraint(*_FILE),
        Index("ix_campaign_record_phase", "tenant", "phase_id", "kind"),
        Index("ix_campaign_record_enrollment", "tenant", "enrollment_id"),
    )


class Meeting(Base):
    """推进会, 培训会, 观摩 or 补训 (F3, R-021)."""

    __tablename__ = "campaign_meeting"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    phase_id: Mapped[UUID]
    #: push, training, visit or make_up
    kind: Mapped[Short]
    topic: Mapped[Name]
    held_on: Mapped[date]
    place: Mapped[Name]
    attendees: Mapped[int]
    minutes: Mapped[str]
    file_id: Mapped[UUID | None]

    __table_args__ = (
        ForeignKeyConstraint(*_PHASE),
        ForeignKeyConstraint(*_FILE),
        Index("ix_campaign_meeting_phase", "tenant", "phase_id"),
    )


class MeetingPark(Base):
    """A park that took part in a meeting."""

    __tablename__ = "campaign_meeting_park"

    tenant: Mapped[TenantKey]
    meeting_id: Mapped[Key]
    park_id: Mapped[Key]

    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "meeting_id"], ["campaign_meeting.tenant", "campaign_meeting.id"]
        ),
        ForeignKeyConstraint(["tenant", "park_id"], ["park.tenant", "park.id"]),
    )


class Opinion(Base):
    """What a department, an enterprise or somebody of the public said to the draft (F2, R-020)."""

    __tablename__ = "campaign_opinion"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    phase_id: Mapped[UUID]
    #: department, enterprise or public
    kind: Mapped[Short]
    name: Mapped[Name]
    opinion: Mapped[str]
    #: adopted, partly or not
    adoption: Mapped[Short]
    reason: Mapped[str | None]
    given_on: Mapped[date]

    __table_args__ = (
        ForeignKeyConstraint(*_PHASE),
        Index("ix_campaign_opinion_phase", "tenant", "phase_id", "kind"),
    )


class BuildTask(Base):
    """A task of a park towards an indicator (F4, R-022)."""

    __tablename__ = "build_task"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    enrollment_id: Mapped[UUID]
    #: Code of an indicator of the scoring sheet
    indicator: Mapped[Short]
    place: Mapped[int]
    current_score: Mapped[Short | None]
    target_score: Mapped[Short]
    measure: Mapped[str]
    responsible: Mapped[Name]
    due_on: Mapped[date]
    evidence_required: Mapped[str]
    #: 万元
    cost: Mapped[Short | None]
    done_at: Mapped[datetime | None]
    evidence: Mapped[str | None]
    evidence_file_id: Mapped[UUID | None]

    __table_args__ = (
        ForeignKeyConstraint(*_ENROLLMENT),
        ForeignKeyConstraint(
            ["tenant", "evidence_file_id"], ["stored_file.tenant", "stored_file.id"]
        ),
        Index("ix_build_task_enrollment", "tenant", "enrollment_id"),
    )


class ItemTakeover(Base):
    """An item that the park took over (事项承接): a record until authority itself moves."""

    __tablename__ = "item_takeover"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    enrollment_id: Mapped[UUID]
    #: Code or name of the item
    item: Mapped[Name]
    document: Mapped[Name]
    taken_on: Mapped[date]
    note: Mapped[str | None]

    __table_args__ = (
        ForeignKeyConstraint(*_ENROLLMENT),
        Index("ix_item_takeover_enrollment", "tenant", "enrollment_id"),
    )


class MonthlyReport(Base):
    """A park's report of a month (F5)."""

    __tablename__ = "monthly_report"

    tenant: Mapped[TenantKey]
    enrollment_id: Mapped[Key]
    #: e.g. 2023-06
    month: Mapped[Short] = mapped_column(primary_key=True)
    done_tasks: Mapped[int]
    taken_items: Mapped[str | None]
    problems: Mapped[str | None]
    to_coordinate: Mapped[str | None]
    recorded_at: Mapped[datetime]

    __table_args__ = (ForeignKeyConstraint(*_ENROLLMENT),)


class Budget(Base):
    """Money for a park's center (资金保障, R-044)."""

    __tablename__ = "campaign_budget"

    tenant: Mapped[TenantKey]
    enrollment_id: Mapped[Key]
    #: 万元, exact
    amount: Mapped[Short]
    source: Mapped[Name]
    #: 是否纳入财政预算
    in_budget: Mapped[bool]
    #: 到位, 万元
    arrived: Mapped[Short]
    file_id: Mapped[UUID | None]

    __table_args__ = (ForeignKeyConstraint(*_ENROLLMENT), ForeignKeyConstraint(*_FILE))


class CountyDuty(Base):
    """What a county's government answers for: who leads, and whether it is assessed (R-032)."""

    __tablename__ = "county_duty"

    tenant: Mapped[TenantKey]
    campaign_id: Mapped[Key]
    county: Mapped[Name] = mapped_column(primary_key=True)
    #: 政府分管领导
    leader: Mapped[Name]
    #: 纳入年度目标绩效考核
    in_assessment: Mapped[bool]
    #: Document that says so
    document: Mapped[Name | None]
    file_id: Mapped[UUID | None]

    __table_args__ = (
        ForeignKeyConstraint(["tenant", "campaign_id"], ["campaign.tenant", "campaign.id"]),
        ForeignKeyConstraint(*_FILE),
    )
