"""Reading grants, for rulings and for pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from workflows.authority.models import Grant, GrantDeputy
from workflows.authority.ruling import GrantFacts
from workflows.people.models import Body, Person


def grants_for(
    conn: Connection, tenant: UUID, item: UUID, park: UUID, *, lock: bool = False
) -> list[GrantFacts]:
    """All grants for an item in a park, whatever their state, oldest first.

    ``lock``: the rows are read FOR SHARE (PostgreSQL), so that a recall waits until the decision
    that rests on them is committed. On SQLite the one writer gives the same.
    """
    query = _grants().where(Grant.tenant == tenant, Grant.item_id == item, Grant.park_id == park)
    query = query.order_by(Grant.id)
    if lock:
        query = query.with_for_update(read=True, of=Grant)
    rows = conn.execute(query).all()
    named = _named(conn, tenant, [row[0] for row in rows if row[16] is not None])
    return [_facts(row, named.get(row[0], {})) for row in rows]


def _grants() -> Any:
    """Columns in the order of ``GrantFacts``, up to ``seal_name``."""
    giver, taker = aliased(Body), aliased(Body)
    return (
        select(
            Grant.id, Grant.number, Grant.version, Grant.mode, Grant.item_id, Grant.park_id,
            giver.id, giver.name, giver.document_prefix, giver.review_body, giver.court,
            taker.id, taker.name, taker.document_prefix, taker.review_body, taker.court,
            Grant.person_id, Grant.actions, Grant.conditions, Grant.legal_basis,
            Grant.published_on, Grant.valid_from, Grant.valid_to, Grant.status,
            Grant.status_reason, Grant.seal_name,
        )
        .join(giver, (giver.tenant == Grant.tenant) & (giver.id == Grant.delegator_id))
        .join(taker, (taker.tenant == Grant.tenant) & (taker.id == Grant.delegatee_id))
    )  # fmt: skip


def _facts(row: Any, named: dict[UUID, str]) -> GrantFacts:
    values = [*row, named]
    values[17], values[18] = frozenset(values[17]), tuple(values[18])
    return GrantFacts(*values)


def _named(conn: Connection, tenant: UUID, grants: list[UUID]) -> dict[UUID, dict[UUID, str]]:
    """{grant: {person: name}}: the holder first, then the deputies."""
    found: dict[UUID, dict[UUID, str]] = {}
    if not grants:
        return found
    holders = select(Grant.id, Person.id, Person.name).join(
        Person, (Person.tenant == Grant.tenant) & (Person.id == Grant.person_id)
    )
    deputies = select(GrantDeputy.grant_id, Person.id, Person.name).join(
        Person, (Person.tenant == GrantDeputy.tenant) & (Person.id == GrantDeputy.person_id)
    )
    for query in (
        holders.where(Grant.tenant == tenant, Grant.id.in_(grants)),
        deputies.where(GrantDeputy.tenant == tenant, GrantDeputy.grant_id.in_(grants)),
    ):
        for grant, person, name in conn.execute(query):
            found.setdefault(grant, {})[person] = name
    return found
