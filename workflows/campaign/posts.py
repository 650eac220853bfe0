"""Under which keys a campaign's task is listed, and under which post somebody acts on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, or_, select

from engine.protocols import Tx
from workflows.campaign.scoring_models import Secondment
from workflows.clock import legal_day
from workflows.errors import RightMissing
from workflows.people.holders import (
    Held,
    appointment,
    appointments_of,
    county_key,
    slot_key,
)
from workflows.people.models import Park
from workflows.people.roles import OF_COUNTY, ROLES


def keys_of(candidates: Iterable[str], variables: Mapping[str, Any]) -> list[str]:
    """The keys of a task: roles of a county by county, others by park; ``user:…`` stays.

    A county's task of no county is listed for nobody, as a county's post of no county covers no
    park (``Held.covers``).
    """
    park, county = variables.get("park"), variables.get("county")
    keys: list[str] = []
    for candidate in candidates:
        if candidate not in ROLES:
            keys.append(candidate)
        elif candidate in OF_COUNTY:
            keys += [county_key(candidate, str(county))] if county else []
        else:
            keys += [slot_key(candidate, str(park), None)] if park else []
            keys.append(slot_key(candidate, None, None))
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


def require_reach(tx: Tx, roles: Collection[str], park_code: str, county: str) -> None:
    """The actor holds a post of these roles that covers the park. Raises ``RightMissing``."""
    held = own_posts(tx, roles)
    if not any(one.covers(park_code, county) for one in held):
        names = "、".join(ROLES[role] for role in sorted(roles))
        raise RightMissing(f"您的岗位不管该园区，由{names}办理。", code="other-park")


def require_evaluator(tx: Tx) -> None:
    """The actor is an evaluator today: a team is appointed once, a post may end meanwhile."""
    if not own_posts(tx, {"evaluator"}):
        raise RightMissing("您现在没有评委岗位，不能评审。", code="not-evaluator")


def own_posts(tx: Tx, roles: Collection[str]) -> list[Held]:
    """The actor's posts of these roles; of the one post only that the actor names."""
    if tx.actor.person is None:
        return []
    held = appointments_of(tx.connection, tx.tenant, tx.actor.person, legal_day(tx.now))
    named = tx.actor.appointment
    return [one for one in held if one.role in roles and named in {None, one.appointment}]


def ties(conn: Connection, tenant: UUID, person: UUID, park: UUID, on: date) -> tuple[bool, bool]:
    """(employed by the park, seconded to it) on a day: what D10 asks.

    Employed: a post at its committee. Seconded: a post for that park at another body (派驻), or a
    secondment of its own.
    """
    committee = conn.execute(
        select(Park.committee_id).where(Park.tenant == tenant, Park.id == park)
    ).scalar()
    held = appointments_of(conn, tenant, person, on)
    employed = committee is not None and any(one.body == committee for one in held)
    posted = any(one.park == park for one in held)
    query = select(Secondment.id).where(
        Secondment.tenant == tenant,
        Secondment.person_id == person,
        Secondment.park_id == park,
        Secondment.starts_on <= on,
        or_(Secondment.ends_on.is_(None), Secondment.ends_on >= on),
    )
    seconded = conn.execute(query.limit(1)).first() is not None
    return employed, posted or seconded
