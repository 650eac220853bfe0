"""What a new tenant begins with: calendar, bodies, parks, catalogue, and the starter diagrams."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Connection, select

import workflows
from engine.commands import Deploy
from engine.protocols import Actor
from engine.store.schema import definition
from workflows.campaign.commands import ImportScoreSheet
from workflows.design.commands import OfferStarter
from workflows.design.models import StarterFile
from workflows.tenants.starter import load_starter

DIAGRAMS = Path(workflows.__file__).resolve().parent.parent / "bpmn" / "items"
#: The campaign's diagrams, tables and forms: a deployment of their own
CAMPAIGN = DIAGRAMS.parent / "campaign"
#: Sets of files that are deployed each as one: {folder below ``bpmn/``: where it lies}
SETS = {"campaign": CAMPAIGN, "items": DIAGRAMS}
#: The process of the set that is deployed last
LAST = "item-handling"
#: What a deployment takes; README files, notices and scenarios stay where they are
DEPLOYED = frozenset({".bpmn", ".dmn", ".form"})


class Executes(Protocol):
    def execute(self, command: Any, *, actor: Actor, idempotency_key: str | None = None) -> Any: ...


def install(office: Executes, tenant: UUID) -> None:
    """Bring in the starter set. Asking twice changes nothing."""
    actor = Actor(tenant, None, channel="cli")
    load_starter(office, actor)
    for sheet in sorted((CAMPAIGN / "sheets").glob("*.yaml")):
        office.execute(ImportScoreSheet(sheet.read_bytes()), actor=actor)
    for folder in SETS.values():
        office.execute(Deploy(starter_files(folder)), actor=actor)
    for name, folder in SETS.items():
        office.execute(OfferStarter(name, starter_files(folder)), actor=actor)


def offer_newer(office: Any, tenant: UUID) -> list[UUID]:
    """Drafts of what the product brings anew since it was last started; nothing that runs changes.

    Gives the drafts. Asked at every start, so it only compares hashes where nothing is new.
    """
    actor, made = Actor(tenant, None, channel="cli"), []
    with office.reading() as connection:
        newer = [name for name in SETS if _is_newer(connection, tenant, name)]
    for name in newer:
        draft = office.execute(OfferStarter(name, starter_files(SETS[name])), actor=actor)
        made += [draft] if draft is not None else []
    return made


def _is_newer(conn: Connection, tenant: UUID, name: str) -> bool:
    query = select(StarterFile.name, StarterFile.digest).where(
        StarterFile.tenant == tenant, StarterFile.folder == name
    )
    told = {file: mark for file, mark in conn.execute(query)}  # noqa: C416 - rows are no pairs
    now = {file: sha256(body).hexdigest() for file, body in starter_files(SETS[name]).items()}
    return told != now


def is_installed(conn: Connection, tenant: UUID) -> bool:
    """Whether the starter set is there: the diagram of handling comes last."""
    query = select(definition.c.deployment_id).where(
        definition.c.tenant == tenant, definition.c.process_id == LAST
    )
    return conn.execute(query.limit(1)).first() is not None


def starter_files(folder: Path = DIAGRAMS) -> dict[str, bytes]:
    """{name below the folder: content} of all that can be deployed."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in DEPLOYED
    }
