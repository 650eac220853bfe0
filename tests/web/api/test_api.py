"""The API does what the pages do: same rights, same refusals, same record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from tests.web import staff
from tests.web.api.program import Program
from tests.web.house import House
from workflows.access_tokens.commands import RevokeToken
from workflows.people.commands import AddPost


@pytest.fixture
def admin(bare: House) -> Program:
    body = next(row[0] for row in bare.rows(_bodies()))
    return Program(bare, AddPost(body, "sysadmin", "接口管理"))


def _bodies() -> Any:
    from sqlalchemy import select

    from workflows.models import Body

    return select(Body.id)


def test_without_a_token_nothing_opens(bare: House) -> None:
    answer = bare.app.test_client().get("/api/v1/tasks")
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert answer.json["code"] == "unauthorized"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_browsers_session_opens_no_address_of_the_api(bare: House) -> None:
    visitor = bare.signed_in("admin")
    assert visitor.get("/api/v1/people").status_code == 401


def test_a_revoked_token_opens_nothing_any_more(admin: Program) -> None:
    assert admin.get("/me").status_code == 200
    admin.house.do(RevokeToken(admin.token, "换新"))
    assert admin.get("/me").status_code == 401


def test_a_scope_that_the_token_lacks_is_named(bare: House) -> None:
    program = Program(bare, scopes=("tasks:read",))
    answer = program.get("/people")
    assert answer.status_code == 403
    assert answer.json["code"] == "scope-missing"  # type: ignore[index]


def test_a_scope_gives_no_right_of_its_own(bare: House) -> None:
    assert Program(bare).get("/people").status_code == 403


def test_people_come_in_and_are_found(admin: Program) -> None:
    made = admin.post("/people", {"name": "李强", "login": "qiang"})
    assert made.status_code == 200, made.text
    found = admin.get("/people?q=qiang").json
    assert found is not None
    assert [one["login"] for one in found["items"]] == ["qiang"]
    assert found["items"][0]["id"] == made.json["id"]  # type: ignore[index]


def test_everything_that_is_wrong_with_a_body_is_said_at_once(admin: Program) -> None:
    answer = admin.post("/people", {"login": 5, "extra": 1})
    assert answer.status_code == 422
    assert answer.json is not None
    assert {one["field"] for one in answer.json["errors"]} == {"name", "login", "extra"}


def test_what_the_field_refuses_has_the_code_of_its_rule(admin: Program) -> None:
    admin.post("/people", {"name": "李强", "login": "qiang"})
    answer = admin.post("/people", {"name": "李四", "login": "qiang"})
    assert answer.status_code == 422
    assert [(one["field"], one["code"]) for one in answer.json["errors"]] == [("login", "taken")]  # type: ignore[index]


def test_the_same_key_does_it_once(admin: Program) -> None:
    body = {"name": "李强", "login": "qiang"}
    first = admin.post("/people", body, Idempotency_Key="one")
    again = admin.post("/people", body, Idempotency_Key="one")
    assert first.json == again.json
    other = admin.post("/people", {**body, "login": "other"}, Idempotency_Key="one")
    assert other.status_code == 409
    assert other.json["code"] == "idempotency-key-reused"  # type: ignore[index]


def test_an_unchanged_answer_is_not_sent_twice(admin: Program) -> None:
    first = admin.get("/people")
    again = admin.get("/people", If_None_Match=first.headers["ETag"])
    assert again.status_code == 304
    admin.post("/people", {"name": "李强", "login": "qiang"})
    assert admin.get("/people", If_None_Match=first.headers["ETag"]).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"{", b'{"name": NaN}', b'{"name": "\\ud800"}', b"[" * 100_000, b'{"a":1,"a":2}', b"5"],
    ids=["half", "nan", "surrogate", "deep", "twice", "number"],
)
def test_a_body_that_is_no_json_object_is_refused(admin: Program, body: bytes) -> None:
    answer = admin.client.post(
        "/api/v1/people",
        data=body,
        content_type="application/json",
        headers=admin.headers(),
    )
    assert answer.status_code in {400, 422}
    assert answer.mimetype == "application/problem+json"


def test_the_record_says_that_a_program_did_it(admin: Program) -> None:
    from sqlalchemy import select

    from engine.store.schema import event

    made = admin.post("/people", {"name": "李强", "login": "qiang"}).json
    assert made is not None
    query = select(event.c.channel, event.c.person).where(event.c.stream == UUID(made["id"]))
    assert admin.house.rows(query) == [("api", admin.account)]


def test_openapi_says_31_and_every_operation_has_its_scope(bare: House) -> None:
    document = bare.app.test_client().get("/api/v1/openapi.json").json
    assert document is not None
    assert document["openapi"] == "3.1.0"
    page = bare.app.test_client().get("/docs/api").text
    for path in document["paths"]:
        assert path in page


def test_the_city_opens_a_campaign_and_starts_a_phase_by_program(center: House) -> None:
    """Issue of the API: what the pages do; R-004, R-005 by names of parks and tracks."""
    from sqlalchemy import select

    from workflows.models import Park

    body_id = center.rows(_bodies())[0][0]
    city = Program(center, AddPost(body_id, "city_admin", "市局"))
    assert city.get("/campaign").status_code == 404
    made = city.post("/campaign", {"name": "示范创建", "city": "德阳市"})
    assert made.status_code == 200, made.text
    again = city.post("/campaign", {"name": "示范创建", "city": "德阳市"})
    assert (again.status_code, again.json["errors"][0]["code"]) == (422, "taken")  # type: ignore[index]
    twice = {"name": "另一个", "city": "德阳市", "parks": ["dyjkq", "dyjkq"]}
    assert city.post("/campaign", twice).status_code == 422
    found = city.get("/campaign").json
    assert found is not None
    assert found["confirmed"] == 0
    park = center.rows(select(Park.id).order_by(Park.serial))[0][0]
    body = {
        "no": 1, "year": 2026, "deadline": "2026-12-31", "sheet": "deyang-2023-draft",
        "parks": [{"park_id": str(park), "track": "municipal"}],
    }  # fmt: skip
    address = f"/campaign/{found['id']}/phases"
    wrong = city.post(address, {**body, "parks": [{"park_id": str(park), "track": "none"}]})
    assert wrong.status_code == 422
    started = city.post(address, body)
    assert started.status_code == 200, started.text
    board = city.get("/campaign/board/1").json
    assert board is not None
    assert board["phase"]["id"] == started.json["id"]  # type: ignore[index]
    assert [one["track"] for one in board["items"] if one["id"]] == ["municipal"]
    assert city.get("/campaign/board/2").status_code == 404


def test_a_park_with_a_step_that_is_due_is_told_with_its_day(center: House) -> None:
    """The day of a step is a date; told as an instant it was a fault of every busy board."""
    from sqlalchemy import select

    from workflows.models import Park

    city = Program(center, AddPost(center.rows(_bodies())[0][0], "city_admin", "市局"))
    made = city.post("/campaign", {"name": "示范创建", "city": "德阳市"}).json
    park = center.rows(select(Park.id).order_by(Park.serial))[0][0]
    body = {
        "no": 1, "year": 2025, "deadline": "2025-12-31", "sheet": "deyang-2023-draft",
        "entry": "BUILD", "late_reason": "中途启用",
        "parks": [{"park_id": str(park), "track": "municipal"}],
    }  # fmt: skip
    started = city.post(f"/campaign/{made['id']}/phases", body)  # type: ignore[index]
    assert started.status_code == 200, started.text
    center.office.engine.drain()

    board = city.get("/campaign/board/1").json
    assert board is not None
    busy = [one for one in board["items"] if one["next_due"]]
    assert busy
    assert city.get(f"/campaign/enrollments/{busy[0]['id']}").status_code == 200


def test_s14_a_program_that_reads_a_paper_stands_on_the_record(center: House) -> None:
    from sqlalchemy import select

    from workflows.models import Base, Document

    window = center.signed_in("window")
    staff.done(window, staff.submitted(center, window), staff.REGISTER)
    paper = center.rows(select(Document.id))[0][0]
    program = Program(center, AddPost(center.rows(_bodies())[0][0], "manager", "管理"))

    assert program.get(f"/documents/{paper}").status_code == 200

    event = Base.metadata.tables["event"].c
    query = select(event.type).where(event.person == program.account, event.type.like("%Read"))
    assert [row[0] for row in center.rows(query)] == ["PersonalFactsRead"]
