"""Who is signed in: the person and the posts held today, read in one statement."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Connection, and_, bindparam, or_, select

from workflows.calendar.models import CalendarVersion
from workflows.people.holders import post_key
from workflows.people.models import Appointment, Body, EndedSession, Park, Person, Post, Tenant

_Department = Body.__table__.alias("department")


@dataclass(frozen=True)
class Holding:
    """A post held today, and the one key under which its tasks are listed."""

    appointment: UUID
    post: UUID
    role: str
    name: str
    body: UUID
    #: County that the body serves, by the name parks know it by
    county: str | None
    park: UUID | None
    park_code: str | None
    park_name: str | None
    department_code: str | None

    @property
    def key(self) -> str:
        """``role/park/department``: each post reads exactly one."""
        return post_key(self.role, self.park_code, self.department_code, self.county)


@dataclass(frozen=True)
class Identity:
    """A signed-in person. ``held`` is what the person may act as today."""

    tenant: UUID
    tenant_name: str
    is_demo: bool
    person: UUID
    name: str
    login: str
    party: UUID | None
    fingerprint: str
    #: Digest of the calendar in force, read along so that lists need no statement for it
    calendar: str
    held: tuple[Holding, ...]

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """What the session keeps: no right, only who, and under which password."""
        return f"{self.tenant}:{self.person}:{self.fingerprint}"

    @cached_property
    def roles(self) -> frozenset[str]:
        roles = {post.role for post in self.held}
        return frozenset(roles | {"enterprise"} if self.party else roles)

    @property
    def post_words(self) -> str:
        """The posts in a few words, for the head of the page."""
        names = [post.name for post in self.held]
        return "、".join(names[:2]) + (f" 等{len(names)}岗" if len(names) > 2 else "")

    @cached_property
    def own_key(self) -> str:
        return f"user:{self.person}"

    @cached_property
    def queue_keys(self) -> tuple[str, ...]:
        """Keys of the queues from which this person may take work."""
        return tuple(dict.fromkeys(post.key for post in self.held))

    @cached_property
    def mine_keys(self) -> tuple[str, ...]:
        """Keys of work that is already this person's: claimed, or asked of the own enterprise."""
        return (self.own_key, f"party:{self.party}") if self.party else (self.own_key,)


def fingerprint(password_hash: str | None) -> str:
    """Changes with the password, so that a new password ends the older sessions."""
    return hashlib.sha256((password_hash or "").encode()).hexdigest()[:16]


def load(
    conn: Connection, tenant: UUID, person: UUID, today: date, session: UUID | None = None
) -> Identity | None:
    """The person as of ``today``; None when unknown or no longer active, and where ``session``
    was ended. One statement.
    """
    asked = {"tenant": tenant, "person": person, "today": today, "session": session}
    rows = conn.execute(_STATEMENT, asked).all()
    if not rows or not rows[0].active or rows[0].ended is not None:
        return None
    first = rows[0]
    return Identity(
        tenant=tenant,
        tenant_name=first.tenant_name,
        is_demo=first.is_demo,
        person=person,
        name=first.name,
        login=first.login,
        party=first.party_id,
        fingerprint=fingerprint(first.password_hash),
        calendar=first.calendar or "",
        held=tuple(_holding(row) for row in rows if row.post is not None),
    )


def _holding(row: Any) -> Holding:
    return Holding(
        appointment=row.appointment,
        post=row.post,
        role=row.role,
        name=row.post_name,
        body=row.body_id,
        county=row.county,
        park=row.park_id,
        park_code=row.park_code,
        park_name=row.park_name,
        department_code=row.department_code,
    )


_TODAY: BindParameter[date] = bindparam("today")
_HELD_TODAY = and_(
    Appointment.tenant == Person.tenant,
    Appointment.person_id == Person.id,
    Appointment.starts_on <= _TODAY,
    or_(Appointment.ends_on.is_(None), Appointment.ends_on >= _TODAY),
)
_CALENDAR = (
    select(CalendarVersion.digest)
    .where(CalendarVersion.tenant == Person.tenant)
    .order_by(CalendarVersion.id.desc())
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)
_STATEMENT = (
    select(
        Person.name,
        Person.login,
        Person.active,
        Person.party_id,
        Person.password_hash,
        Tenant.name.label("tenant_name"),
        Tenant.is_demo,
        Post.id.label("post"),
        Appointment.id.label("appointment"),
        Post.role,
        Post.name.label("post_name"),
        Post.body_id,
        Body.county,
        Post.park_id,
        Park.code.label("park_code"),
        Park.short_name.label("park_name"),
        _Department.c.code.label("department_code"),
        _CALENDAR.label("calendar"),
        EndedSession.id.label("ended"),
    )
    .select_from(Person)
    .join(Tenant, Tenant.id == Person.tenant)
    .outerjoin(
        EndedSession,
        and_(EndedSession.tenant == Person.tenant, EndedSession.id == bindparam("session")),
    )
    .outerjoin(Appointment, _HELD_TODAY)
    .outerjoin(
        Post,
        and_(Post.tenant == Person.tenant, Post.id == Appointment.post_id, Post.active),
    )
    .outerjoin(Body, and_(Body.tenant == Person.tenant, Body.id == Post.body_id))
    .outerjoin(Park, and_(Park.tenant == Person.tenant, Park.id == Post.park_id))
    .outerjoin(
        _Department,
        and_(_Department.c.tenant == Person.tenant, _Department.c.id == Post.department_id),
    )
    .where(Person.tenant == bindparam("tenant"), Person.id == bindparam("person"))
    .order_by(Appointment.starts_on, Appointment.id)
)
