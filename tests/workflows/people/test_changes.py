"""What changes after it was entered: bodies, persons, and what is closed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from engine.store.schema import event
from tests.workflows.field import PASSWORD, Field
from workflows.errors import InputInvalid, RightMissing
from workflows.people import commands as c
from workflows.people.accounts import authenticate
from workflows.people.models import Body, Person


def test_a_body_is_brought_up_to_date_and_only_the_difference_is_recorded(room: Field) -> None:
    body = room.body("scjg", "市市场监管局")
    change = c.ChangeBody(body, "德阳市市场监督管理局", "department", "行政机关", "city", "德市监")
    room.do(change, room.admin)
    room.do(change, room.admin)
    assert room.rows(select(Body.name, Body.document_prefix).where(Body.id == body)) == [
        ("德阳市市场监督管理局", "德市监")
    ]
    types = [row[0] for row in room.rows(select(event.c.type).where(event.c.stream == body))]
    assert types == ["BodyAdded", "BodyChanged"]
    with pytest.raises(InputInvalid) as refused:
        room.do(replace(change, uscc="1", parent_id=body), room.admin)
    assert {f.code for f in refused.value.findings} == {"uscc-check", "own-parent"}


def test_a_corrected_name_is_found_by_its_new_spelling(room: Field) -> None:
    room.do(c.AddPerson("张山", "zhang"))
    person = room.rows(select(Person.id).where(Person.login == "zhang"))[0][0]
    room.do(c.ChangePerson(person, "曾山", "13800000000"), room.admin)
    assert room.rows(select(Person.pinyin).where(Person.id == person)) == [("zengshan",)]


def test_who_is_closed_signs_in_no_more_and_holds_no_post(room: Field) -> None:
    room.body("scjg", "市市场监管局")
    li = room.person("li", "李某", [{"body": "scjg", "role": "sysadmin"}])
    room.do(c.SetPassword(room.ids["li"], PASSWORD))
    room.do(c.SetActive("person", room.ids["li"], False, "离职"), room.admin)
    with room.office.reading() as conn:
        assert authenticate(conn, room.city, "li", PASSWORD) is None
    with pytest.raises(RightMissing):
        room.do(c.AddPerson("某", "mou"), li)
    room.do(c.SetActive("person", room.ids["li"], True, "返聘"), room.admin)
    room.do(c.AddPerson("某", "mou"), li)


@pytest.mark.parametrize("subject", ["body", "post"])
def test_a_closed_body_or_post_gives_no_right(room: Field, subject: str) -> None:
    from workflows.people.models import Post

    body = room.body("scjg", "市市场监管局")
    li = room.person("li", "李某", [{"body": "scjg", "role": "sysadmin"}])
    post = room.rows(select(Post.id).where(Post.body_id == body))[0][0]
    id = body if subject == "body" else post
    room.do(c.SetActive(subject, id, False, "撤并"), room.admin)
    with pytest.raises(RightMissing):
        room.do(c.AddPerson("某", "mou"), li)


def test_nobody_closes_the_own_account(room: Field) -> None:
    assert room.admin.person is not None
    with pytest.raises(InputInvalid):
        room.do(c.SetActive("person", room.admin.person, False, "误"), room.admin)


@pytest.mark.parametrize(("subject", "reason"), [("planet", "x"), ("body", " ")])
def test_an_unknown_subject_and_a_missing_reason_are_refused(
    room: Field, subject: str, reason: str
) -> None:
    body = room.body("scjg", "市市场监管局")
    with pytest.raises(InputInvalid):
        room.do(c.SetActive(subject, body, False, reason), room.admin)
