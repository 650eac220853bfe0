"""What a program may not do is refused in the form of the API, whichever way it is tried."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from engine.protocols import Actor
from tests.web import staff
from tests.web.api.program import Program
from tests.web.house import House
from web.api.rights import twins
from workflows.models import Body
from workflows.people.commands import AddPost
from workflows.tenants.commands import InitTenant


class Abroad(House):
    """The same house, asked by a program of another city."""

    def do(self, command: Any) -> Any:
        return self.office.execute(command, actor=Actor(self.ids["abroad"], None, channel="import"))

    @property
    def city(self) -> UUID:
        return self.ids["abroad"]


@pytest.fixture
def handled(center: House) -> House:
    """A center in which something has happened."""
    staff.submitted(center, center.signed_in("guide"))
    center.ids["home"] = center.city
    return center


@pytest.fixture
def window(handled: House) -> Program:
    body = handled.rows(select(Body.id).where(Body.code == staff.BODY))[0][0]
    return Program(handled, AddPost(body, "manager", "接口"))


@pytest.fixture
def foreign(handled: House, tmp_path: Path) -> Program:
    """A program of another city in the same installation, with every post that the API asks for."""
    city = handled.office.engine.ids.new()
    # a demo stands alone in its database: as far as rows go, this house is none from here on
    with closing(sqlite3.connect(tmp_path / "data" / "yuanban.db")) as rows:
        rows.execute("UPDATE tenant SET is_demo = 0")
        rows.commit()
    init = InitTenant("绵阳市", "510700000000", "管理员", "admin2", "correct-horse-9")
    handled.office.execute(init, actor=Actor(city, None, channel="cli"))
    abroad = Abroad(handled.office, handled.app, {"abroad": city})
    (body,) = handled.rows(select(Body.id).where(Body.tenant == city))[0]
    roles = ("sysadmin", "window", "manager", "process_designer", "process_publisher", "city_admin")
    return Program(abroad, *(AddPost(body, role, role) for role in roles))


def test_another_citys_objects_are_not_there(handled: House, foreign: Program) -> None:
    ids = known(handled)
    asked = 0
    for address in addresses(handled, "GET", ids):
        answer = foreign.get(address)
        assert answer.status_code == 404, f"{address}: {answer.status_code} {answer.text[:200]}"
        asked += 1
    assert asked >= 10
    for listed in ("/cases", "/tasks?box=queue", "/definitions", "/drafts", "/incidents"):
        answer = foreign.get(listed)
        assert answer.status_code == 200, answer.text
        assert all(id not in answer.text for id in ids.values()), listed


def test_another_citys_objects_are_not_changed(handled: House, foreign: Program) -> None:
    ids = known(handled)
    for address in addresses(handled, "POST", ids):
        answer = foreign.post(address, {})
        assert answer.status_code in {404, 422}, f"{address}: {answer.status_code}"
    assert known(handled) == ids


def test_a_task_of_others_is_neither_read_nor_done(handled: House, window: Program) -> None:
    task = known(handled)["task_id"]
    for answer in (
        window.get(f"/tasks/{task}"),
        window.post(f"/tasks/{task}/claim"),
        window.post(f"/tasks/{task}/complete", {"data": {}}),
        window.post(f"/tasks/{task}/preview", {"data": {}}),
    ):
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_a_token_ends_with_its_last_day(window: Program) -> None:
    assert window.get("/me").status_code == 200
    window.house.later(days=31)
    assert window.get("/me").status_code == 401


def test_each_scope_opens_its_own_addresses_only(handled: House) -> None:
    """With all posts and one scope, everything of the other scopes is refused by its name."""
    body = handled.rows(select(Body.id).where(Body.code == staff.BODY))[0][0]
    program = Program(handled, AddPost(body, "sysadmin", "接口"), scopes=("people:read",))
    assert program.get("/people").status_code == 200
    for address in ("/tasks", "/cases", "/definitions", "/campaign", "/incidents"):
        answer = program.get(address)
        assert (answer.status_code, answer.json["code"]) == (403, "scope-missing")  # type: ignore[index]
    assert program.post("/people", {"name": "李强", "login": "q"}).status_code == 403


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"name=x", "application/x-www-form-urlencoded", 415),
        (b"<a/>", "application/xml", 415),
        (b'{"name": "x"}', "text/plain", 415),
        (b'{"text": "' + b"x" * 600_000 + b'"}', "application/json", 422),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "application/json", 400),
    ],
    ids=["form", "xml", "plain", "long", "deep"],
)
def test_a_body_of_another_kind_is_refused(
    handled: House, body: bytes, kind: str, status: int
) -> None:
    office = handled.rows(select(Body.id).where(Body.code == staff.BODY))[0][0]
    designer = Program(handled, AddPost(office, "process_designer", "接口"))
    answer = designer.client.post(
        "/api/v1/expressions", data=body, content_type=kind, headers=designer.headers()
    )
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_a_body_beyond_the_limit_is_not_read(window: Program) -> None:
    window.house.app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = window.client.post(
        "/api/v1/files", data=b"{" + b" " * 2000 + b"}", content_type="application/json",
        headers=window.headers(),
    )  # fmt: skip
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")


@pytest.mark.parametrize("id", ["1", "..%2f..%2fadmin", "0" * 32, "' OR 1=1--", "null"])
def test_an_id_that_is_none_is_not_found(window: Program, id: str) -> None:
    answer = window.get(f"/cases/{id}")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_a_method_is_what_it_says(handled: House, window: Program) -> None:
    case = known(handled)["case_id"]
    answer = window.get(f"/cases/{case}/cancel", X_HTTP_Method_Override="POST")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "OPTIONS, POST"
    assert window.get(f"/cases/{case}").json["case_state"] == "active"  # type: ignore[index]


def test_no_other_site_is_let_in(window: Program) -> None:
    for answer in (
        window.get("/me", Origin="https://elsewhere.example"),
        window.client.options(
            "/api/v1/me",
            headers={"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"},
        ),
    ):
        assert not [name for name, _value in answer.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer yuanban_" + "a" * 43, "bearer \udcff"]
)
def test_what_is_no_token_opens_nothing(window: Program, sent: str) -> None:
    sent = sent.encode("utf-8", "surrogateescape").decode("latin-1")
    answer = window.client.get("/api/v1/me", headers={"Authorization": sent} if sent else {})
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")


def test_a_key_of_one_program_is_not_anothers(handled: House) -> None:
    """The same key of two programs are two keys: neither reads the other's answer."""
    body = handled.rows(select(Body.id).where(Body.code == staff.BODY))[0][0]
    one, two = (Program(handled, AddPost(body, "sysadmin", name)) for name in ("一", "二"))
    first = one.post("/people", {"name": "甲某", "login": "jia"}, Idempotency_Key="1")
    second = two.post("/people", {"name": "乙某", "login": "yi"}, Idempotency_Key="1")
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json["id"] != second.json["id"]  # type: ignore[index]


