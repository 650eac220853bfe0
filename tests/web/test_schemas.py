"""Schemas at the edge: all findings at once, in the reader's words; a command, and no further."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from uuid import UUID

import pytest
from werkzeug.datastructures import MultiDict

from web.admin.fields import Field
from web.admin.schemas import End, form, of_grant
from web.inbox.filters import Filters
from web.inbox.schemas import filters_of
from web.schemas import read
from workflows.authority.commands import PublishGrant
from workflows.errors import InputInvalid

ID = UUID(int=7)
ASKED = (
    Field("name", "名称"),
    Field("kind", "类型", "select"),
    Field("since", "起日", "date"),
    Field("until", "止日", "date", False),
    Field("person_id", "人员", "select", is_id=True),
    Field("actions", "环节", "checks"),
    Field("deputy_ids", "其他人", "multi", False, is_id=True),
    Field("password", "密码", "password", False),
)


def sentences(sent: dict[str, object]) -> dict[str, str]:
    with pytest.raises(InputInvalid) as refused:
        read(form(ASKED)(), MultiDict(sent))
    return {one.field: one.sentence for one in refused.value.findings}


def test_all_that_is_missing_is_named_at_once_in_chinese() -> None:
    assert sentences({"name": "  ", "until": ""}) == {
        "name": "请填写名称。",
        "kind": "请选择类型。",
        "since": "请选择起日。",
        "person_id": "请选择人员。",
        "actions": "请选择环节。",
    }


def test_all_that_cannot_be_read_is_named_at_once_in_chinese() -> None:
    sent = {
        "name": "某局", "kind": "x", "actions": ["decide"], "since": "tomorrow",
        "until": "2025-02-30", "person_id": "me", "deputy_ids": [str(ID), "you"],
    }  # fmt: skip
    day = "请填 2025-09-26 这样的日期。"
    assert sentences(sent) == {
        "since": f"起日{day}",
        "until": f"止日{day}",
        "person_id": "请从列表中选择人员。",
        "deputy_ids": "请从列表中选择其他人。",
    }


def test_what_is_asked_is_typed_and_what_is_not_asked_is_left_out() -> None:
    sent = {
        "name": " 某局 ", "kind": "x", "actions": ["decide", "issue"], "since": "2025-09-26",
        "person_id": str(ID), "password": " two words ", "is_admin": "1",
    }  # fmt: skip
    assert read(form(ASKED)(), MultiDict(sent)) == {
        "name": "某局", "kind": "x", "actions": ("decide", "issue"), "since": date(2025, 9, 26),
        "person_id": ID, "password": " two words ",
    }  # fmt: skip


def test_a_schema_builds_the_command_of_the_address_and_the_form() -> None:
    sent = {"published_on": "2025-09-26", "place": "门户网站"}
    command = PublishGrant(ID, date(2025, 9, 26), "门户网站")
    assert read(of_grant("publish", ID), sent) == command


def test_one_sentence_says_what_can_be_wrong_with_a_field() -> None:
    for sent in ({}, {"ends_on": "soon"}):
        with pytest.raises(InputInvalid) as refused:
            read(End(ID), sent)
        assert [one.sentence for one in refused.value.findings] == ["请填任期的止日。"]


def test_unknown_words_of_an_address_are_ignored() -> None:
    assert filters_of({"box": "all", "late": "yes", "q": " x ", "more": "1"}) == Filters(q="x")


def test_marshmallow_does_not_load_before_it_is_needed() -> None:
    code = "import sys, web.session.views, web.demo_bar.views; print('marshmallow' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
