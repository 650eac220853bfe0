"""What of the campaign a person may see: parks of the own posts, and the files that belong to them.

Those of the city, the province and of oversight see all parks; a county its own; a park itself;
an evaluator the parks that the own teams evaluate.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, String, and_, cast, exists, false, or_, select
from sqlalchemy import true as everything

from engine.errors import NotFound
from web.journal import Journal
from web.session.identity import Holding, Identity
from workflows.models import (
    Budget,
    BuildTask,
    CampaignBasis,
    CampaignRecord,
    CountyDuty,
    Enrollment,
    Evaluator,
    ListChange,
    Meeting,
    Park,
    Phase,
    Score,
    StoredFile,
)
from workflows.people.roles import OF_COUNTY

log = Journal("campaign")

#: Roles that have pages of the campaign
VIEWERS = (
    "city_admin", "bureau_leader", "county_lead", "county_leader", "park_admin", "evaluator",
    "province", "manager", "auditor",
)  # fmt: skip
#: Those whose posts without a park see all of it
_WHOLE = frozenset({"city_admin", "bureau_leader", "province", "manager", "auditor"})


def sees_everything(who: Identity) -> bool:
    """Whether a post covers the whole campaign."""
    return any(held.role in _WHOLE and held.park is None for held in who.held)


def within_reach(who: Identity) -> ColumnElement[bool]:
    """The condition over ``Enrollment``."""
    return or_(false(), *(_of(held, who) for held in who.held if held.role in VIEWERS))


def enrollment_seen(conn: Connection, who: Identity, enrollment: UUID) -> UUID:
    """The enrollment. Raises ``NotFound`` for one that is not there and one of others alike."""
    query = select(Enrollment.id).where(
        Enrollment.tenant == who.tenant, Enrollment.id == enrollment, within_reach(who)
    )
    found: UUID | None = conn.scalar(query)
    if found is None:
        log.warning("not theirs", enrollment=str(enrollment), person=str(who.person))
        raise NotFound("no such park in a phase", enrollment=str(enrollment))
    return found


def counties(who: Identity) -> frozenset[str] | None:
    """The counties whose pages a person may open; None: all."""
    if sees_everything(who):
        return None
    return frozenset(h.county for h in who.held if h.role in OF_COUNTY and h.county)


#: Files of the campaign itself, for all who have pages of it
_SHARED: tuple[tuple[Any, Any], ...] = (
    (CampaignBasis, CampaignBasis.file_id),
    (Phase, Phase.plan_file_id),
    (Meeting, Meeting.file_id),
    (ListChange, ListChange.file_id),
    (CountyDuty, CountyDuty.file_id),
)


def file_seen(conn: Connection, who: Identity, file: UUID) -> bool:
    """Whether a file belongs to something of the campaign that the person may see."""
    if not who.roles & set(VIEWERS):
        return False
    for table, column in _SHARED:
        if conn.scalar(select(exists().where(table.tenant == who.tenant, column == file))):
            return True
    query = select(Enrollment.id).where(
        Enrollment.tenant == who.tenant, within_reach(who), _holds(file)
    )
    return conn.execute(query.limit(1)).first() is not None or _of_phase(conn, who, file)


def _of_phase(conn: Connection, who: Identity, file: UUID) -> bool:
    """Records of a phase that belong to no park."""
    return bool(
        conn.scalar(
            select(
                exists().where(
                    CampaignRecord.tenant == who.tenant,
                    CampaignRecord.enrollment_id.is_(None),
                    CampaignRecord.file_id == file,
                )
            )
        )
    )


def _holds(file: UUID) -> ColumnElement[bool]:
    """An enrollment that has the file: in a column, or inside a form or a filled sheet."""
    columns: tuple[tuple[Any, ColumnElement[bool]], ...] = (
        (CampaignRecord, CampaignRecord.file_id == file),
        (CampaignRecord, _inside(CampaignRecord.form, file, CampaignRecord.person_id)),
        (BuildTask, BuildTask.evidence_file_id == file),
        (Budget, Budget.file_id == file),
        (Score, _inside(Score.entries, file, Score.person_id)),
    )
    held = (
        exists().where(
            table.tenant == Enrollment.tenant, table.enrollment_id == Enrollment.id, is_it
        )
        for table, is_it in columns
    )
    return or_(Enrollment.confirm_file_id == file, *held)


def _inside(column: Any, file: UUID, writer: Any) -> ColumnElement[bool]:
    """The file's id stands there, written by who brought the file.

    Forms have fields of free text: an id that somebody only knows and writes down opens nothing.
    """
    brought = exists().where(
        StoredFile.tenant == column.class_.tenant,
        StoredFile.id == file,
        StoredFile.uploaded_by.is_not_distinct_from(writer),
    )
    return and_(cast(column, String).like(f"%{file}%"), brought)


def _of(held: Holding, who: Identity) -> ColumnElement[bool]:
    if held.role in _WHOLE and held.park is None:
        return everything()
    if held.role in OF_COUNTY:
        # as Held.covers: a body whose county nobody has entered yet covers none
        here = Enrollment.county == held.county if held.county else false()
        return and_(here, Enrollment.park_id == held.park) if held.park else here
    if held.role == "evaluator":
        return exists().where(
            Evaluator.tenant == Enrollment.tenant,
            Evaluator.enrollment_id == Enrollment.id,
            Evaluator.person_id == who.person,
        )
    if held.park is None:
        # a committee's post that names no park covers the park of its body
        return exists().where(
            and_(
                Park.tenant == Enrollment.tenant,
                Park.id == Enrollment.park_id,
                Park.committee_id == held.body,
            )
        )
    return Enrollment.park_id == held.park
