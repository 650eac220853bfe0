"""Reading the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from workflows.items.models import ItemVersion


def current_version(conn: Connection, tenant: UUID, item: UUID, on: date) -> Any | None:
    """The version row of an item that is in force on a day, or None."""
    table = ItemVersion.__table__
    query = (
        select(table)
        .where(table.c.tenant == tenant, table.c.item_id == item, table.c.effective_on <= on)
        .order_by(table.c.effective_on.desc(), table.c.number.desc())
        .limit(1)
    )
    return conn.execute(query).first()
