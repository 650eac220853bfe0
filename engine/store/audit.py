"""All chains of a tenant, checked one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Connection, func, select

from engine.store.schema import event
from engine.store.verification import Finding, verify


@dataclass(slots=True)
class Report:
    """What a walk over all chains found."""

    chains: int = 0
    events: int = 0
    #: Bodies that were lawfully erased; their chains hold
    erased: int = 0
    #: (stream, what is wrong with it)
    broken: list[tuple[UUID, Finding]] = field(default_factory=list)


def verify_all(connection: Connection, tenant: UUID) -> Report:
    """Check every chain of ``tenant``. Reads only."""
    report = Report()
    streams = (
        select(event.c.stream, func.count())
        .where(event.c.tenant == tenant)
        .group_by(event.c.stream)
        .order_by(event.c.stream)
    )
    for stream, events in connection.execute(streams).all():
        report.chains += 1
        report.events += events
        for finding in verify(connection, tenant, stream):
            if finding.is_violation:
                report.broken.append((stream, finding))
            else:
                report.erased += 1
    return report
