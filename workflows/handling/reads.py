"""Who has read personal data of an application: on its record, once a day per reader and kind.

Rule of the house S14: every read of personal data by those who do not apply is recorded.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, exists, select

from engine.protocols import Tx
from workflows.clock import at_shanghai, legal_day
from workflows.errors import Finding, InputInvalid, RightMissing
from workflows.handling.commands import NoteReading
from workflows.handling.posts import own_posts
from workflows.handling.reading import case_facts
from workflows.people.models import Appointment, Person, Post
from workflows.people.roles import VIEWERS
from workflows.tables import Base

#: {what was read: type of the event}
READS = {"facts": "PersonalFactsRead", "material": "MaterialRead"}


def note_reading(tx: Tx, command: NoteReading) -> None:
    """Record it, unless the same person's reading of the same kind is on today's record."""
    if command.what not in READS:
        raise InputInvalid([Finding("没有这一类个人信息。", "unknown", "what")])
    facts = case_facts(tx.connection, tx.tenant, command.application_id)
    if tx.actor.person is None or not own_posts(tx, VIEWERS, facts):
        raise RightMissing("您的岗位不能查看此办件的个人信息。")
    here = (tx.tenant, command.application_id, tx.actor.person, command.what)
    if not is_noted(tx.connection, *here, legal_day(tx.now)):
        tx.record(command.application_id, READS[command.what], {})


def is_noted(
    conn: Connection, tenant: UUID, application: UUID, person: UUID, what: str, on: date
) -> bool:
    """Whether that reading stands on the record of that day already."""
    values = {
        "tenant": tenant, "stream": application, "person": person, "type": READS[what],
        "since": at_shanghai(on, 0),
    }  # fmt: skip
    return bool(conn.scalar(_NOTED, values))


def readings(conn: Connection, tenant: UUID, application: UUID) -> list[Any]:
    """Who read what under which post, the latest first: (type, at, who, post)."""
    return list(conn.execute(_READINGS, {"tenant": tenant, "stream": application}))


_Event = Base.metadata.tables["event"].c
_OF_THIS = and_(_Event.tenant == bindparam("tenant"), _Event.stream == bindparam("stream"))
_NOTED = select(
    exists().where(
        _OF_THIS,
        _Event.person == bindparam("person"),
        _Event.type == bindparam("type"),
        _Event.recorded_at >= bindparam("since"),
    )
)
_READINGS = (
    select(
        _Event.type, _Event.recorded_at.label("at"), Person.name.label("who"),
        Post.name.label("post"),
    )
    .join(Person, and_(Person.tenant == _Event.tenant, Person.id == _Event.person))
    .outerjoin(
        Appointment,
        and_(Appointment.tenant == _Event.tenant, Appointment.id == _Event.appointment),
    )
    .outerjoin(Post, and_(Post.tenant == _Event.tenant, Post.id == Appointment.post_id))
    .where(_OF_THIS, _Event.type.in_(READS.values()))
    .order_by(_Event.seq.desc())
)  # fmt: skip
