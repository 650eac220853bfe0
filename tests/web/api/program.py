"""A program that visits: a service account with posts and a token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.house import House
from workflows.access_tokens import secret
from workflows.access_tokens.commands import AddServiceAccount, IssueToken
from workflows.access_tokens.scopes import SCOPES
from workflows.people.commands import AddPost, Appoint


class Program:
    """A program with a token of an account that holds some posts."""

    def __init__(self, house: House, *posts: AddPost, scopes: tuple[str, ...] = ()) -> None:
        self.house = house
        self.account: UUID = house.do(
            AddServiceAccount("对接平台", f"p{uuid4().hex[:8]}", "省一体化平台，信息科")
        )
        for post in posts:
            house.do(Appoint(self.account, house.do(post), house.today))
        self.secret = secret.new(house.city)
        self.token: UUID = house.do(self._issue(scopes or tuple(SCOPES)))
        self.client: FlaskClient = house.app.test_client()

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(f"/api/v1{path}", headers=self.headers(**headers))

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self.client.post(f"/api/v1{path}", json=body, headers=self.headers(**headers))

    def headers(self, **more: str) -> dict[str, str]:
        names = {name.replace("_", "-"): value for name, value in more.items()}
        return {"Authorization": f"Bearer {self.secret}", **names}

    def _issue(self, scopes: tuple[str, ...]) -> IssueToken:
        until = self.house.today + timedelta(days=30)
        return IssueToken(self.account, "测试", scopes, until, secret.digest(self.secret))
