"""The head of every page of the campaign: its phases with their stages, coverage, quota.

One statement: phases are few, each with seven lines of its calendar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    distinct,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from workflows.campaign import states
from workflows.campaign.lists import quota_sentence
from workflows.models import Campaign, CampaignPark, Enrollment, Phase, PhaseStage, Quota


@dataclass(frozen=True)
class Stage:
    """A stage of a phase, or a part of one, with its days."""

    code: str
    parent: str | None
    name: str
    starts_on: date
    ends_on: date | None
    opened: bool
    closed: bool


@dataclass(frozen=True)
class PhaseHead:
    """One phase with what its tab and its head say."""

    id: UUID
    no: int
    year: int
    deadline: date
    status: str
    sheet: str
    late_reason: str | None
    plan_title: str | None
    plan_number: str | None
    plan_file: UUID | None
    plan_on: date | None
    #: Parks of the phase, and those whose case has begun
    parks: int
    begun: int
    provincial: int
    #: Parks that got the provincial title in this phase
    titled: int
    #: Parks on the list until the end of the phase, as it was recorded
    listed: int
    quota: tuple[int, int] | None
    stages: tuple[Stage, ...]

    @property
    def main_stages(self) -> list[Stage]:
        return [stage for stage in self.stages if stage.parent is None]

    @property
    def is_beginning(self) -> bool:
        """Whether cases of parks are still being opened in the background."""
        return self.status == "planned" or (self.begun < self.parks and self.status == "running")

    @property
    def quota_warning(self) -> str | None:
        """R-011: it warns and blocks nothing."""
        if self.quota is None or self.quota[0] <= self.provincial <= self.quota[1]:
            return None
        return quota_sentence(self.year, self.provincial, *self.quota)


@dataclass(frozen=True)
class Head:
    """A campaign as of a day."""

    id: UUID
    name: str
    city: str
    municipal_pass: str
    self_accept_pass: str
    max_rounds: int
    confirmed: int
    denominator: int
    on: date
    phases: tuple[PhaseHead, ...]

    @property
    def next_no(self) -> int:
        """The phase that is started next: a campaign may have been entered at a later one."""
        return max((one.no for one in self.phases), default=0) + 1

    def phase(self, no: int | None) -> PhaseHead | None:
        """The phase with that number; else the latest."""
        found = next((one for one in self.phases if one.no == no), None)
        return found or (self.phases[-1] if self.phases else None)

    def passing(self, track: str) -> str:
        """The pass mark of a track: the municipal title, or the city's bar before reporting."""
        return self.municipal_pass if track == states.MUNICIPAL else self.self_accept_pass


def head(conn: Connection, tenant: UUID, today: date) -> Head | None:
    """The tenant's latest campaign; None before there is one. One statement."""
    rows = conn.execute(_STATEMENT, {"of_tenant": tenant, "today": today}).all()
    return _head(rows, today) if rows else None


def _head(rows: Sequence[Any], today: date) -> Head:
    first = rows[0]
    by_phase: dict[UUID, list[Any]] = {}
    for row in rows:
        if row.phase is not None:
            by_phase.setdefault(row.phase, []).append(row)
    return Head(
        first.campaign, first.campaign_name, first.city, first.municipal_pass,
        first.self_accept_pass, first.max_rounds, first.confirmed, first.denominator, today,
        tuple(_phase(group) for group in by_phase.values()),
    )  # fmt: skip


def _phase(rows: Sequence[Any]) -> PhaseHead:
    row = rows[0]
    quota = None if row.minimum is None else (row.minimum, row.maximum)
    stages = tuple(
        Stage(
            one.code, one.parent, one.stage_name, one.starts_on, one.ends_on,
            one.opened_at is not None, one.closed_at is not None,
        )
        for one in rows
        if one.code is not None
    )  # fmt: skip
    return PhaseHead(
        row.phase, row.no, row.year, row.deadline, row.status, row.sheet, row.late_reason,
        row.plan_title, row.plan_number, row.plan_file_id, row.plan_on, row.parks, row.begun,
        row.provincial, row.titled, row.listed, quota, stages,
    )  # fmt: skip


