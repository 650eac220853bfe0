"""A folder goes its way to publication by program: the same rules, the same bytes."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import Any

import pytest
from sqlalchemy import select

from tests.web.api.program import Program
from tests.web.house import House
from workflows.models import Body
from workflows.people.commands import AddPost
from workflows.starter import starter_files

FILE = "item-handling.bpmn"


@pytest.fixture
def desk(center: House) -> tuple[Program, Program]:
    """Two programs: one designs, one publishes."""
    body = center.rows(select(Body.id))[0][0]
    roles = ("process_designer", "process_publisher")
    return tuple(Program(center, AddPost(body, role, role)) for role in roles)  # type: ignore[misc]


def test_a_folder_becomes_a_draft_is_handed_in_published_for_a_day_and_taken_back(
    desk: tuple[Program, Program],
) -> None:
    designer, publisher = desk
    draft = bring(designer)
    at = f"/drafts/{draft}"
    assert unzipped(designer.get(f"{at}/bundle").data) == changed()
    assert unzipped(designer.get(f"{at}/bundle").data) == unzipped(
        publisher.get(f"{at}/bundle").data
    )
    assert not [one for one in json(designer.get(f"{at}/check"))["items"] if one["blocks"]]
    states = {one["name"]: one["state"] for one in json(publisher.get(f"{at}/changes"))["items"]}
    assert states[FILE] == "changed"
    assert set(states.values()) == {"changed", "same"}
    assert designer.post(f"{at}/submit", {"note": "改名称"}).status_code == 200
    assert designer.post(f"{at}/publish", {"reviewed": ""}).status_code == 403
    reviewed = {"reviewed": json(publisher.get(at))["reviewed"], "effective_on": "2025-10-09"}
    done = publisher.post(f"{at}/publish", reviewed)
    assert done.status_code == 200, done.text
    (coming,) = json(designer.get("/deployments/coming"))["items"]
    assert coming["deployment_id"] == done.json["id"]  # type: ignore[index]
    address = f"/deployments/{coming['deployment_id']}"
    assert unzipped(publisher.get(f"{address}/bundle").data) == changed()
    assert designer.post(f"{address}/cancel", {"reason": "推迟"}).status_code == 403
    assert publisher.post(f"{address}/cancel", {"reason": "推迟"}).status_code == 200
    assert json(designer.get("/deployments/coming"))["items"] == []
    assert json(designer.get(at))["state"] == "editing"
    again = publisher.post(f"{address}/cancel", {"reason": "推迟"})
    assert (again.status_code, json(again)["code"]) == (409, "withdrawn")


def test_a_file_in_a_folder_is_read_and_saved_and_its_versions_stay(
    desk: tuple[Program, Program],
) -> None:
    designer, _publisher = desk
    at = f"/drafts/{bring(designer)}"
    name = "forms/archive.form"
    was = designer.get(f"{at}/files/{name}").data
    assert was == starter_files()[name]
    body = {"body": base64.b64encode(was + b"\n").decode(), "based_on": 1}
    assert designer.post(f"{at}/files/{name}", body).status_code == 200
    late = designer.post(f"{at}/files/{name}", {**body, "body": base64.b64encode(was).decode()})
    assert (late.status_code, json(late)["code"]) == (409, "draft-conflict")
    versions = json(designer.get(f"{at}/files/{name}/versions"))["items"]
    assert [one["number"] for one in versions] == [2, 1]
    assert designer.get(f"{at}/files/{name}/versions/1").data == was
    assert designer.get(f"{at}/files/{name}").data == was + b"\n"
    assert designer.post(f"{at}/ready-forms/opinion_files.form").status_code == 200
    assert designer.get(f"{at}/files/forms/opinion_files.form").status_code == 200


def test_a_draft_is_tried_by_program_and_reaches_nobody(desk: tuple[Program, Program]) -> None:
    designer, _publisher = desk
    at = f"/drafts/{bring(designer)}"
    told = designer.post(f"{at}/try/item-handling", {"variables": {}, "steps": []})
    assert told.status_code == 200, told.text
    assert json(told)["result"]
    assert designer.post(f"{at}/try/nothing", {}).status_code == 409


def test_an_expression_is_tried_by_program(desk: tuple[Program, Program]) -> None:
    designer, _publisher = desk
    found = json(designer.post("/expressions", {"text": "a + 1", "data": '{"a": 2}'}))
    assert (found["value"], found["type"]) == ("3", "number")
    assert designer.post("/expressions", {"text": "a", "data": "{"}).status_code == 422


def test_if_match_refuses_what_has_changed_since_it_was_read(
    desk: tuple[Program, Program],
) -> None:
    designer, publisher = desk
    at = f"/drafts/{bring(designer)}"
    read = designer.get(at).headers["ETag"]
    body = {"body": base64.b64encode(b"{}").decode(), "based_on": 0}
    designer.post(f"{at}/files/forms/x.form", body)
    refused = designer.post(f"{at}/drop", If_Match=read)
    assert (refused.status_code, refused.mimetype) == (412, "application/problem+json")
    assert json(designer.get(at))["state"] == "editing"
    fresh = designer.get(at).headers["ETag"]
    assert publisher.post(f"{at}/drop", If_Match=fresh).status_code == 403
    assert designer.post(f"{at}/drop", If_Match=fresh).status_code == 200


def bring(designer: Program) -> str:
    base = json(designer.get("/definitions"))["items"]
    (deployment,) = {
        one["version"]["deployment_id"]
        for one in base
        if one["version"]["process_id"] == "item-handling"
    }
    files = {name: base64.b64encode(body).decode() for name, body in changed().items()}
    made = designer.post(
        "/drafts/bring", {"title": "来自仓库", "files": files, "base_id": deployment}
    )
    assert made.status_code == 200, made.text
    return str(json(made)["id"])


def changed() -> dict[str, bytes]:
    files = starter_files()
    return {**files, FILE: files[FILE].replace("审查意见".encode(), "会审意见".encode(), 1)}


def unzipped(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as folder:
        return {name: folder.read(name) for name in folder.namelist()}


def json(answer: Any) -> Any:
    assert answer.json is not None, answer.text
    return answer.json
