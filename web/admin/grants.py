"""What the page of one grant reads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, select
from sqlalchemy.orm import aliased

from workflows.models import Body, Decision, Grant, Item, Park, Person


def grant_of(conn: Connection, tenant: UUID, grant: UUID) -> Any | None:
    """The grant with the names around it, or None."""
    delegatee = aliased(Body)
    query = (
        select(
            *Grant.__table__.c, Item.name.label("item"), Item.code.label("item_code"),
            Park.name.label("park"), Body.name.label("delegator"),
            delegatee.name.label("delegatee"), Person.name.label("person"),
        )
        .join(Item, and_(Item.tenant == Grant.tenant, Item.id == Grant.item_id))
        .join(Park, and_(Park.tenant == Grant.tenant, Park.id == Grant.park_id))
        .join(Body, and_(Body.tenant == Grant.tenant, Body.id == Grant.delegator_id))
        .join(delegatee, and_(delegatee.tenant == Grant.tenant, delegatee.id == Grant.delegatee_id))
        .outerjoin(Person, and_(Person.tenant == Grant.tenant, Person.id == Grant.person_id))
        .where(Grant.tenant == tenant, Grant.id == grant)
    )  # fmt: skip
    return conn.execute(query).first()


def acts_under(conn: Connection, tenant: UUID, grant: UUID) -> list[Any]:
    """The last legal acts that were done under it."""
    query = (
        select(Decision.application_id, Decision.act, Decision.happened_at, Person.name)
        .outerjoin(Person, and_(Person.tenant == Decision.tenant, Person.id == Decision.person_id))
        .where(Decision.tenant == tenant, Decision.grant_id == grant)
        .order_by(Decision.recorded_at.desc())
        .limit(20)
    )
    return list(conn.execute(query))