def test_a_post_that_is_not_held_is_not_acted_under(window: Program) -> None:
    answer = window.post(f"/cases/{uuid4()}/cancel", {"reason": "x"}, Yuanban_Post=str(uuid4()))
    assert answer.status_code in {404, 422}
    held = window.get("/me").json["terms"][0]["appointment"]  # type: ignore[index]
    body = {"incidents": [str(uuid4())], "reason": "x"}
    assert window.post("/incidents/retry", body, Yuanban_Post=held).status_code == 404


def known(house: House) -> dict[str, str]:
    """{name in an address: the id of such a thing in the first city}."""
    from engine.store.schema import case_, deployment, task
    from workflows.models import Appointment, Grant, Park, Person, Post

    def newest(table: Any) -> str:
        query = select(table.id).where(table.tenant == house.ids["home"]).order_by(table.id.desc())
        return str(house.rows(query.limit(1))[0][0])

    names = {
        "case_id": case_.c, "task_id": task.c, "deployment_id": deployment.c, "body_id": Body,
        "person_id": Person, "appointment_id": Appointment, "grant_id": Grant, "park_id": Park,
        "post_id": Post,
    }  # fmt: skip
    return {name: newest(table) for name, table in names.items()}


def addresses(house: House, method: str, ids: dict[str, str]) -> Iterator[str]:
    """Addresses of the API that name one thing that there is in the first city."""
    for rule in house.app.url_map.iter_rules():
        if rule.endpoint not in twins() or method not in (rule.methods or ()):
            continue
        if rule.arguments and rule.arguments <= ids.keys():
            _host, path = rule.build({name: UUID(ids[name]) for name in rule.arguments}) or ("", "")
            yield str(path).removeprefix("/api/v1")
