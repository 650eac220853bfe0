"""Reading the grants on which a ruling rests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, literal, select, union_all

from workflows.authority.models import Grant, GrantDeputy
from workflows.authority.ruling import GrantFacts
from workflows.items.models import Item
from workflows.people.models import Body, Person


def grants_for(
    conn: Connection, tenant: UUID, item: UUID, park: UUID, *, lock: bool = False
) -> list[GrantFacts]:
    """All grants for an item in a park, whatever their state, oldest first.

    ``lock``: the rows are read FOR SHARE (PostgreSQL), so that a recall waits until the decision
    that rests on them is committed. On SQLite the one writer gives the same.
    """
    values = {"tenant": tenant, "item": item, "park": park}
    rows = conn.execute(_LOCKED if lock else _GRANTS, values).all()
    named = _named(conn, values) if any(row[_PERSON_AT] is not None for row in rows) else {}
    return [_facts(row, named.get(row[0], {})) for row in rows]


def _facts(row: Any, named: dict[UUID, str]) -> GrantFacts:
    values, actions = [*row, named], _PERSON_AT + 1
    values[actions] = frozenset(values[actions])
    values[actions + 1] = tuple(values[actions + 1])
    return GrantFacts(*values)


def _named(conn: Connection, values: dict[str, UUID]) -> dict[UUID, dict[UUID, str]]:
    """{grant: {person: name}}: the first one named stands first."""
    found: dict[UUID, dict[UUID, str]] = {}
    for grant, person, name, _ in conn.execute(_NAMED, values):
        found.setdefault(grant, {})[person] = name
    return found


# Built once: putting a statement together costs ten times its execution
_GRANT, _GIVER, _TAKER = (
    Grant.__table__, Body.__table__.alias("giver"), Body.__table__.alias("taker"),
)  # fmt: skip
_ITEM, _DEPUTY, _PERSON = Item.__table__, GrantDeputy.__table__, Person.__table__
_HERE = (
    _GRANT.c.tenant == bindparam("tenant"),
    _GRANT.c.item_id == bindparam("item"),
    _GRANT.c.park_id == bindparam("park"),
)
#: Place of ``person`` in a row; actions and conditions follow
_PERSON_AT = 17

#: Columns in the order of ``GrantFacts``
_GRANTS = (
    select(
        _GRANT.c.id, _GRANT.c.number, _GRANT.c.version, _GRANT.c.mode, _GRANT.c.item_id,
        _ITEM.c.department_id, _GRANT.c.park_id,
        _GIVER.c.id, _GIVER.c.name, _GIVER.c.document_prefix, _GIVER.c.review_body, _GIVER.c.court,
        _TAKER.c.id, _TAKER.c.name, _TAKER.c.document_prefix, _TAKER.c.review_body, _TAKER.c.court,
        _GRANT.c.person_id, _GRANT.c.actions, _GRANT.c.conditions, _GRANT.c.legal_basis,
        _GRANT.c.published_on, _GRANT.c.valid_from, _GRANT.c.valid_to, _GRANT.c.status,
        _GRANT.c.status_reason, _GRANT.c.seal_name,
    )
    .select_from(_GRANT)
    .join(_ITEM, and_(_ITEM.c.tenant == _GRANT.c.tenant, _ITEM.c.id == _GRANT.c.item_id))
    .join(_GIVER, and_(_GIVER.c.tenant == _GRANT.c.tenant, _GIVER.c.id == _GRANT.c.delegator_id))
    .join(_TAKER, and_(_TAKER.c.tenant == _GRANT.c.tenant, _TAKER.c.id == _GRANT.c.delegatee_id))
    .where(*_HERE)
    .order_by(_GRANT.c.id)
)  # fmt: skip
_LOCKED = _GRANTS.with_for_update(read=True, of=_GRANT)

_NAMED = union_all(
    select(_GRANT.c.id, _PERSON.c.id.label("person"), _PERSON.c.name, literal(0).label("place"))
    .select_from(_GRANT)
    .join(_PERSON, and_(_PERSON.c.tenant == _GRANT.c.tenant, _PERSON.c.id == _GRANT.c.person_id))
    .where(*_HERE),
    select(_GRANT.c.id, _PERSON.c.id.label("person"), _PERSON.c.name, literal(1).label("place"))
    .select_from(_GRANT)
    .join(_DEPUTY, and_(_DEPUTY.c.tenant == _GRANT.c.tenant, _DEPUTY.c.grant_id == _GRANT.c.id))
    .join(_PERSON, and_(_PERSON.c.tenant == _DEPUTY.c.tenant, _PERSON.c.id == _DEPUTY.c.person_id))
    .where(*_HERE),
).order_by("place", "person")
