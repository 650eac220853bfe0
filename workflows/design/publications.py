"""Versions on their way: what waits for its day, and what was taken back before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, and_, select

from engine.store.codec import decode
from engine.store.schema import event, payload
from workflows.design.models import Draft
from workflows.design.reading import Version
from workflows.people.models import Person


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """By whom and why a version was taken back."""

    person: str | None
    reason: str


def coming(found: list[Version], now: datetime) -> list[Version]:
    """Versions that are published and wait for their day, the nearest first."""
    waiting = [one for one in found if one.effective_at > now and one.withdrawn_at is None]
    return sorted(waiting, key=lambda one: (one.effective_at, one.number))


def withdrawals(conn: Connection, tenant: UUID, *deployments: UUID) -> dict[UUID, Withdrawal]:
    """{deployment: by whom and why it was taken back}."""
    query = (
        select(event.c.stream, Person.name, payload.c.body)
        .join(payload, and_(payload.c.tenant == event.c.tenant, payload.c.id == event.c.id))
        .outerjoin(Person, and_(Person.tenant == tenant, Person.id == event.c.person))
        .where(event.c.tenant == tenant, event.c.stream.in_(deployments))
        .where(event.c.type == "DeploymentWithdrawn")
    )
    return {
        stream: Withdrawal(name, str(decode(body)["reason"]))
        for stream, name, body in conn.execute(query)
    }


def draft_of(conn: Connection, tenant: UUID, deployment_id: UUID) -> UUID | None:
    """The draft that became this version."""
    query = select(Draft.id).where(Draft.tenant == tenant, Draft.deployment_id == deployment_id)
    return conn.scalar(query)
