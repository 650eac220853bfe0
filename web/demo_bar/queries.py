"""Whom one can be in the demo: for each role people who hold a post of it today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select

from workflows.people.models import Appointment, Person, Post
from workflows.people.roles import ROLES

#: So many people of one role are offered; the others are found by name, post or pinyin
_PER_ROLE = 12


@dataclass(frozen=True)
class Account:
    """A person to become."""

    id: UUID
    name: str
    login: str
    #: Post or enterprise
    place: str
    #: How the name sounds: in full, and its initials
    sounds: tuple[str, str] = ("", "")

    def is_meant(self, q: str) -> bool:
        """Whether name, post or pinyin are what somebody typed; nothing typed means everybody."""
        return q in self.name or q in self.place or self.sounds_like(q.lower())

    def sounds_like(self, q: str) -> bool:
        return any(one.startswith(q) for one in self.sounds)


def accounts(conn: Connection, tenant: UUID, today: date, q: str) -> dict[str, list[Account]]:
    """{role in Chinese: accounts}, in the order of the roles. ``q``: what is looked for."""
    found: dict[str, list[Account]] = {}
    for role, account in _all(conn, tenant, today):
        if not account.is_meant(q):
            continue
        group = found.setdefault(role, [])
        if len(group) < _PER_ROLE and account.id not in {one.id for one in group}:
            group.append(account)
    return {words: found[role] for role, words in ROLES.items() if role in found}


def _all(conn: Connection, tenant: UUID, today: date) -> Iterable[tuple[str, Account]]:
    from workflows.handling.models import Party

    in_force = and_(
        Appointment.tenant == Person.tenant,
        Appointment.person_id == Person.id,
        Appointment.starts_on <= today,
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= today),
    )
    query = (
        select(
            Person.id, Person.name, Person.login, Person.pinyin, Person.initials, Post.role,
            Post.name.label("post"), Party.name.label("party"),
        )
        .outerjoin(Appointment, in_force)
        .outerjoin(Post, and_(Post.tenant == Person.tenant, Post.id == Appointment.post_id))
        .outerjoin(Party, and_(Party.tenant == Person.tenant, Party.id == Person.party_id))
        .where(Person.tenant == tenant, Person.active)
        .order_by(Person.id)
    )  # fmt: skip
    for row in conn.execute(query):
        yield from _as_accounts(row)


def _as_accounts(row: Any) -> Iterable[tuple[str, Account]]:
    sounds = (row.pinyin, row.initials)
    if row.party is not None:
        yield "enterprise", Account(row.id, row.name, row.login, row.party, sounds)
    if row.role is not None:
        yield row.role, Account(row.id, row.name, row.login, row.post, sounds)
