"""Whether an actor may carry out an operation at all. Deny by default (design §7)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, select

from engine.protocols import Actor
from workflows.clock import legal_day
from workflows.errors import RightMissing
from workflows.operations import ANY_PERSON, SYSTEM, Operation
from workflows.people.holders import appointment, appointments_of
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
    require_true_actor(conn, actor, now)
    if ANY_PERSON in operation.right and _is_active(conn, actor.tenant, actor.person):
        return
    if not _held_roles(conn, actor, now) & (operation.right - {SYSTEM, ANY_PERSON}):
        raise RightMissing(_sentence(operation), command=operation.command.__name__)


def require_true_actor(conn: Connection, actor: Actor, now: datetime) -> None:
    """Raise ``RightMissing`` where the record would name a post or a principal that is not true.

    The appointment that an actor names is the actor's own and in force today; who acts on behalf
    of somebody holds a post that stands in for that person's (B岗).
    """
    if actor.appointment is None and actor.on_behalf_of is None:
        return
    on = legal_day(now)
    held = actor.appointment and appointment(conn, actor.tenant, actor.appointment, on)
    if not held or held.person != actor.person:
        raise RightMissing("该任期不在有效期内，或者不是您的岗位。", code="post-not-in-force")
    if actor.on_behalf_of is None:
        return
    first = held.deputy_for and appointment(conn, actor.tenant, held.deputy_for, on)
    if not first or first.person != actor.on_behalf_of:
        raise RightMissing("您的岗位不能代他人办理。", code="not-a-deputy")


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