def _count(*rules: ColumnElement[bool]) -> Any:
    """Parks of the phase that keep all rules."""
    return (
        select(func.count())
        .select_from(Enrollment)
        .where(Enrollment.tenant == Phase.tenant, Enrollment.phase_id == Phase.id, *rules)
        .scalar_subquery()
    )


def _on_list(on: Any) -> Any:
    """Parks of the campaign's list on a day (R-009)."""
    return (
        select(func.count())
        .select_from(CampaignPark)
        .where(
            CampaignPark.tenant == Campaign.tenant,
            CampaignPark.campaign_id == Campaign.id,
            CampaignPark.joined_on <= on,
            or_(CampaignPark.left_on.is_(None), CampaignPark.left_on > on),
        )
        .scalar_subquery()
    )


_TENANT: Any = bindparam("of_tenant")


def _latest() -> Any:
    """The campaign that was opened last."""
    return (
        select(Campaign.id)
        .where(Campaign.tenant == _TENANT)
        .order_by(Campaign.created_at.desc())
        .limit(1)
        .scalar_subquery()
    )


def _confirmed(today: Any) -> Any:
    """Parks of the list that have the provincial title by ``today``, of all phases."""
    theirs, kept = aliased(Phase), aliased(CampaignPark)
    return (
        select(func.count(distinct(Enrollment.park_id)))
        .select_from(Enrollment)
        .join(theirs, and_(theirs.tenant == Enrollment.tenant, theirs.id == Enrollment.phase_id))
        .join(
            kept,
            and_(
                kept.tenant == Enrollment.tenant,
                kept.campaign_id == theirs.campaign_id,
                kept.park_id == Enrollment.park_id,
            ),
        )
        .where(
            Enrollment.tenant == Campaign.tenant,
            theirs.campaign_id == Campaign.id,
            Enrollment.track == states.PROVINCIAL,
            Enrollment.status.in_(states.TITLED),
            Enrollment.confirm_on <= today,
            or_(kept.left_on.is_(None), kept.left_on > today),
        )
        .correlate(Campaign)
        .scalar_subquery()
    )


def _columns(today: Any) -> tuple[Any, ...]:
    active = Enrollment.status != states.REMOVED
    provincial = Enrollment.track == states.PROVINCIAL
    return (
        Campaign.id.label("campaign"), Campaign.name.label("campaign_name"), Campaign.city,
        Campaign.municipal_pass, Campaign.self_accept_pass, Campaign.max_rounds,
        _confirmed(today).label("confirmed"), _on_list(today).label("denominator"),
        Phase.id.label("phase"), Phase.no, Phase.year, Phase.deadline, Phase.status,
        Phase.sheet, Phase.late_reason, Phase.plan_title, Phase.plan_number,
        Phase.plan_file_id, Phase.plan_on,
        _count(active).label("parks"),
        _count(active, Enrollment.case_id.is_not(None)).label("begun"),
        _count(active, provincial).label("provincial"),
        _count(provincial, Enrollment.status.in_(states.TITLED)).label("titled"),
        _on_list(Phase.deadline).label("listed"), Quota.minimum, Quota.maximum,
        PhaseStage.code, PhaseStage.parent, PhaseStage.name.label("stage_name"),
        PhaseStage.starts_on, PhaseStage.ends_on, PhaseStage.opened_at, PhaseStage.closed_at,
    )  # fmt: skip


def _statement() -> Any:
    quota = and_(
        Quota.tenant == Campaign.tenant,
        Quota.campaign_id == Campaign.id,
        Quota.year == Phase.year,
        Quota.city_class == Campaign.city_class,
    )
    stage = and_(PhaseStage.tenant == Phase.tenant, PhaseStage.phase_id == Phase.id)
    return (
        select(*_columns(bindparam("today")))
        .select_from(Campaign)
        .outerjoin(Phase, and_(Phase.tenant == Campaign.tenant, Phase.campaign_id == Campaign.id))
        .outerjoin(PhaseStage, stage)
        .outerjoin(Quota, quota)
        .where(Campaign.tenant == _TENANT, Campaign.id == _latest())
        .order_by(Phase.no, PhaseStage.place)
    )


_STATEMENT = _statement()
