"""All chains of a tenant, checked one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import CompoundSelect, Connection, func, select, union

from engine.store.schema import case_, event, stream_head
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
    """Check every chain of ``tenant``, also one of which only the head is left. Reads only."""
    report = Report()
    for (stream,) in connection.execute(_streams(tenant)).all():
        report.chains += 1
        report.events += _length(connection, tenant, stream)
        for finding in verify(connection, tenant, stream):
            if finding.is_violation:
                report.broken.append((stream, finding))
            else:
                report.erased += 1
    return report


def _streams(tenant: UUID) -> CompoundSelect[UUID]:
    """Whatever has events or should have some, in order."""
    found = (event.c.stream, event), (case_.c.id, case_), (stream_head.c.stream, stream_head)
    parts = [select(stream.label("stream")).where(of.c.tenant == tenant) for stream, of in found]
    return union(*parts).order_by("stream")


def _length(connection: Connection, tenant: UUID, stream: UUID) -> int:
    here = (event.c.tenant == tenant, event.c.stream == stream)
    return connection.execute(select(func.count()).where(*here)).scalar_one()
