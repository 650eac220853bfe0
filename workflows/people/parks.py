"""Reading parks: categories, and which park is to earn which title in which phase."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from workflows.people.models import CodeEntry, Park, ParkTarget


def targets(conn: Connection, tenant: UUID, phase: int, track: str) -> list[str]:
    """Names of the parks on a track (provincial, municipal) in a phase, in the plan's order."""
    query = (
        select(Park.name)
        .join(ParkTarget, (ParkTarget.tenant == Park.tenant) & (ParkTarget.park_id == Park.id))
        .where(Park.tenant == tenant, ParkTarget.phase == phase, ParkTarget.track == track)
        .order_by(ParkTarget.place)
    )
    return list(conn.execute(query).scalars())


def count_by_category(conn: Connection, tenant: UUID) -> dict[str, int]:
    """{category code: number of active parks}."""
    query = (
        select(Park.category, func.count())
        .where(Park.tenant == tenant, Park.active.is_(True))
        .group_by(Park.category)
    )
    return {row[0]: row[1] for row in conn.execute(query)}


def code_list(conn: Connection, tenant: UUID, name: str) -> list[Any]:
    """Entries (code, name, note, active) of a code list, in the order in which they were added."""
    query = select(CodeEntry.code, CodeEntry.name, CodeEntry.note, CodeEntry.active)
    query = query.where(CodeEntry.tenant == tenant, CodeEntry.list == name)
    return list(conn.execute(query.order_by(CodeEntry.id)))
