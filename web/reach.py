"""Which applications a person may see at all: asked on the object, wherever one is opened.

The applicant's own; a guide's own; those in the park and department of a post that handles cases;
all of them for those who oversee (管理者, 效能监督).
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, and_, false, or_, select

from web.cases.scope import HANDLERS, VIEWERS
from web.journal import Journal
from web.session.identity import Holding, Identity
from workflows.models import Application, Body, Item, Park

log = Journal("reach")


def may_see_application(conn: Connection, who: Identity, application: UUID) -> bool:
    """Whether ``who`` may open this application. A refusal is logged."""
    found = conn.scalar(
        select(Application.id)
        .join(Item, and_(Item.tenant == Application.tenant, Item.id == Application.item_id))
        .join(Body, and_(Body.tenant == Item.tenant, Body.id == Item.department_id))
        .join(Park, and_(Park.tenant == Application.tenant, Park.id == Application.park_id))
        .where(Application.tenant == who.tenant, Application.id == application, within_reach(who))
    )
    if found is None:
        log.warning("not theirs", application=str(application), person=str(who.person))
    return found is not None


def within_reach(who: Identity) -> ColumnElement[bool]:
    """The condition over ``Application``, ``Park`` and the department's ``Body``."""
    scopes = [_scope(held) for held in who.held if held.role in VIEWERS]
    if who.party:
        scopes.append(Application.party_id == who.party)
    if who.roles & {"guide", "window"}:
        scopes.append(Application.submitted_by == who.person)
    return or_(false(), *scopes)


def _scope(held: Holding) -> ColumnElement[bool]:
    limits: list[ColumnElement[bool]] = [Application.tenant.isnot(None)]
    if held.role in HANDLERS:
        # a draft is the applicant's own until it is submitted
        limits.append(Application.state != "draft")
    if held.park_code:
        limits.append(Park.code == held.park_code)
    if held.department_code:
        limits.append(Body.code == held.department_code)
    return and_(*limits)
