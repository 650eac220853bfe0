"""A field to test in: an office with a tenant, and one line for each thing a test needs."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import workflows.models  # noqa: F401
from engine.protocols import Actor
from engine.runtime import Engine
from workflows.clock import OfficeClock, at_shanghai
from workflows.office import Office
from workflows.people import commands as people
from workflows.settings import Settings
from workflows.tenants.commands import InitTenant

PASSWORD = "correct-horse-9"
#: The Friday before National Day of 2025
START = date(2025, 9, 26)


class StillClock(OfficeClock):
    """A clock that stands still until it is shifted."""

    def __init__(self, instant: datetime) -> None:
        super().__init__()
        self._instant = instant

    def now(self) -> datetime:
        return self._instant + self.offset


@dataclass
class Field:
    """An office with a tenant ``city`` and its first administrator ``admin``."""

    office: Office
    city: UUID
    admin: Actor = field(init=False)
    ids: dict[str, UUID] = field(default_factory=dict)

    @staticmethod
    def on(day: date, folder: Path, *, demo: bool = False, url: str | None = None) -> Field:
        """A new one in an empty folder, at nine o'clock of a day."""
        office = _office(day, folder, url)
        office.engine.create_schema()
        city = office.engine.ids.new()
        init = InitTenant("德阳市", "510600000000", "管理员", "admin", PASSWORD, is_demo=demo)
        office.execute(init, actor=Actor(city, None, channel="cli"))
        return Field._of(office)

    @staticmethod
    def copied(day: date, template: Path, folder: Path) -> Field:
        """A copy of one that was made in another folder on the same day."""
        shutil.copy(template / "yuanban.db", folder / "yuanban.db")
        office = _office(day, folder)
        office.refresh()
        return Field._of(office)

    @staticmethod
    def _of(office: Office) -> Field:
        assert office.tenant is not None
        room = Field(office, office.tenant.id)
        room.admin = room.signed_in("admin")
        return room

    @property
    def machine(self) -> Actor:
        return Actor(self.city, None, channel="import")

    @property
    def today(self) -> date:
        return self.office.clock.today()

    def do(self, command: Any, actor: Actor | None = None, key: str | None = None) -> Any:
        return self.office.execute(command, actor=actor or self.machine, idempotency_key=key)

    def rows(self, query: Any) -> list[Any]:
        with self.office.reading() as connection:
            return list(connection.execute(query).all())

    def later(self, **by: float) -> None:
        clock = self.office.clock
        clock.shift(clock.offset + timedelta(**by))

    def signed_in(self, login: str, post: int = 0) -> Actor:
        """The actor of a person under one of the own posts."""
        from sqlalchemy import select

        from workflows.people.holders import appointments_of
        from workflows.people.models import Person

        with self.office.reading() as connection:
            query = select(Person.id).where(Person.tenant == self.city, Person.login == login)
            person = connection.execute(query).scalar_one()
            held = appointments_of(connection, self.city, person, self.today)
        return Actor(self.city, person, held[post].appointment if held else None)

    def body(self, code: str, name: str, **more: Any) -> UUID:
        values = {"kind": "department", "legal_status": "行政机关", "level": "city", **more}
        self.ids[code] = self.do(people.AddBody(code, name, **values))
        return self.ids[code]

    def park(self, code: str, name: str, serial: str, **more: Any) -> UUID:
        if not self.ids.get("category"):
            add = people.AddCode("park-category", "economic", "经济开发区")
            self.ids["category"] = self.do(add)
        add_park = people.AddPark(
            code, name, name, "economic", "德阳市", "510600000000", serial, **more
        )
        self.ids[code] = self.do(add_park)
        return self.ids[code]

    def person(
        self,
        login: str,
        name: str,
        posts: Sequence[Mapping[str, Any]] = (),
        starts_on: date | None = None,
        ends_on: date | None = None,
    ) -> Actor:
        """Enter a person with posts ({body, role, park?, department?}) and sign in."""
        person = self.do(people.AddPerson(name, login))
        self.ids[login] = person
        for post in posts:
            made = self.do(
                people.AddPost(
                    self.ids[post["body"]], post["role"], post.get("name", post["role"]),
                    self.ids.get(post.get("park", "")), self.ids.get(post.get("department", "")),
                )
            )  # fmt: skip
            self.do(people.Appoint(person, made, starts_on or self.today, ends_on))
        return self.signed_in(login)


def _office(day: date, folder: Path, url: str | None = None) -> Office:
    folder.mkdir(parents=True, exist_ok=True)
    clock = StillClock(at_shanghai(day, 9))
    settings = Settings(data_folder=folder, database_url=url)
    return Office(Engine(settings.url, clock=clock, synchronous="NORMAL"), clock, settings)


def utc(year: int, month: int, day: int, hour: int = 0) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)
