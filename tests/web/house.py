"""A house to visit with a browser that is none: a real office, real rights, real pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from engine.protocols import Actor
from engine.runtime import Engine
from web import create_app
from workflows.campaign.participant import CampaignParticipant
from workflows.clock import OfficeClock, at_shanghai
from workflows.handling.participant import HandlingParticipant
from workflows.models import Person
from workflows.office import Office
from workflows.people.commands import AddPerson, AddPost, Appoint, SetPassword
from workflows.policy import FieldPolicy
from workflows.settings import Settings
from workflows.tenants.commands import InitTenant, MoveClock

_TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


PASSWORD = "correct-horse-9"
#: The Friday before National Day of 2025, nine in the morning
START = at_shanghai(date(2025, 9, 26), 9)


@dataclass
class House:
    """An office in a folder, with the pages over it."""

    office: Office
    app: Flask
    #: {code or login: id} of what tests name
    ids: dict[str, UUID] = field(default_factory=dict)

    @staticmethod
    def open(folder: Path, url: str | None = None, starts_at: datetime = START) -> House:
        """The house in ``folder``: made if it is empty, else as it was left.

        ``url``: another database than SQLite in the folder. ``starts_at``: of a new one's clock.
        """
        office = _office(folder, url)
        if office.tenant is None:
            city = office.engine.ids.new()
            init = InitTenant(
                "德阳市",
                "510600000000",
                "管理员",
                "admin",
                PASSWORD,
                is_demo=True,
                starts_at=starts_at,
            )
            office.execute(init, actor=Actor(city, None, channel="cli"))
        return House(office, create_app(office, {"SECRET_KEY": "for tests", "TESTING": True}))

    @property
    def city(self) -> UUID:
        assert self.office.tenant is not None
        return self.office.tenant.id

    def do(self, command: Any) -> Any:
        """Carry out what the administrator's import would."""
        return self.office.execute(command, actor=Actor(self.city, None, channel="import"))

    def rows(self, query: Any) -> list[Any]:
        with self.office.reading() as connection:
            return list(connection.execute(query).all())

    def visitor(self) -> Visitor:
        return Visitor(self.app.test_client())

    def signed_in(self, login: str) -> Visitor:
        """A browser in which ``login`` has signed in, with ``PASSWORD``."""
        visitor = self.visitor()
        answer = visitor.post("/sign-in", {"login": login, "password": PASSWORD})
        assert answer.status_code == 302, answer.text
        visitor.token = None  # the session is a fresh one, and so is its token
        visitor.follow(answer)
        return visitor

    def person(self, login: str, name: str, *posts: AddPost, party: UUID | None = None) -> UUID:
        """Enter a person with posts who can sign in."""
        person: UUID = self.do(AddPerson(name, login, party_id=party))
        self.do(SetPassword(person, PASSWORD))
        for post in posts:
            self.do(Appoint(person, self.do(post), self.today))
        self.ids[login] = person
        return person

    def later(self, **by: float) -> None:
        """Let time pass, and do what has fallen due."""
        to = self.office.clock.now() + timedelta(**by)
        self.office.execute(MoveClock(to), actor=Actor(self.city, self.admin, channel="cli"))
        self.office.engine.drain()

    @property
    def admin(self) -> UUID:
        found: UUID = self.rows(select(Person.id).where(Person.login == "admin"))[0][0]
        return found

    @property
    def today(self) -> date:
        return self.office.clock.today()


def _office(folder: Path, url: str | None) -> Office:
    """The real office; its tables are made at once instead of by migrations, which is quicker."""
    settings, clock = Settings(data_folder=folder, database_url=url), OfficeClock()
    folder.mkdir(parents=True, exist_ok=True)
    engine = Engine(
        settings.url,
        clock=clock,
        policy=FieldPolicy(),
        participants=(HandlingParticipant(), CampaignParticipant()),
    )
    engine.create_schema()
    office = Office(engine, clock, settings)
    office.refresh()
    return office


class Visitor:
    """A browser: keeps cookies, and sends the token of the page it saw last."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.token: str | None = None

    def get(self, address: str, **more: Any) -> TestResponse:
        answer = self.client.get(address, **more)
        found = _TOKEN.search(answer.text) if answer.mimetype == "text/html" else None
        if found:
            self.token = found[1]
        return answer

    def post(self, address: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        if self.token is None:
            self.get("/sign-in")
        return self.client.post(address, data={"csrf_token": self.token, **(data or {})}, **more)

    def follow(self, answer: TestResponse) -> TestResponse:
        """Go where a redirect leads."""
        assert answer.location, answer.text
        return self.get(answer.location, follow_redirects=True)
