"""Under which post an actor acts on an application, and on whose behalf applicants act."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from engine.protocols import Actor, Tx
from engine.store.schema import slot
from workflows.clock import legal_day
from workflows.errors import RightMissing, Unknown
from workflows.handling.reading import CaseFacts
from workflows.people.holders import Held, appointment, appointments_of, task_keys
from workflows.people.models import Person
from workflows.people.roles import ROLES

#: Roles that may enter an application for an enterprise, and the channel this makes it
ENTERING: dict[str, str] = {"window": "window", "guide": "guide"}


def keys_of(candidates: Collection[str], variables: Mapping[str, Any]) -> list[str]:
    """The keys under which a task is listed: a role becomes its four keys of park and department.

    Keys that name somebody already (``user:…``, ``party:…``) stay as they are.
    """
    park, department = str(variables.get("park", "")), str(variables.get("department", ""))
    keys: list[str] = []
    for candidate in candidates:
        if candidate in ROLES and park and department:
            keys.extend(task_keys(candidate, park, department))
        else:
            keys.append(candidate)
    return keys


def held_for(tx: Tx, keys: Collection[str]) -> Held:
    """The actor's own post, in force today, that is among those asked for.

    Raises ``RightMissing``: no post named, not the actor's, over, or another post.
    """
    actor = tx.actor
    if actor.person is None or actor.appointment is None:
        raise RightMissing("请选择以哪个岗位办理。", code="post-missing")
    held = appointment(tx.connection, tx.tenant, actor.appointment, legal_day(tx.now))
    if held is None or held.person != actor.person:
        raise RightMissing("该任期不在有效期内，或者不是您的岗位。", code="post-not-in-force")
    if held.key not in keys:
        roles = sorted({ROLES.get(key.partition("/")[0], key) for key in keys})
        sentence = f"您的岗位“{held.name}”不能办理此环节，由{'、'.join(roles)}办理。"
        raise RightMissing(sentence, code="other-post", roles=roles)
    return held


def own_posts(tx: Tx, roles: Collection[str], facts: CaseFacts) -> list[Held]:
    """The actor's posts of these roles that serve the application's park and department.

    An actor who names a post is asked for that post only.
    """
    if tx.actor.person is None:
        return []
    held = appointments_of(tx.connection, tx.tenant, tx.actor.person, legal_day(tx.now))
    named = tx.actor.appointment
    return [
        one
        for one in held
        if one.role in roles
        and one.covers(facts.park_code, facts.park_county)
        and one.department_code in {None, facts.department_code}
        and named in {None, one.appointment}
    ]


def require_own_task(tx: Tx, task_id: UUID) -> None:
    """Raise ``Unknown`` unless the task is in the actor's hands or one of the actor's queues."""
    person = tx.actor.person
    held = appointments_of(tx.connection, tx.tenant, person, legal_day(tx.now)) if person else []
    keys = [f"user:{person}", *(one.key for one in held)]
    query = select(slot.c.task_id).where(
        slot.c.tenant == tx.tenant, slot.c.task_id == task_id, slot.c.key.in_(keys)
    )
    if tx.connection.execute(query.limit(1)).first() is None:
        raise Unknown("没有这个任务。", id=str(task_id))


def party_of(conn: Connection, actor: Actor) -> UUID | None:
    """The party for which the actor may apply: persons of an enterprise have one."""
    if actor.person is None:
        return None
    query = select(Person.party_id).where(
        Person.tenant == actor.tenant, Person.id == actor.person, Person.active
    )
    return conn.execute(query).scalar()


def speaks_for_applicant(tx: Tx, facts: CaseFacts) -> bool:
    """The enterprise's own person, who entered it, or the window or guide of that park."""
    if facts.party is not None and party_of(tx.connection, tx.actor) == facts.party:
        return True
    return bool(own_posts(tx, tuple(ENTERING), facts))


def require_applicant(tx: Tx, facts: CaseFacts) -> None:
    """Raise ``RightMissing`` unless the actor may speak for the applicant."""
    if not speaks_for_applicant(tx, facts):
        raise RightMissing("只有申请人、其帮办人员或者本园区综合窗口可以办理此操作。")


def channel_of(tx: Tx, party: UUID | None, roles: Sequence[Held]) -> str:
    """Through which channel the actor enters an application."""
    if party is not None:
        return "online"
    return next((ENTERING[held.role] for held in roles if held.role in ENTERING), "window")
