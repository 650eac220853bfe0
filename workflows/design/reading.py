"""Drafts and versions as they stand in the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, and_, func, or_, select

from engine.store.schema import (
    case_,
    content,
    definition,
    deployment,
    deployment_file,
)
from workflows.design.contents import digest, kind_of, unpacked
from workflows.design.models import Draft, DraftFile
from workflows.errors import Unknown
from workflows.people.models import Person


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a process, as it was published."""

    deployment_id: UUID
    process_id: str
    name: str
    number: int
    effective_at: datetime
    recorded_at: datetime
    author: str | None
    publisher: str | None
    #: Taken back before its day
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class File:
    """The present version of a file in a draft."""

    name: str
    number: int
    digest: str
    saved_by: str | None
    saved_at: datetime

    @property
    def kind(self) -> str:
        return kind_of(self.name)


def draft_row(conn: Connection, tenant: UUID, draft_id: UUID) -> Row[Any]:
    """The draft. Raises ``Unknown``."""
    query = select(Draft.__table__).where(Draft.tenant == tenant, Draft.id == draft_id)
    row = conn.execute(query).first()
    if row is None:
        raise Unknown("没有这个草稿。", id=str(draft_id))
    return row


def drafts(conn: Connection, tenant: UUID, *states: str) -> list[Row[Any]]:
    """Drafts in these states, the last changed first, with names of the people."""
    author, submitter = Person.__table__.alias("author"), Person.__table__.alias("submitter")
    query = (
        select(
            Draft.__table__,
            author.c.name.label("author"),
            submitter.c.name.label("submitter"),
        )
        .outerjoin(author, and_(author.c.tenant == Draft.tenant, author.c.id == Draft.created_by))
        .outerjoin(
            submitter,
            and_(submitter.c.tenant == Draft.tenant, submitter.c.id == Draft.submitted_by),
        )
        .where(Draft.tenant == tenant, Draft.state.in_(states))
        .order_by(Draft.changed_at.desc())
        .limit(100)
    )
    return list(conn.execute(query))


def files(conn: Connection, tenant: UUID, draft_id: UUID) -> list[File]:
    """The files of a draft without those that were removed, by name."""
    newest = _newest(tenant, draft_id)
    query = (
        select(
            DraftFile.name, DraftFile.number, DraftFile.digest,
            Person.name.label("saved_by"), DraftFile.saved_at,
        )
        .join(newest, and_(newest.c.name == DraftFile.name, newest.c.number == DraftFile.number))
        .outerjoin(Person, and_(Person.tenant == tenant, Person.id == DraftFile.saved_by))
        .where(DraftFile.tenant == tenant, DraftFile.draft_id == draft_id)
        .where(DraftFile.digest != "")
        .order_by(DraftFile.name)
    )  # fmt: skip
    return [File(*row) for row in conn.execute(query)]


def bodies(conn: Connection, tenant: UUID, draft_id: UUID) -> dict[str, bytes]:
    """{name: content} of the draft as it stands."""
    newest = _newest(tenant, draft_id)
    query = (
        select(DraftFile.name, DraftFile.body)
        .join(newest, and_(newest.c.name == DraftFile.name, newest.c.number == DraftFile.number))
        .where(DraftFile.tenant == tenant, DraftFile.draft_id == draft_id)
        .where(DraftFile.digest != "")
        .order_by(DraftFile.name)
    )
    return {name: unpacked(body) for name, body in conn.execute(query) if body is not None}


def newest_version(conn: Connection, tenant: UUID, draft_id: UUID, name: str) -> Row[Any] | None:
    """The newest version of one file, also where it says that the file was removed."""
    query = (
        select(DraftFile.__table__)
        .where(DraftFile.tenant == tenant, DraftFile.draft_id == draft_id, DraftFile.name == name)
        .order_by(DraftFile.number.desc())
    )
    return conn.execute(query.limit(1)).first()


def body_of(
    conn: Connection, tenant: UUID, draft_id: UUID, name: str, number: int | None = None
) -> tuple[int, bytes]:
    """(number, content) of a version of a file, without a number of the newest. Raises."""
    query = select(DraftFile.number, DraftFile.body).where(
        DraftFile.tenant == tenant, DraftFile.draft_id == draft_id, DraftFile.name == name
    )
    if number is not None:
        query = query.where(DraftFile.number == number)
    row = conn.execute(query.order_by(DraftFile.number.desc()).limit(1)).first()
    if row is None or row.body is None:
        raise Unknown("草稿里没有这个文件。", name=name)
    return row.number, unpacked(row.body)


def history(conn: Connection, tenant: UUID, draft_id: UUID, name: str) -> list[Row[Any]]:
    """All versions of a file, the newest first."""
    query = (
        select(
            DraftFile.number, DraftFile.digest, DraftFile.automatic, DraftFile.saved_at,
            Person.name.label("saved_by"),
        )
        .outerjoin(Person, and_(Person.tenant == tenant, Person.id == DraftFile.saved_by))
        .where(
            DraftFile.tenant == tenant, DraftFile.draft_id == draft_id, DraftFile.name == name
        )
        .order_by(DraftFile.number.desc())
    )  # fmt: skip
    return list(conn.execute(query))


