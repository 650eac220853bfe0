"""Which applications a person may see at all: one rule, asked on the object wherever one is opened.

The applicant's own party; whoever handed it in; those in the park, county and department of a
post that handles cases or watches them. A draft is its applicant's own until it is submitted.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, false, or_, select, true

from web.journal import Journal
from web.session.identity import Holding, Identity
from workflows.handling.states import DRAFT
from workflows.models import Application, Body, Item, Park
from workflows.people.roles import OF_COUNTY, VIEWERS, WATCHERS

log = Journal("reach")

#: Those who may try again what stands still
MENDERS = frozenset({"manager"})


def within_reach(who: Identity) -> ColumnElement[bool]:
    """The condition over ``Application``, ``Park`` and the department's ``Body``."""
    posts = [_of(held) for held in who.held if held.role in VIEWERS]
    return or_(own(who), and_(Application.state != DRAFT, or_(false(), *posts)))


def own(who: Identity) -> ColumnElement[bool]:
    """The enterprise's by party; a guide's and a window's by who entered them."""
    found: list[ColumnElement[bool]] = []
    if who.party:
        found.append(Application.party_id == who.party)
    if who.roles & {"guide", "window"}:
        found.append(Application.submitted_by == who.person)
    return or_(false(), *found)


def application_seen(conn: Connection, who: Identity, application: UUID) -> Any | None:
    """(id, park_code, department_code) if ``who`` may open it, else None, which is logged."""
    found = conn.execute(
        select(Application.id, Park.code.label("park_code"), Body.code.label("department_code"))
        .join(Item, and_(Item.tenant == Application.tenant, Item.id == Application.item_id))
        .join(Body, and_(Body.tenant == Item.tenant, Body.id == Item.department_id))
        .join(Park, and_(Park.tenant == Application.tenant, Park.id == Application.park_id))
        .where(Application.tenant == who.tenant, Application.id == application, within_reach(who))
    ).first()
    if found is None:
        log.warning("not theirs", application=str(application), person=str(who.person))
    return found


def sees_all(who: Identity) -> bool:
    """Whether a post watches all parks and departments: also cases without an application."""
    return any(
        held.role in WATCHERS - OF_COUNTY and held.park is None and held.department_code is None
        for held in who.held
    )


def post_over(
    who: Identity, roles: frozenset[str], park_code: str | None, department_code: str | None
) -> Holding | None:
    """The first post of these roles that covers a case of that park and department."""
    return next(
        (
            held
            for held in who.held
            if held.role in roles
            and held.park_code in {None, park_code}
            and held.department_code in {None, department_code}
        ),
        None,
    )


def may_mend(who: Identity) -> bool:
    return bool(who.roles & MENDERS)


def parks_of(held: Holding) -> list[ColumnElement[bool]]:
    """What a post's park must be: none named, all parks; of a county's post, those there."""
    limits: list[ColumnElement[bool]] = []
    if held.park_code is not None:
        limits.append(Park.code == held.park_code)
    if held.role in OF_COUNTY:
        # a body whose county nobody has entered yet covers none
        limits.append(Park.county == held.county if held.county else false())
    return limits


def _of(held: Holding) -> ColumnElement[bool]:
    limits = parks_of(held)
    if held.department_code is not None:
        limits.append(Body.code == held.department_code)
    return and_(true(), *limits)
