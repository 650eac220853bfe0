"""What those who watch read: scores of a park, supervisions, counties, attendance. Reading only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, case, exists, func, select

from workflows.campaign import states
from workflows.campaign.models import Enrollment, Phase
from workflows.campaign.oversight_models import ListChange, Supervision
from workflows.campaign.record_models import (
    Budget,
    CampaignRecord,
    CountyDuty,
    Meeting,
    MeetingPark,
    MonthlyReport,
)
from workflows.campaign.scoring_models import Evaluator, Score
from workflows.people.models import Park, Person


def scores_of(conn: Connection, tenant: UUID, enrollment: UUID) -> list[Any]:
    """Filled sheets of a park with who filled them: the own first, then by round."""
    leads = and_(
        Evaluator.tenant == Score.tenant,
        Evaluator.enrollment_id == Score.enrollment_id,
        Evaluator.round == Score.round,
        Evaluator.person_id == Score.person_id,
    )
    query = (
        select(Score.__table__, Person.name.label("person_name"), Evaluator.is_leader)
        .join(Person, and_(Person.tenant == Score.tenant, Person.id == Score.person_id))
        .outerjoin(Evaluator, leads)
        .where(Score.tenant == tenant, Score.enrollment_id == enrollment)
        .order_by(Score.round, Score.kind.desc(), Score.id)
    )
    return list(conn.execute(query))


def records_of(conn: Connection, tenant: UUID, enrollment: UUID) -> list[Any]:
    """Forms of a park (F1 to F16) with both times and who filled them."""
    query = (
        select(CampaignRecord.__table__, Person.name.label("person_name"))
        .outerjoin(
            Person,
            and_(Person.tenant == CampaignRecord.tenant, Person.id == CampaignRecord.person_id),
        )
        .where(CampaignRecord.tenant == tenant, CampaignRecord.enrollment_id == enrollment)
        .order_by(CampaignRecord.happened_at, CampaignRecord.id)
    )
    return list(conn.execute(query))


def supervisions(
    conn: Connection,
    tenant: UUID,
    *,
    county: str | None = None,
    phase: UUID | None = None,
    enrollment: UUID | None = None,
    open_only: bool = True,
) -> list[Any]:
    """Supervisions and issues, those due first."""
    where = [Supervision.tenant == tenant]
    where += [Supervision.county == county] if county is not None else []
    where += [Supervision.phase_id == phase] if phase is not None else []
    where += [Supervision.enrollment_id == enrollment] if enrollment is not None else []
    where += [Supervision.state != "closed"] if open_only else []
    query = (
        select(Supervision.__table__, Enrollment.park_name)
        .outerjoin(
            Enrollment,
            and_(
                Enrollment.tenant == Supervision.tenant,
                Enrollment.id == Supervision.enrollment_id,
            ),
        )
        .where(*where)
        .order_by(Supervision.due_on, Supervision.id)
    )
    return list(conn.execute(query))


def county_rows(conn: Connection, tenant: UUID, phase: UUID) -> list[Any]:
    """(county, parks, titled, failed, open supervisions, escalated, leader, in_assessment)."""
    asked = (
        select(
            Supervision.county,
            func.count().label("open"),
            func.count().filter(Supervision.level == "county_leader").label("escalated"),
        )
        .where(
            Supervision.tenant == tenant,
            Supervision.phase_id == phase,
            Supervision.state != "closed",
        )
        .group_by(Supervision.county)
        .subquery()
    )
    titled = func.sum(case((Enrollment.status.in_(states.TITLED), 1), else_=0))
    failed = func.sum(case((Enrollment.status == states.FAILED, 1), else_=0))
    query = (
        select(
            Enrollment.county, func.count().label("parks"), titled.label("titled"),
            failed.label("failed"), func.coalesce(asked.c.open, 0).label("supervisions"),
            func.coalesce(asked.c.escalated, 0).label("escalated"), CountyDuty.leader,
            CountyDuty.in_assessment,
        )
        .select_from(Enrollment)
        .join(Phase, and_(Phase.tenant == Enrollment.tenant, Phase.id == Enrollment.phase_id))
        .outerjoin(asked, asked.c.county == Enrollment.county)
        .outerjoin(
            CountyDuty,
            and_(
                CountyDuty.tenant == Enrollment.tenant,
                CountyDuty.campaign_id == Phase.campaign_id,
                CountyDuty.county == Enrollment.county,
            ),
        )
        .where(Enrollment.tenant == tenant, Enrollment.phase_id == phase)
        .group_by(
            Enrollment.county, asked.c.open, asked.c.escalated, CountyDuty.leader,
            CountyDuty.in_assessment,
        )
        .order_by(Enrollment.county)
    )  # fmt: skip
    return list(conn.execute(query))


def absent_parks(conn: Connection, tenant: UUID, phase: UUID, *kinds: str) -> list[str]:
    """Names of the phase's parks that were at no meeting of these kinds (R-021)."""
    came = exists().where(
        MeetingPark.tenant == Enrollment.tenant,
        MeetingPark.park_id == Enrollment.park_id,
        Meeting.tenant == MeetingPark.tenant,
        Meeting.id == MeetingPark.meeting_id,
        Meeting.phase_id == phase,
        Meeting.kind.in_(kinds),
    )
    query = select(Enrollment.park_name).where(
        Enrollment.tenant == tenant,
        Enrollment.phase_id == phase,
        Enrollment.status != states.REMOVED,
        ~came,
    )
    return list(conn.execute(query.order_by(Enrollment.id)).scalars())


def reports_of(conn: Connection, tenant: UUID, enrollment: UUID) -> list[Any]:
    """Monthly reports of a park, the latest first."""
    query = select(MonthlyReport.__table__).where(
        MonthlyReport.tenant == tenant, MonthlyReport.enrollment_id == enrollment
    )
    return list(conn.execute(query.order_by(MonthlyReport.month.desc())))


def list_changes(conn: Connection, tenant: UUID, campaign: UUID) -> list[Any]:
    """Changes of the list: who, when, why, by which paper, and the number from then on."""
    query = (
        select(ListChange.__table__, Park.name.label("park_name"), Person.name.label("person_name"))
        .join(Park, and_(Park.tenant == ListChange.tenant, Park.id == ListChange.park_id))
        .outerjoin(
            Person, and_(Person.tenant == ListChange.tenant, Person.id == ListChange.person_id)
        )
        .where(ListChange.tenant == tenant, ListChange.campaign_id == campaign)
        .order_by(ListChange.recorded_at, ListChange.id)
    )
    return list(conn.execute(query))


def budgets(conn: Connection, tenant: UUID, phase: UUID) -> list[Any]:
    """Money of each park of a phase that has said so (R-044)."""
    query = (
        select(Budget.__table__, Enrollment.park_name)
        .join(
            Enrollment,
            and_(Enrollment.tenant == Budget.tenant, Enrollment.id == Budget.enrollment_id),
        )
        .where(Budget.tenant == tenant, Enrollment.phase_id == phase)
        .order_by(Enrollment.id)
    )
    return list(conn.execute(query))
