"""Which cases somebody may look at: those of the own posts' parks and departments.

Rights are scoped; they are asked of the object, never of the address.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true

from web.session.identity import Holding, Identity
from workflows.models import Application, Body, Park

#: Those who handle cases see what they handle in full
HANDLERS = frozenset({"window", "acceptor", "reviewer", "inspector", "approver", "agency_head"})
#: Those who watch see all facts but personal numbers
WATCHERS = frozenset(
    {"manager", "auditor", "park_admin", "city_admin", "dept_delegator", "bureau_leader"}
)
VIEWERS = HANDLERS | WATCHERS
#: Those who may try again what stands still
MENDERS = frozenset({"manager"})


def in_scope(who: Identity) -> ColumnElement[bool]:
    """Condition on ``Application``, ``Park`` and the item's department (``Body``)."""
    posts = [held for held in who.held if held.role in VIEWERS]
    own = Application.submitted_by == who.person
    return or_(own, *(_of(post) for post in posts)) if posts else own


def sees_all(who: Identity) -> bool:
    """Whether a post watches all parks and departments: also cases without an application."""
    return any(
        held.role in WATCHERS and held.park is None and held.department_code is None
        for held in who.held
    )


def sees_personal(who: Identity, park_code: str | None, department_code: str | None) -> bool:
    """Whether a handler's post covers the case, so that numbers are shown unmasked."""
    return any(
        held.role in HANDLERS
        and held.park_code in {None, park_code}
        and held.department_code in {None, department_code}
        for held in who.held
    )


def may_mend(who: Identity) -> bool:
    return bool(who.roles & MENDERS)


def _of(post: Holding) -> ColumnElement[bool]:
    rules: list[Any] = []
    if post.park_code is not None:
        rules.append(Park.code == post.park_code)
    if post.department_code is not None:
        rules.append(Body.code == post.department_code)
    return and_(*rules) if rules else true()
