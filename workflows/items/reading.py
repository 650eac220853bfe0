"""Reading the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from workflows.items.models import ItemVersion


def current_version(conn: Connection, tenant: UUID, item: UUID, on: date) -> Any | None:
    """The version row of an item that is in force on a day, or None."""
    return conn.execute(_CURRENT, {"tenant": tenant, "item": item, "day": on}).first()


_VERSION = ItemVersion.__table__.c
_CURRENT = (
    select(ItemVersion.__table__)
    .where(
        _VERSION.tenant == bindparam("tenant"),
        _VERSION.item_id == bindparam("item"),
        _VERSION.effective_on <= bindparam("day"),
    )
    .order_by(_VERSION.effective_on.desc(), _VERSION.number.desc())
    .limit(1)
)
