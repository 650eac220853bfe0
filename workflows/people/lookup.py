"""Reading single rows of this area, within the tenant only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from engine.protocols import Tx
from workflows.errors import Unknown
from workflows.people.models import Appointment, Body, Park, Person, Post
from workflows.tables import Base

#: How a person calls what was not found
_WORDS: dict[type[Base], str] = {
    Body: "机构",
    Park: "园区",
    Post: "岗位",
    Person: "人员",
    Appointment: "任期",
}


def row_of(tx: Tx, table: type[Base], id: UUID) -> Any:
    """The row with that id in the actor's tenant. Raises ``Unknown``."""
    columns = table.__table__.c
    query = select(table.__table__).where(columns.tenant == tx.tenant, columns.id == id)
    row = tx.connection.execute(query).first()
    if row is None:
        raise Unknown(f"没有这个{_WORDS.get(table, '对象')}。", id=str(id))
    return row


def exists(tx: Tx, table: type[Base], **values: Any) -> bool:
    """Whether a row with these values exists in the actor's tenant."""
    columns = table.__table__.c
    query = select(columns.tenant).where(columns.tenant == tx.tenant)
    for name, value in values.items():
        query = query.where(columns[name] == value)
    return tx.connection.execute(query.limit(1)).first() is not None


def ids_by_code(conn: Connection, tenant: UUID, table: type[Base]) -> dict[str, UUID]:
    """{code: id} of all bodies, parks or items."""
    columns = table.__table__.c
    rows = conn.execute(select(columns.code, columns.id).where(columns.tenant == tenant))
    return {row[0]: row[1] for row in rows}
