"""A house to visit with a browser that is none: a real office, real rights, real pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.protocols import Actor
from engine.runtime import Engine
from tests.workflows.field import PASSWORD, START, Field
from web import create_app
from workflows.clock import OfficeClock, at_shanghai
from workflows.handling.participant import HandlingParticipant
from workflows.handling.policy import HandlingPolicy
from workflows.office import Office
from workflows.settings import Settings
from workflows.tenants.commands import InitTenant

_TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


@dataclass
class House:
    """An office in a folder, with the pages over it."""

    office: Office
    field: Field
    app: Flask

    @staticmethod
    def open(folder: Path) -> House:
        """The house in ``folder``: made if it is empty, else as it was left."""
        office = _office(folder)
        if office.tenant is None:
            city = office.engine.ids.new()
            init = InitTenant(
                "德阳市", "510600000000", "管理员", "admin", PASSWORD,
                is_demo=True, starts_at=at_shanghai(START, 9),
            )  # fmt: skip
            office.execute(init, actor=Actor(city, None, channel="cli"))
        field = Field(office, office.tenant.id)
        field.admin = field.signed_in("admin")
        app = create_app(office, {"SECRET_KEY": "for tests", "TESTING": True})
        return House(office, field, app)

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

    def person(self, login: str, name: str, *posts: dict[str, Any]) -> UUID:
        """Enter a person with posts who can sign in."""
        from workflows.people.commands import SetPassword

        self.field.person(login, name, posts)
        person = self.field.ids[login]
        self.office.execute(SetPassword(person, PASSWORD), actor=self.field.machine)
        return person

    @property
    def today(self) -> date:
        return self.office.clock.today()


def _office(folder: Path) -> Office:
    """The real office; its tables are made at once instead of by migrations, which is quicker."""
    settings, clock = Settings(data_folder=folder), OfficeClock()
    folder.mkdir(parents=True, exist_ok=True)
    engine = Engine(
        settings.url, clock=clock, policy=HandlingPolicy(), participants=(HandlingParticipant(),)
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
