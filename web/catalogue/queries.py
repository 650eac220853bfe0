"""What the catalogue pages read: one statement per page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from workflows.models import Body, Grant, Item, ItemVersion, Park, Person
from workflows.people.models import CodeEntry


@dataclass(frozen=True)
class Filters:
    """What narrows the list, as it stands in the address."""

    search: str = ""
    department: str = ""
    stage: str = ""


def items(conn: Connection, tenant: UUID, on: date, filters: Filters) -> list[Any]:
    """Items in force with their department; the search knows names, codes and pinyin."""
    query = _in_force(tenant, on).order_by(Body.name, Item.code)
    if filters.department:
        query = query.where(Body.code == filters.department)
    if filters.search:
        query = query.where(_found(filters.search))
    rows = conn.execute(query).all()
    if filters.stage:
        rows = [row for row in rows if filters.stage in (row.facts.get("life_cycle") or ())]
    return list(rows)


def item(conn: Connection, tenant: UUID, code: str, on: date) -> Any | None:
    """The item's version in force, or None."""
    return conn.execute(_in_force(tenant, on).where(Item.code == code)).first()


def grants_of(conn: Connection, tenant: UUID, item_id: UUID, on: date) -> list[Any]:
    """Grants of an item that are not over: where it is done, by whom, under which paper."""
    delegatee = aliased(Body)
    query = (
        select(
            Grant.id, Grant.number, Grant.mode, Grant.instrument, Grant.legal_basis,
            Grant.valid_from, Grant.valid_to, Grant.status, Grant.published_on, Grant.actions,
            Park.name.label("park"), Park.code.label("park_code"),
            Body.name.label("delegator"), delegatee.name.label("delegatee"),
            Person.name.label("person"),
        )
        .join(Park, and_(Park.tenant == Grant.tenant, Park.id == Grant.park_id))
        .join(Body, and_(Body.tenant == Grant.tenant, Body.id == Grant.delegator_id))
        .join(delegatee, and_(delegatee.tenant == Grant.tenant, delegatee.id == Grant.delegatee_id))
        .outerjoin(Person, and_(Person.tenant == Grant.tenant, Person.id == Grant.person_id))
        .where(
            Grant.tenant == tenant, Grant.item_id == item_id, Grant.status != "recalled",
            or_(Grant.valid_to.is_(None), Grant.valid_to >= on),
        )
        .order_by(Park.serial, Grant.valid_from)
    )  # fmt: skip
    return list(conn.execute(query))


def departments(conn: Connection, tenant: UUID) -> list[Any]:
    """Departments that own items, with how many."""
    query = (
        select(Body.code, Body.name, func.count(Item.id).label("number"))
        .join(Item, and_(Item.tenant == Body.tenant, Item.department_id == Body.id))
        .where(Body.tenant == tenant)
        .group_by(Body.code, Body.name)
        .order_by(Body.name)
    )
    return list(conn.execute(query))


def parks(conn: Connection, tenant: UUID, on: date) -> list[Any]:
    """Parks with category, committee and the number of items granted today."""
    committee, category = aliased(Body), aliased(CodeEntry)
    granted = (
        select(func.count(func.distinct(Grant.item_id)))
        .where(
            Grant.tenant == Park.tenant, Grant.park_id == Park.id, Grant.status == "in_force",
            Grant.valid_from <= on, or_(Grant.valid_to.is_(None), Grant.valid_to >= on),
        )
        .scalar_subquery()
    )  # fmt: skip
    query = (
        select(
            Park.name, Park.short_name, Park.code, Park.county, Park.serial,
            category.name.label("category"), committee.name.label("committee"),
            granted.label("items"),
        )
        .outerjoin(
            committee, and_(committee.tenant == Park.tenant, committee.id == Park.committee_id)
        )
        .outerjoin(
            category,
            and_(category.tenant == Park.tenant, category.list == "park-category",
                 category.code == Park.category),
        )
        .where(Park.tenant == tenant, Park.active)
        .order_by(Park.serial)
    )  # fmt: skip
    return list(conn.execute(query))


def _in_force(tenant: UUID, on: date) -> Select[Any]:
    """Each item with its newest version that has taken effect."""
    newer = aliased(ItemVersion)
    later = (
        select(newer.id)
        .where(
            newer.tenant == ItemVersion.tenant, newer.item_id == ItemVersion.item_id,
            newer.effective_on <= on, newer.number > ItemVersion.number,
        )
        .exists()
    )  # fmt: skip
    return (
        select(
            *(column for column in ItemVersion.__table__.c if column.name not in {"tenant"}),
            Item.code, Item.base_code, Item.name,
            Body.name.label("department"), Body.code.label("department_code"),
        )
        .select_from(Item)
        .join(
            ItemVersion,
            and_(ItemVersion.tenant == Item.tenant, ItemVersion.item_id == Item.id,
                 ItemVersion.effective_on <= on, ~later),
        )
        .join(Body, and_(Body.tenant == Item.tenant, Body.id == Item.department_id))
        .where(Item.tenant == tenant)
    )  # fmt: skip


def _found(search: str) -> Any:
    columns = (Item.name, Item.code, Item.base_code, Item.pinyin, Item.initials)
    return or_(*(column.icontains(search, autoescape=True) for column in columns))
