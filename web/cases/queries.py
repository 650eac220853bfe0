"""What the page of a case reads, within what the person may know of."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select
from sqlalchemy.orm import aliased

from engine.errors import NotFound
from web.journal import Journal
from web.reach import sees_all, within_reach
from web.session.identity import Identity
from workflows.models import (
    Application,
    Appointment,
    Base,
    Body,
    Decision,
    Document,
    Grant,
    Item,
    ItemVersion,
    Material,
    Park,
    Party,
    Person,
    Post,
    StoredFile,
)

log = Journal("case")

Case = Base.metadata.tables["process_case"]
Task = Base.metadata.tables["task"]
Incident = Base.metadata.tables["incident"]
Definition = Base.metadata.tables["definition"]


def case_of(conn: Connection, who: Identity, case_id: UUID) -> Any:
    """The case with its application. Raises ``NotFound`` alike for none and for other people's."""
    allowed = within_reach(who)
    if sees_all(who):
        allowed = or_(allowed, Application.id.is_(None))
    took_part = select(Task.c.id).where(
        Task.c.tenant == Case.c.tenant,
        Task.c.case_id == Case.c.id,
        or_(Task.c.closed_by == who.person, Task.c.assignee == who.person),
    )
    query = _STATEMENT.where(
        Case.c.tenant == who.tenant,
        Case.c.id == case_id,
        # an application is seen from a post of today; it holds what is somebody's private own
        or_(allowed, and_(Application.id.is_(None), took_part.exists())),
    )
    row = conn.execute(query).first()
    if row is None:
        log.warning("not theirs", case=str(case_id), person=str(who.person))
        raise NotFound("no such case", case=str(case_id))
    return row


def open_tasks(conn: Connection, tenant: UUID, case_id: UUID) -> list[Any]:
    """What is to be done now, and in whose hands it is."""
    query = (
        select(Task.c.id, Task.c.name, Task.c.element_id, Task.c.candidates, Task.c.due_at,
               Task.c.assignee.label("holder"), Person.name.label("assignee"))
        .outerjoin(Person, and_(Person.tenant == Task.c.tenant, Person.id == Task.c.assignee))
        .where(Task.c.tenant == tenant, Task.c.case_id == case_id, Task.c.state == "open")
        .order_by(Task.c.created_at)
    )  # fmt: skip
    return list(conn.execute(query))


def materials(conn: Connection, tenant: UUID, case_id: UUID) -> list[Any]:
    """Materials with their files and verdicts, in the order of the list."""
    query = (
        select(Material.code, Material.name, Material.required, Material.verdict, Material.problem,
               Material.demand, Material.in_correction, Material.supplied_at, Material.file_id,
               StoredFile.name.label("file"), StoredFile.size)
        .outerjoin(StoredFile, and_(StoredFile.tenant == Material.tenant,
                                    StoredFile.id == Material.file_id))
        .where(Material.tenant == tenant, Material.application_id == case_id)
        .order_by(Material.id)
    )  # fmt: skip
    return list(conn.execute(query))


def documents(conn: Connection, tenant: UUID, case_id: UUID) -> list[Any]:
    """Issued documents in order."""
    query = (
        select(Document.id, Document.kind, Document.number, Document.issued_on, Document.voided_at,
               Document.content, Body.name.label("body"))
        .join(Body, and_(Body.tenant == Document.tenant, Body.id == Document.body_id))
        .where(Document.tenant == tenant, Document.application_id == case_id)
        .order_by(Document.issued_at)
    )  # fmt: skip
    return list(conn.execute(query))


def decisions(conn: Connection, tenant: UUID, case_id: UUID) -> list[Any]:
    """Legal acts with the proof of the authority they were done under."""
    query = (
        select(Decision.act, Decision.happened_at, Decision.recorded_at, Decision.proof,
               Decision.reason, Decision.legal_basis, Decision.grant_id,
               Person.name.label("who"), Post.name.label("post"), Grant.number.label("grant"))
        .outerjoin(Person, and_(Person.tenant == Decision.tenant,
                                Person.id == Decision.person_id))
        .outerjoin(Appointment, and_(Appointment.tenant == Decision.tenant,
                                     Appointment.id == Decision.appointment_id))
        .outerjoin(Post, and_(Post.tenant == Decision.tenant, Post.id == Appointment.post_id))
        .outerjoin(Grant, and_(Grant.tenant == Decision.tenant, Grant.id == Decision.grant_id))
        .where(Decision.tenant == tenant, Decision.application_id == case_id)
        .order_by(Decision.recorded_at, Decision.id)
    )  # fmt: skip
    return list(conn.execute(query))


def incident_in(conn: Connection, tenant: UUID, case_id: UUID, incident: UUID) -> bool:
    """Whether that incident belongs to the case and is not resolved."""
    query = select(func.count()).where(
        Incident.c.tenant == tenant, Incident.c.case_id == case_id, Incident.c.id == incident,
        Incident.c.resolved_at.is_(None),
    )  # fmt: skip
    return bool(conn.scalar(query))


_Submitter = aliased(Person)
_STATEMENT = (
    select(
        Case.c.id, Case.c.state.label("case_state"), Case.c.process_id, Case.c.business_key,
        Case.c.deployment_id, Case.c.started_at, Case.c.ended_at,
        Definition.c.name.label("process"), Definition.c.version,
        Application.id.label("application"), Application.number, Application.query_code,
        Application.state, Application.channel, Application.form, Application.representative,
        Application.submitted_at, Application.received_on, Application.accepted_on,
        Application.deemed, Application.silence_due_on, Application.promised_due_on,
        Application.statutory_due_on, Application.due_provisional, Application.decided_on,
        Application.decision, Application.delivered_on, Application.archived_on,
        Item.name.label("item"), Item.code.label("item_code"),
        ItemVersion.promised_limit, ItemVersion.statutory_limit, ItemVersion.legal_basis,
        ItemVersion.regime, ItemVersion.number.label("item_version"),
        Park.name.label("park"), Park.code.label("park_code"),
        Body.name.label("department"), Body.code.label("department_code"),
        Party.kind.label("party_kind"), Party.name.label("party"), Party.identifier,
        Party.legal_representative, Party.contact, Party.mobile, Party.address, Party.erased_at,
        _Submitter.name.label("submitter"),
    )
    .select_from(Case)
    .outerjoin(Definition, and_(Definition.c.tenant == Case.c.tenant,
                                Definition.c.deployment_id == Case.c.deployment_id,
                                Definition.c.process_id == Case.c.process_id))
    .outerjoin(Application, and_(Application.tenant == Case.c.tenant,
                                 Application.id == Case.c.id))
    .outerjoin(Item, and_(Item.tenant == Case.c.tenant, Item.id == Application.item_id))
    .outerjoin(ItemVersion, and_(ItemVersion.tenant == Case.c.tenant,
                                 ItemVersion.id == Application.item_version_id))
    .outerjoin(Park, and_(Park.tenant == Case.c.tenant, Park.id == Application.park_id))
    .outerjoin(Body, and_(Body.tenant == Case.c.tenant, Body.id == Item.department_id))
    .outerjoin(Party, and_(Party.tenant == Case.c.tenant, Party.id == Application.party_id))
    .outerjoin(_Submitter, and_(_Submitter.tenant == Case.c.tenant,
                                _Submitter.id == Application.submitted_by))
)  # fmt: skip
