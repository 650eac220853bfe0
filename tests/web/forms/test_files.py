"""Files in forms: an id that is known gives no right to somebody else's file."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.web import staff
from tests.web.house import House
from web.forms import check
from web.forms.files import file_ids, not_own
from workflows.models import Person

ID = "00000000-0000-7000-8000-000000000001"
FILE = {"type": "filepicker", "id": "field_f", "key": "f", "label": "附件"}
ROWS = {
    "type": "dynamiclist", "id": "list_rows", "path": "rows", "label": "行", "components": [FILE],
}  # fmt: skip


def form(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "default", "components": list(parts)}


def test_the_value_of_a_file_field_is_the_id_of_an_uploaded_file():
    assert check(form(FILE), {"f": ID}).values == {"f": ID}


@pytest.mark.parametrize("value", ["x", 7, [ID], "files::1"])
def test_what_is_no_id_is_refused(value: Any):
    assert check(form(FILE), {"f": value}).errors == {"f": "附件请重新上传。"}


def test_a_file_that_is_asked_for_must_be_there():
    asked = {**FILE, "validate": {"required": True}}

    assert check(form(asked), {"f": None}).errors == {"f": "请上传附件。"}


def test_files_are_found_wherever_they_stand():
    data = {"f": ID, "rows": [{}, {"f": ID}]}

    found = dict(file_ids(form(FILE, ROWS), data))

    assert list(found) == ["f", "rows.1.f"]


def test_a_file_of_somebody_else_is_refused(center: House):
    window, chief = center.signed_in("window"), center.signed_in("chief")
    mine = uploaded(window, "a.pdf")

    with center.office.reading() as conn:
        own = not_own(conn, center.city, person(center, "window"), {"f": mine})
        others = not_own(conn, center.city, person(center, "chief"), {"f": mine})

    assert own == {}
    assert others == {"f": "请重新上传这个文件。"}
    assert window.get(f"/files/{mine}").status_code == 200
    assert chief.get(f"/files/{mine}").status_code == 404


def test_what_is_no_document_is_refused_in_words(center: House):
    answer = center.signed_in("window").post(
        "/files", {"file": (io.BytesIO(b"<script>alert(1)</script>"), "x.html")}
    )

    assert answer.status_code == 422
    assert "不接收此类文件" in answer.json["error"]


def test_nothing_sent_is_said_in_words(center: House):
    answer = center.signed_in("window").post("/files")

    assert (answer.status_code, answer.json["error"]) == (422, "请选择文件。")


def uploaded(visitor: Any, name: str) -> UUID:
    answer = visitor.post("/files", {"file": (io.BytesIO(staff.PDF), name)})
    assert answer.json["name"] == name
    return UUID(answer.json["id"])


def person(house: House, login: str) -> UUID:
    found: UUID = house.rows(select(Person.id).where(Person.login == login))[0][0]
    return found
