"""Service accounts and their tokens: who may have one, for what, how long."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from tests.workflows.field import PASSWORD, Field
from workflows.access_tokens import secret
from workflows.access_tokens.commands import AddServiceAccount, IssueToken, RevokeToken
from workflows.access_tokens.models import AccessToken
from workflows.access_tokens.reading import token_of
from workflows.errors import InputInvalid, NotNow, RightMissing, Unknown
from workflows.people.commands import AddPerson, SetPassword


def account(room: Field) -> UUID:
    made: UUID = room.do(
        AddServiceAccount("一体化平台", "platform", "省一体化平台对接，信息科"), room.admin
    )
    return made


def issue(room: Field, **changes: Any) -> tuple[str, UUID]:
    plain = secret.new(room.city)
    given = {
        "person_id": changes.pop("person_id", None) or account(room),
        "label": "收件接口",
        "scopes": ("tasks:read",),
        "expires_on": room.today + timedelta(days=30),
        "digest": secret.digest(plain),
        **changes,
    }
    return plain, room.do(IssueToken(**given), room.admin)


def holder(room: Field, plain: str, days: int = 0) -> Any:
    with room.office.reading() as conn:
        return token_of(conn, plain, room.today + timedelta(days=days))


def test_a_token_is_known_by_its_secret_until_its_last_day(room: Field) -> None:
    plain, id = issue(room)
    assert holder(room, plain).id == id
    assert holder(room, plain, 30).id == id
    assert holder(room, plain, 31) is None
    assert holder(room, plain + "x") is None
    assert holder(room, "yuanban_nonsense") is None


def test_the_secret_is_stored_nowhere(room: Field) -> None:
    plain, _id = issue(room)
    assert plain not in str(room.rows(select(AccessToken.__table__)))


def test_a_revoked_token_opens_nothing(room: Field) -> None:
    plain, id = issue(room)
    with pytest.raises(InputInvalid):
        room.do(RevokeToken(id, " "), room.admin)
    room.do(RevokeToken(id, "接口停用"), room.admin)
    assert holder(room, plain) is None
    with pytest.raises(NotNow):
        room.do(RevokeToken(id, "再停一次"), room.admin)
    with pytest.raises(Unknown):
        room.do(RevokeToken(uuid4(), "没有"), room.admin)


def test_nobody_may_speak_in_a_persons_name(room: Field) -> None:
    person = room.do(AddPerson("李某", "li"), room.admin)
    with pytest.raises(InputInvalid) as refused:
        issue(room, person_id=person)
    assert [one.code for one in refused.value.findings] == ["not-a-service-account"]


def test_a_service_account_has_no_password(room: Field) -> None:
    with pytest.raises(NotNow) as refused:
        room.do(SetPassword(account(room), PASSWORD), room.admin)
    assert refused.value.code == "service-account"


def test_all_that_is_wrong_with_a_token_is_said_at_once(room: Field) -> None:
    with pytest.raises(InputInvalid) as refused:
        issue(
            room, label="", scopes=("all",), expires_on=room.today + timedelta(days=400), digest="x"
        )
    assert {one.code for one in refused.value.findings} == {
        "required", "unknown-scope", "term", "digest"
    }  # fmt: skip


def test_only_the_administrator_issues_tokens(room: Field) -> None:
    room.body("scjg", "市市场监管局")
    li = room.person("li", "李某", [{"body": "scjg", "role": "manager"}])
    with pytest.raises(RightMissing):
        room.do(AddServiceAccount("平台", "p", "对接"), li)
    with pytest.raises(RightMissing):
        room.do(RevokeToken(uuid4(), "x"), li)