def workers(conn: Connection, tenant: UUID, draft: Row[Any]) -> set[UUID]:
    """Everybody who has saved anything in the draft: nobody of them may publish it.

    Also who wrote what it brings in another draft: a copy made by somebody else washes nothing.
    """
    was = deployed(conn, tenant, draft.base_id) if draft.base_id else {}
    found = bodies(conn, tenant, draft.id)
    brought = {digest(body) for name, body in found.items() if was.get(name) != body}
    query = select(DraftFile.saved_by).where(
        DraftFile.tenant == tenant,
        DraftFile.saved_by.is_not(None),
        or_(DraftFile.draft_id == draft.id, DraftFile.digest.in_(brought)),
    )
    return {person for (person,) in conn.execute(query.distinct()) if person is not None}


def deployed(conn: Connection, tenant: UUID, deployment_id: UUID) -> dict[str, bytes]:
    """{name: content} of a deployment; empty if there is none."""
    query = (
        select(deployment_file.c.name, content.c.body)
        .join(
            content,
            and_(
                content.c.tenant == deployment_file.c.tenant,
                content.c.digest == deployment_file.c.digest,
            ),
        )
        .where(deployment_file.c.tenant == tenant, deployment_file.c.deployment_id == deployment_id)
        .order_by(deployment_file.c.name)
    )
    return {name: bytes(body) for name, body in conn.execute(query)}


def versions(conn: Connection, tenant: UUID, process_id: str | None = None) -> list[Version]:
    """All versions of a process (or of all), the newest first."""
    author, publisher = Person.__table__.alias("author"), Person.__table__.alias("publisher")
    query = (
        select(
            definition.c.deployment_id, definition.c.process_id, definition.c.name,
            definition.c.version, definition.c.effective_at, deployment.c.recorded_at,
            author.c.name, publisher.c.name, definition.c.withdrawn_at,
        )
        .join(
            deployment,
            and_(
                deployment.c.tenant == definition.c.tenant,
                deployment.c.id == definition.c.deployment_id,
            ),
        )
        .outerjoin(
            author,
            and_(author.c.tenant == deployment.c.tenant, author.c.id == deployment.c.author),
        )
        .outerjoin(
            publisher,
            and_(
                publisher.c.tenant == deployment.c.tenant,
                publisher.c.id == deployment.c.publisher,
            ),
        )
        .where(definition.c.tenant == tenant)
        .order_by(definition.c.process_id, definition.c.version.desc())
    )  # fmt: skip
    if process_id is not None:
        query = query.where(definition.c.process_id == process_id)
    return [Version(*row) for row in conn.execute(query)]


def in_force(found: list[Version], now: datetime) -> dict[str, Version]:
    """{process id: the version that new cases take now}."""
    running: dict[str, Version] = {}
    for one in found:
        best = running.get(one.process_id)
        if one.withdrawn_at is not None or one.effective_at > now:
            continue
        if best is None or _order(one) > _order(best):
            running[one.process_id] = one
    return running


def running_for(conn: Connection, tenant: UUID, base_id: UUID | None, now: datetime) -> UUID | None:
    """The deployment that stands now where ``base_id`` once stood; None if nothing runs there."""
    if base_id is None:
        return None
    all_versions = versions(conn, tenant)
    own = {one.process_id for one in all_versions if one.deployment_id == base_id}
    running = [one for one in in_force(all_versions, now).values() if one.process_id in own]
    return max(running, key=_order).deployment_id if running else base_id


def latest_for(conn: Connection, tenant: UUID, base_id: UUID | None) -> UUID | None:
    """As ``running_for``, of what was published last, in effect or not."""
    if base_id is None:
        return None
    found = versions(conn, tenant)
    own = {one.process_id for one in found if one.deployment_id == base_id}
    last = [one for one in found if one.process_id in own and one.withdrawn_at is None]
    return max(last, key=lambda one: one.recorded_at).deployment_id if last else base_id


def running_cases(conn: Connection, tenant: UUID) -> dict[UUID, int]:
    """{deployment: how many cases run on it}."""
    query = (
        select(case_.c.deployment_id, func.count())
        .where(case_.c.tenant == tenant, case_.c.state.in_(("active", "incident")))
        .group_by(case_.c.deployment_id)
    )
    return {name: value for name, value in conn.execute(query)}  # noqa: C416 - rows are no pairs to dict()


def _order(one: Version) -> tuple[datetime, int]:
    return one.effective_at, one.number


def _newest(tenant: UUID, draft_id: UUID) -> Any:
    return (
        select(DraftFile.name, func.max(DraftFile.number).label("number"))
        .where(DraftFile.tenant == tenant, DraftFile.draft_id == draft_id)
        .group_by(DraftFile.name)
        .subquery()
    )


__all__ = [
    "File", "Version", "bodies", "body_of", "deployed", "draft_row", "drafts", "files", "history",
    "in_force", "latest_for", "newest_version", "running_cases", "running_for", "versions",
    "workers",
]  # fmt: skip
