"""All chains of a tenant, checked one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import CompoundSelect, Connection, func, select, union

from engine.store.archive import archived_rows
from engine.store.roots import RootFinding, verify_roots
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
    #: Signed roots, and what is wrong with them or with the chains they cover
    roots: int = 0
    broken_roots: list[RootFinding] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not (self.broken or self.broken_roots)


def verify_all(connection: Connection, tenant: UUID, public: bytes | None = None) -> Report:
    """Check every chain of ``tenant``, also one of which only the head is left. Reads only.

    ``public``: the key by which roots must be signed; None: any key.
    """
    report = Report()
    report.roots, report.broken_roots = verify_roots(connection, tenant, public)
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
    away = len(archived_rows(connection, tenant, stream)[0])
    return away + connection.execute(select(func.count()).where(*here)).scalar_one()
