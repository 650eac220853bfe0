"""Decision files that are deployed, the newest of each name."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection, select

from workflows.tables import Base

_FILE = Base.metadata.tables["deployment_file"].c
#: Files that are looked through, the newest first
_MOST = 500


def decision_files(conn: Connection, tenant: UUID) -> dict[str, UUID]:
    """{file name: its newest deployment}."""
    query = (
        select(_FILE.name, _FILE.deployment_id)
        .where(_FILE.tenant == tenant, _FILE.name.like("%.dmn"))
        .order_by(_FILE.deployment_id.desc())
        .limit(_MOST)
    )
    found: dict[str, UUID] = {}
    for name, deployment in conn.execute(query):
        found.setdefault(name, deployment)
    return dict(sorted(found.items()))
