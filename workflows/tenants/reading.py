"""Reading the tenant behind this installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Connection, select

from workflows.people.models import Tenant


@dataclass(frozen=True, slots=True)
class TenantFacts:
    """A tenant, as pages and the clock need it."""

    id: UUID
    name: str
    area_code: str
    is_demo: bool
    clock_offset_s: int

    @property
    def clock_offset(self) -> timedelta:
        return timedelta(seconds=self.clock_offset_s)


def tenants(conn: Connection) -> list[TenantFacts]:
    """All tenants of the database, the first one first."""
    query = select(
        Tenant.id, Tenant.name, Tenant.area_code, Tenant.is_demo, Tenant.clock_offset_s
    ).order_by(Tenant.created_at, Tenant.id)
    return [TenantFacts(*row) for row in conn.execute(query)]
