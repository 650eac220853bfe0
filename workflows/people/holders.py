"""Who holds which post on a day: the one question of every inbox and every right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Date, and_, bindparam, or_, select

from workflows.people.models import Appointment, Body, Park, Person, Post
from workflows.people.roles import OF_COUNTY

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
    #: County that the body serves, by the name parks know it by
    county: str | None = None

    @property
    def key(self) -> str:
        """The one key under which this post reads its queue: role/park/department."""
        return post_key(self.role, self.park_code, self.department_code, self.county)

    def covers(self, park_code: str, county: str) -> bool:
        """Whether it serves a park: those of a county the parks there, none while it is unknown."""
        if self.role in OF_COUNTY and self.county != county:
            return False
        return self.park_code in {None, park_code}


def slot_key(role: str, park_code: str | None, department_code: str | None) -> str:
    """``role/park/department``, with ``*`` where it is for all."""
    return f"{role}/{park_code or ALL}/{department_code or ALL}"


def post_key(
    role: str, park_code: str | None, department_code: str | None, county: str | None
) -> str:
    """The key of a post: those of a county read what is listed for their county."""
    if role in OF_COUNTY and county and park_code is None:
        return county_key(role, county)
    return slot_key(role, park_code, department_code)


def county_key(role: str, county: str) -> str:
    """The key under which a task is listed for one county's posts of a role."""
    return slot_key(role, f"~{county}", None)


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
    rows = conn.execute(_BY_PERSON, {"tenant": tenant, "person": person, "day": on})
    return [Held(*row) for row in rows]


def appointment(conn: Connection, tenant: UUID, appointment_id: UUID, on: date) -> Held | None:
    """The post behind an appointment that is in force on a day, or None."""
    values = {"tenant": tenant, "appointment": appointment_id, "day": on}
    row = conn.execute(_BY_APPOINTMENT, values).first()
    return None if row is None else Held(*row)


def holders_of(conn: Connection, tenant: UUID, keys: list[str], on: date) -> list[Held]:
    """All who hold a post with one of these keys on a day: the answer to 谁能办."""
    roles = sorted({key.partition("/")[0] for key in keys})
    rows = conn.execute(_BY_ROLE, {"tenant": tenant, "roles": roles, "day": on})
    return [held for held in (Held(*row) for row in rows) if held.key in keys]


# Built once: putting a statement of five tables together costs ten times its execution
_APPOINTMENT, _PERSON = Appointment.__table__.c, Person.__table__.c
_POST, _BODY, _PARK = Post.__table__.c, Body.__table__.c, Park.__table__.c
_DEPARTMENT = Body.__table__.alias("department")
_DAY = bindparam("day", type_=Date())

#: Columns in the order of ``Held``
_HELD: Any = (
    select(
        _APPOINTMENT.id, _POST.id, _POST.role, _POST.body_id, _PARK.code, _DEPARTMENT.c.code,
        _POST.name, _APPOINTMENT.tenant, _PERSON.id, _PERSON.name, _BODY.code, _BODY.name,
        _POST.park_id, _POST.department_id, _APPOINTMENT.starts_on, _APPOINTMENT.ends_on,
        _APPOINTMENT.deputy_for_id, _BODY.county,
    )
    .select_from(Appointment.__table__)
    .join(
        Person.__table__,
        and_(_PERSON.tenant == _APPOINTMENT.tenant, _PERSON.id == _APPOINTMENT.person_id),
    )
    .join(
        Post.__table__, and_(_POST.tenant == _APPOINTMENT.tenant, _POST.id == _APPOINTMENT.post_id)
    )
    .join(Body.__table__, and_(_BODY.tenant == _POST.tenant, _BODY.id == _POST.body_id))
    .outerjoin(Park.__table__, and_(_PARK.tenant == _POST.tenant, _PARK.id == _POST.park_id))
    .outerjoin(
        _DEPARTMENT,
        and_(_DEPARTMENT.c.tenant == _POST.tenant, _DEPARTMENT.c.id == _POST.department_id),
    )
    .where(
        _APPOINTMENT.tenant == bindparam("tenant"),
        _APPOINTMENT.starts_on <= _DAY,
        or_(_APPOINTMENT.ends_on.is_(None), _APPOINTMENT.ends_on >= _DAY),
        _POST.active.is_(True),
        _PERSON.active.is_(True),
        _BODY.active.is_(True),
    )
    .order_by(_APPOINTMENT.id)
)  # fmt: skip
_BY_PERSON = _HELD.where(_APPOINTMENT.person_id == bindparam("person"))
_BY_APPOINTMENT = _HELD.where(_APPOINTMENT.id == bindparam("appointment"))
_BY_ROLE = _HELD.where(_POST.role.in_(bindparam("roles", expanding=True)))
