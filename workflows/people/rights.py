"""Whether an actor may carry out an operation at all. Deny by default (design §7)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from engine.protocols import Actor
from workflows.clock import legal_day
from workflows.errors import RightMissing
from workflows.operations import ANY_PERSON, SYSTEM, Operation
from workflows.people.holders import appointments_of
from workflows.people.models import Person
from workflows.people.roles import ROLES

#: Channels of the machine's own hand, in which no person stands behind an actor
_MACHINE = frozenset({"system", "cli", "import"})


def check_right(conn: Connection, actor: Actor, operation: Operation, now: datetime) -> None:
    """Return if the actor may; raise ``RightMissing`` with the roles that may.

    A person acts under one of the own appointments that are in force today; when the actor names
    one, only that counts.
    """
    if actor.person is None:
        if actor.channel in _MACHINE:
            return
        raise RightMissing("请先登录。", command=operation.command.__name__)
    if ANY_PERSON in operation.right and _is_active(conn, actor.tenant, actor.person):
        return
    if not _held_roles(conn, actor, now) & (operation.right - {SYSTEM, ANY_PERSON}):
        raise RightMissing(_sentence(operation), command=operation.command.__name__)


def _held_roles(conn: Connection, actor: Actor, now: datetime) -> set[str]:
    assert actor.person is not None
    held = appointments_of(conn, actor.tenant, actor.person, legal_day(now))
    if actor.appointment is not None:
        held = [one for one in held if one.appointment == actor.appointment]
    return {one.role for one in held}


def _is_active(conn: Connection, tenant: UUID, person: UUID) -> bool:
    query = select(Person.active).where(Person.tenant == tenant, Person.id == person)
    return bool(conn.execute(query).scalar())


def _sentence(operation: Operation) -> str:
    names = [ROLES[role] for role in sorted(operation.right) if role in ROLES]
    who = "、".join(names) if names else "系统"
    return f"您当前的岗位不能办理此操作，可由{who}办理。"
