"""What a tenant has already, by the words under which a workbook refers to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.protocols import Tx
from workflows.authority.models import Grant
from workflows.items.models import Item
from workflows.people.models import Appointment, Body, Park, Person, Post


@dataclass
class Known:
    """{table: {word: id}} of the tenant and of the rows entered so far."""

    ids: dict[str, dict[str, UUID]]
    _names: dict[str, str]
    _posts: dict[tuple[Any, ...], UUID]
    _appointed: set[tuple[UUID, UUID, date]]
    #: Rows that are in the workbook but were refused: what leans on them is no further finding
    _broken: set[tuple[str, str]] = field(default_factory=set)

    @staticmethod
    def of(tx: Tx) -> Known:
        """Everything to which a row may refer. Six queries, however many rows there are."""
        parks = tx.connection.execute(
            select(Park.code, Park.name, Park.id).where(Park.tenant == tx.tenant)
        ).all()
        persons = tx.connection.execute(
            select(Person.login, Person.id, Person.name).where(Person.tenant == tx.tenant)
        ).all()
        return Known(
            {
                "机构": _ids(tx, Body, "code"),
                "岗位": {},
                "人员": {login: id for login, id, _ in persons},
                "园区": {word: id for code, name, id in parks for word in (code, name)},
                "事项": _ids(tx, Item, "code"),
                "任期": {},
                "授权": _ids(tx, Grant, "number"),
            },
            {login: name for login, _, name in persons},
            _posts(tx),
            _appointed(tx),
        )

    def find(self, table: str, word: str) -> UUID | None:
        return self.ids[table].get(word)

    def learn(self, table: str, word: str, id: UUID) -> None:
        self.ids[table][word] = id

    def mark_broken(self, table: str, word: Any) -> None:
        if word is not None:
            self._broken.add((table, str(word)))

    def is_broken(self, table: str, word: Any) -> bool:
        return (table, str(word)) in self._broken

    def person_name(self, login: str) -> str | None:
        return self._names.get(login)

    def name_person(self, login: str, name: str) -> None:
        self._names[login] = name

    def post(self, name: str, role: str, ids: dict[str, UUID | None]) -> UUID | None:
        """A post that is the same in every respect."""
        place = (name, role, ids["body_id"], ids["park_id"], ids["department_id"])
        return self._posts.get(place)

    def is_appointed(self, person: UUID, post: UUID, starts_on: date) -> bool:
        return (person, post, starts_on) in self._appointed


def _ids(tx: Tx, table: Any, column: str) -> dict[str, UUID]:
    query = select(getattr(table, column), table.id).where(table.tenant == tx.tenant)
    return {row[0]: row[1] for row in tx.connection.execute(query)}


def _posts(tx: Tx) -> dict[tuple[Any, ...], UUID]:
    query = select(
        Post.name, Post.role, Post.body_id, Post.park_id, Post.department_id, Post.id
    ).where(Post.tenant == tx.tenant)
    return {tuple(row[:5]): row[5] for row in tx.connection.execute(query)}


def _appointed(tx: Tx) -> set[tuple[UUID, UUID, date]]:
    query = select(Appointment.person_id, Appointment.post_id, Appointment.starts_on)
    rows = tx.connection.execute(query.where(Appointment.tenant == tx.tenant))
    return {(row[0], row[1], row[2]) for row in rows}
