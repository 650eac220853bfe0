"""Bodies, persons, passwords: what is taken and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from engine.store.schema import payload
from tests.workflows.field import PASSWORD, Field
from workflows.errors import InputInvalid, NotNow, RightMissing
from workflows.people import commands as c
from workflows.people.accounts import authenticate
from workflows.people.models import Person
from workflows.people.pinyin import spell, spell_person
from workflows.people.uscc import is_valid_uscc


def test_all_findings_of_a_body_come_at_once(room: Field) -> None:
    bad = c.AddBody("Bad Code", " ", "nothing", "nobody", "village", uscc="11510600MB9X00015R")
    with pytest.raises(InputInvalid) as refused:
        room.do(bad, room.admin)
    codes = {finding.code for finding in refused.value.findings}
    assert codes == {
        "required", "code-shape", "unknown-kind", "unknown-status", "unknown-level", "uscc-check",
    }  # fmt: skip


@pytest.mark.parametrize(
    "code",
    ["11510600MB9X00015Q", "11510600MB9X00023K", "11510600MB9X000586", "11510681MB9X00226J"],
)
def test_gb_32100_check_character(code: str) -> None:
    assert is_valid_uscc(code)
    assert not is_valid_uscc(code[:-1] + ("A" if code[-1] != "A" else "B"))
    assert not is_valid_uscc(code[:-1])
    assert not is_valid_uscc("I" + code[1:])


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [("张三", "zhangsan", "zs"), ("曾强", "zengqiang", "zq"), ("单雄信", "shanxiongxin", "sxx")],
)
def test_a_person_is_found_by_pinyin_and_initials(name: str, full: str, initials: str) -> None:
    spelling = spell_person(name)
    assert (spelling.full, spelling.initials) == (full, initials)


def test_an_enterprise_is_found_by_pinyin_and_initials() -> None:
    spelling = spell("德阳A1食品")
    assert spelling.full == "deyanga1shipin"
    assert spelling.initials.startswith("dy")
    assert spelling.initials.endswith("sp")


def test_sign_in_needs_name_password_and_an_active_person(room: Field) -> None:
    with room.office.reading() as conn:
        assert authenticate(conn, room.city, "admin", PASSWORD) == room.admin.person
        assert authenticate(conn, room.city, "admin", "wrong-password") is None
        assert authenticate(conn, room.city, "nobody", PASSWORD) is None


def test_a_person_without_password_cannot_sign_in(room: Field) -> None:
    room.do(c.AddPerson("无密码", "nopass"))
    with room.office.reading() as conn:
        assert authenticate(conn, room.city, "nopass", "") is None


def test_one_sets_the_own_password_and_not_that_of_another(room: Field) -> None:
    room.body("scjg", "市市场监管局")
    li = room.person("li", "李受理", [{"body": "scjg", "role": "acceptor"}])
    wang = room.person("wang", "王审查", [{"body": "scjg", "role": "reviewer"}])
    room.do(c.SetPassword(room.ids["li"], "a-new-password"), li)
    with pytest.raises(RightMissing):
        room.do(c.SetPassword(room.ids["li"], "another-password"), wang)
    with room.office.reading() as conn:
        assert authenticate(conn, room.city, "li", "a-new-password") == room.ids["li"]


def test_the_password_is_in_no_event(room: Field) -> None:
    room.do(c.SetPassword(room.ids.get("x") or room.admin.person, "a-new-password"), room.admin)
    bodies = [row[0] for row in room.rows(select(payload.c.body))]
    assert not any(b"a-new-password" in body or b"argon2" in body for body in bodies)


def test_a_person_s_event_is_personal_and_erasable(room: Field) -> None:
    room.do(c.AddPerson("赵某", "zhao", "13800000000"))
    rows = room.rows(select(payload.c.data_class, payload.c.body))
    assert {row[0] for row in rows if "赵某".encode() in row[1]} == {"personal"}


def test_the_administrator_may_and_others_may_not_add_persons(room: Field) -> None:
    room.body("scjg", "市市场监管局")
    li = room.person("li", "李受理", [{"body": "scjg", "role": "acceptor"}])
    room.do(c.AddPerson("新人", "new1"), room.admin)
    with pytest.raises(RightMissing) as refused:
        room.do(c.AddPerson("新人", "new2"), li)
    assert "系统管理员" in refused.value.message
    assert not room.rows(select(Person.id).where(Person.login == "new2"))


def test_a_text_that_does_not_fit_is_a_finding_and_no_error_of_the_database(
    room: Field,
) -> None:
    body = c.AddBody("ok", "某局", "department", "行政机关", "city", "德" * 61, line="市\0")
    with pytest.raises(InputInvalid) as refused:
        room.do(body, room.admin)
    assert {finding.field for finding in refused.value.findings} == {"document_prefix", "line"}


def test_the_same_login_twice_is_refused(room: Field) -> None:
    with pytest.raises(InputInvalid) as refused:
        room.do(c.AddPerson("又一个", "admin"), room.admin)
    assert [finding.code for finding in refused.value.findings] == ["taken"]


def test_days_that_are_past_are_not_taken_away(room: Field) -> None:
    room.body("scjg", "市市场监管局")
    posts = [{"body": "scjg", "role": "acceptor"}]
    actor = room.person("li", "李受理", posts, date(2025, 9, 1))
    assert actor.appointment is not None
    with pytest.raises(InputInvalid) as refused:
        room.do(c.EndAppointment(actor.appointment, date(2025, 9, 25), "倒签"), room.admin)
    assert [finding.code for finding in refused.value.findings] == ["ends-in-past"]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "overlaps"),
    [
        (date(2025, 8, 1), date(2025, 8, 31), False),
        (date(2025, 8, 1), date(2025, 9, 1), True),
        (date(2025, 9, 30), None, True),
        (date(2025, 10, 1), None, False),
    ],
)
def test_one_holds_a_post_once_at_a_time(
    room: Field, starts_on: date, ends_on: date | None, overlaps: bool
) -> None:
    body = room.body("scjg", "市市场监管局")
    post = room.do(c.AddPost(body, "acceptor", "受理岗"))
    person = room.do(c.AddPerson("李受理", "li"))
    room.do(c.Appoint(person, post, date(2025, 9, 1), date(2025, 9, 30)))
    if overlaps:
        with pytest.raises(InputInvalid):
            room.do(c.Appoint(person, post, starts_on, ends_on))
    else:
        room.do(c.Appoint(person, post, starts_on, ends_on))


def test_a_past_appointment_is_not_ended_again(room: Field) -> None:
    room.body("scjg", "市市场监管局")
    actor = room.person("li", "李受理", [{"body": "scjg", "role": "acceptor"}])
    assert actor.appointment is not None
    room.do(c.EndAppointment(actor.appointment, room.today, "调离"), room.admin)
    room.later(days=1)
    with pytest.raises(NotNow):
        room.do(c.EndAppointment(actor.appointment, room.today, "再调"), room.admin)
