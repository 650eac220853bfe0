"""What those who watch read: supervisions, attendance, changes of the list. Reading only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, exists, select

from workflows.campaign import states
from workflows.campaign.models import Enrollment
from workflows.campaign.oversight_models import ListChange, Supervision
from workflows.campaign.record_models import (
    Meeting,
    MeetingPark,
)
from workflows.people.models import Park, Person


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
