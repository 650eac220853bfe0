"""Who holds which post on a day: the one question of every inbox and every right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, or_, select
from sqlalchemy.orm import aliased

from workflows.people.models import Appointment, Body, Park, Person, Post

#: Stands for all parks, or all departments, in a key
ALL = "*"


@dataclass(frozen=True, slots=True)
class Held:
    """A post that a person holds on a day."""

    appointment: UUID
    post: UUID
    role: str
    #: The body to which the post belongs
    body: UUID
    #: None: all parks
    park_code: str | None
    #: None: the items of all departments
    department_code: str | None
    #: Name of the post, e.g. 综窗收件员（经开区）
    name: str
    tenant: UUID
    person: UUID
    person_name: str
    body_code: str
    body_name: str
    park: UUID | None
    department: UUID | None
    starts_on: date
    ends_on: date | None
    #: The appointment for whose holder this one stands in (B岗)
    deputy_for: UUID | None

    @property
    def key(self) -> str:
        """The one key under which this post reads its queue: role/park/department."""
        return slot_key(self.role, self.park_code, self.department_code)


def slot_key(role: str, park_code: str | None, department_code: str | None) -> str:
    """``role/park/department``, with ``*`` where it is for all."""
    return f"{role}/{park_code or ALL}/{department_code or ALL}"


def task_keys(role: str, park_code: str, department_code: str) -> tuple[str, str, str, str]:
    """The four keys under which a task is listed, so that each post reads exactly one."""
    return (
        slot_key(role, park_code, department_code),
        slot_key(role, park_code, None),
        slot_key(role, None, department_code),
        slot_key(role, None, None),
    )


def appointments_of(conn: Connection, tenant: UUID, person: UUID, on: date) -> list[Held]:
    """All posts that an active person holds on a day, in the order they were given. One query."""
    query = _held().where(
        Appointment.tenant == tenant,
        Appointment.person_id == person,
        *_in_force(on),
    )
    return [Held(*row) for row in conn.execute(query.order_by(Appointment.id))]


def appointment(conn: Connection, tenant: UUID, appointment_id: UUID, on: date) -> Held | None:
    """The post behind an appointment that is in force on a day, or None."""
    query = _held().where(
        Appointment.tenant == tenant, Appointment.id == appointment_id, *_in_force(on)
    )
    row = conn.execute(query).first()
    return None if row is None else Held(*row)


def holders_of(conn: Connection, tenant: UUID, keys: list[str], on: date) -> list[Held]:
    """All who hold a post with one of these keys on a day: the answer to 谁能办."""
    roles = {key.partition("/")[0] for key in keys}
    query = _held().where(Appointment.tenant == tenant, Post.role.in_(roles), *_in_force(on))
    found = (Held(*row) for row in conn.execute(query.order_by(Appointment.id)))
    return [held for held in found if held.key in keys]


def _in_force(on: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Appointment.starts_on <= on,
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= on),
        Post.active.is_(True),
        Person.active.is_(True),
        Body.active.is_(True),
    )


def _held() -> Any:
    """Columns in the order of ``Held``."""
    department = aliased(Body)
    return (
        select(
            Appointment.id, Post.id, Post.role, Post.body_id, Park.code, department.code,
            Post.name, Appointment.tenant, Person.id, Person.name, Body.code, Body.name,
            Post.park_id, Post.department_id, Appointment.starts_on, Appointment.ends_on,
            Appointment.deputy_for_id,
        )
        .join(Person, (Person.tenant == Appointment.tenant) & (Person.id == Appointment.person_id))
        .join(Post, (Post.tenant == Appointment.tenant) & (Post.id == Appointment.post_id))
        .join(Body, (Body.tenant == Post.tenant) & (Body.id == Post.body_id))
        .outerjoin(Park, (Park.tenant == Post.tenant) & (Park.id == Post.park_id))
        .outerjoin(
            department,
            (department.tenant == Post.tenant) & (department.id == Post.department_id),
        )
    )  # fmt: skip
