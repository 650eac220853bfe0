"""What a new tenant begins with: calendar, bodies, parks, catalogue, and the starter diagrams."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Connection, select

import workflows
from engine.commands import Deploy
from engine.protocols import Actor
from engine.store.schema import deployment
from workflows.tenants.starter import load_starter

DIAGRAMS = Path(workflows.__file__).resolve().parent.parent / "bpmn" / "items"
#: What a deployment takes; README files, notices and scenarios stay where they are
DEPLOYED = frozenset({".bpmn", ".dmn", ".form"})


class Executes(Protocol):
    def execute(self, command: Any, *, actor: Actor, idempotency_key: str | None = None) -> Any: ...


def install(office: Executes, tenant: UUID) -> None:
    """Bring in the starter set. Asking twice changes nothing."""
    actor = Actor(tenant, None, channel="cli")
    load_starter(office, actor)
    office.execute(Deploy(starter_files()), actor=actor)


def is_installed(conn: Connection, tenant: UUID) -> bool:
    """Whether the starter set is there: its diagrams come last."""
    query = select(deployment.c.id).where(deployment.c.tenant == tenant)
    return conn.execute(query.limit(1)).first() is not None


def starter_files(folder: Path = DIAGRAMS) -> dict[str, bytes]:
    """{name below the folder: content} of all that can be deployed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in DEPLOYED
    }
