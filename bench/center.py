"""A service center with as many open tasks as wanted: real applications, handed in one by one."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from engine.ids import UuidV7
from engine.protocols import Actor
from web import create_app
from workflows import starter
from workflows.authority.commands import AddGrant
from workflows.clock import at_shanghai
from workflows.demo.enterprises import enterprises
from workflows.handling import requests
from workflows.handling.commands import SaveApplication
from workflows.items.models import Item
from workflows.office import Office
from workflows.people.commands import AddPerson, AddPost, Appoint, SetPassword
from workflows.people.models import Body, Park
from workflows.settings import Settings
from workflows.tenants.commands import InitTenant

PASSWORD = "correct-horse-9"
_ITEM, _PARK, _BODY, _DEPARTMENT = "scjg-04", "dyjkq", "dyjkq-gwh", "scjg"
_TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


class Center:
    """A window of one park, with its clerk and the authority to receive."""

    def __init__(self, folder: Path) -> None:
        self.office = Office.open(Settings(data_folder=folder))
        starts_at = at_shanghai(date(2025, 9, 26), 9)
        # Of a source of its own: the engine's goes by the clock, which is about to be set back
        self.tenant = UuidV7(lambda: starts_at).new()
        init = InitTenant(
            "德阳市", "510600000000", "管理员", "admin", PASSWORD, is_demo=True, starts_at=starts_at
        )
        self.office.execute(init, actor=Actor(self.tenant, None, channel="cli"))
        starter.install(self.office, self.tenant)
        self.clerk = self._hire()
        self._do(self._grant())

    def hand_in(self, applications: int) -> None:
        """So many more applications; each leaves one task in the window's queue."""
        parties = list(enterprises().values())
        for number in range(applications):
            save = SaveApplication(_ITEM, _PARK, parties[number % len(parties)])
            application = self.office.execute(save, actor=self.clerk)
            with self.office.reading() as connection:
                now = self.office.clock.now()
                begin = requests.submit(connection, self.tenant, application, now)
            self.office.execute(begin, actor=self.clerk)

    def browser(self) -> FlaskClient:
        """A browser in which the clerk has signed in."""
        return signed_in(create_app(self.office, {"SECRET_KEY": "bench"}))

    def _do(self, command: Any) -> Any:
        return self.office.execute(command, actor=Actor(self.tenant, None, channel="import"))

    def _hire(self) -> Actor:
        person = self._do(AddPerson("张窗口", "window"))
        self._do(SetPassword(person, PASSWORD))
        post = self._do(AddPost(self._id(Body, _BODY), "window", "综窗", self._id(Park, _PARK)))
        appointment = self._do(Appoint(person, post, self.office.clock.today()))
        return Actor(self.tenant, person, appointment)

    def _grant(self) -> AddGrant:
        return AddGrant(
            number="德府函〔2025〕1号",
            mode="TRANSFER",
            item_id=self._id(Item, _ITEM),
            park_id=self._id(Park, _PARK),
            delegator_id=self._id(Body, _DEPARTMENT),
            delegatee_id=self._id(Body, _BODY),
            actions=("receive", "accept", "correct", "review", "decide", "deliver"),
            legal_basis="《行政许可法》第二十五条",
            instrument="德阳市人民政府关于下放事项的决定",
            valid_from=self.office.clock.today(),
        )

    def _id(self, table: Any, code: str) -> UUID:
        with self.office.reading() as connection:
            found: UUID = connection.execute(
                select(table.id).where(table.code == code)
            ).scalar_one()
        return found


def signed_in(app: Flask) -> FlaskClient:
    """A browser in which the clerk has signed in."""
    client = app.test_client()
    token = _TOKEN.search(client.get("/sign-in").text)
    assert token is not None
    form = {"csrf_token": token[1], "login": "window", "password": PASSWORD}
    answer = client.post("/sign-in", data=form)
    assert answer.status_code == 302, answer.status
    return client
