"""What may be chosen in administration forms, read from the tenant's own rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, select

from web.admin.fields import Choice
from workflows.models import Appointment, Body, Item, Park, Person, Post
from workflows.people.models import CodeEntry

#: A list longer than this is imported, not clicked together
MOST = 3000


def bodies(conn: Connection, tenant: UUID) -> Sequence[Choice]:
    query = select(Body.id, Body.name).where(Body.tenant == tenant, Body.active)
    return _pairs(conn, query.order_by(Body.name))


def departments(conn: Connection, tenant: UUID) -> Sequence[Choice]:
    """Bodies whose items a post may serve."""
    query = select(Body.id, Body.name).where(
        Body.tenant == tenant, Body.active, Body.kind.in_(("department", "tax", "fire"))
    )
    return _pairs(conn, query.order_by(Body.name))


def parks(conn: Connection, tenant: UUID) -> Sequence[Choice]:
    query = select(Park.id, Park.name).where(Park.tenant == tenant, Park.active)
    return _pairs(conn, query.order_by(Park.serial))


def park_categories(conn: Connection, tenant: UUID) -> Sequence[Choice]:
    query = select(CodeEntry.code, CodeEntry.name).where(
        CodeEntry.tenant == tenant, CodeEntry.list == "park-category", CodeEntry.active
    )
    return _pairs(conn, query.order_by(CodeEntry.code))


def items(conn: Connection, tenant: UUID) -> Sequence[Choice]:
    query = select(Item.id, Item.code, Item.name).where(Item.tenant == tenant)
    return _pairs(conn, query.order_by(Item.code))


def people(conn: Connection, tenant: UUID) -> Sequence[Choice]:
    query = select(Person.id, Person.name, Person.login).where(
        Person.tenant == tenant, Person.active, Person.party_id.is_(None)
    )
    return _pairs(conn, query.order_by(Person.pinyin))


def posts(conn: Connection, tenant: UUID) -> Sequence[Choice]:
    query = (
        select(Post.id, Post.name, Body.name)
        .join(Body, (Body.tenant == Post.tenant) & (Body.id == Post.body_id))
        .where(Post.tenant == tenant, Post.active)
    )
    return _pairs(conn, query.order_by(Post.name))


def appointments(conn: Connection, tenant: UUID) -> Sequence[Choice]:
    """Appointments that somebody may stand in for."""
    query = (
        select(Appointment.id, Person.name, Post.name)
        .join(Person, (Person.tenant == Appointment.tenant) & (Person.id == Appointment.person_id))
        .join(Post, (Post.tenant == Appointment.tenant) & (Post.id == Appointment.post_id))
        .where(Appointment.tenant == tenant, Appointment.ends_on.is_(None))
    )
    return _pairs(conn, query.order_by(Person.pinyin))


def _pairs(conn: Connection, query: Select[*tuple[Any, ...]]) -> list[Choice]:
    rows = conn.execute(query.limit(MOST))
    return [(str(row[0]), " · ".join(str(word) for word in row[1:])) for row in rows]
