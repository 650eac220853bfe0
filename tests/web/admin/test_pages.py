"""The administrator fills an empty house; nobody else gets in."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from types import SimpleNamespace
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from tests.web.house import PASSWORD, House, Visitor
from web.admin.lists import grant_state
from workflows.models import Body, Person
from workflows.organization.template import template
from workflows.people.commands import AddBody, AddPost

BODY = {
    "name": "德阳市某某局",
    "code": "mmj",
    "kind": "department",
    "legal_status": "行政机关",
    "level": "city",
}


def manager(house: House) -> None:
    """王某, who watches cases and administers nothing."""
    body = house.do(AddBody(**BODY))
    house.person("wang", "王某", AddPost(body, "manager", "管理者"))


def count(house: House, table: type, **values: object) -> int:
    query = select(func.count()).select_from(table)
    for name, value in values.items():
        query = query.where(getattr(table, name) == value)
    return int(house.rows(query)[0][0])


def test_a_body_is_entered_and_found(bare: House) -> None:
    admin = bare.signed_in("admin")
    answer = admin.post("/admin/bodies/new", BODY)
    assert answer.status_code == 302, answer.text
    assert "德阳市某某局" in admin.get("/admin/bodies?q=mmj").text
    assert "德阳市某某局" not in admin.get("/admin/bodies?q=zzz").text


def test_all_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost(bare: House) -> None:
    admin = bare.signed_in("admin")
    answer = admin.post("/admin/bodies/new", {"name": "只填了名称", "code": "Not A Code"})
    assert answer.status_code == 422
    for sentence in ("请选择机构类型", "请选择主体性质", "请选择层级"):
        assert sentence in answer.text
    assert 'value="只填了名称"' in answer.text


def test_a_rule_of_the_field_is_said_at_its_field(bare: House) -> None:
    admin = bare.signed_in("admin")
    answer = admin.post("/admin/bodies/new", {**BODY, "uscc": "911234"})
    assert answer.status_code == 422
    assert "校验码不对（GB 32100）" in answer.text
    assert count(bare, Body, code="mmj") == 0


def test_a_form_sent_twice_enters_once(bare: House) -> None:
    admin = bare.signed_in("admin")
    data = {**BODY, "once": str(uuid4())}
    assert admin.post("/admin/bodies/new", data).status_code == 302
    assert admin.post("/admin/bodies/new", data).status_code == 302
    assert count(bare, Body, code="mmj") == 1


def test_a_person_with_a_weak_password_is_not_entered_at_all(bare: House) -> None:
    admin = bare.signed_in("admin")
    data = {"name": "王某", "login": "wang", "password": "short"}
    answer = admin.post("/admin/people/new", data)
    assert answer.status_code == 422
    assert "密码至少10个字符" in answer.text
    assert count(bare, Person, login="wang") == 0
    assert "short" not in answer.text


def test_a_person_with_a_password_may_sign_in_at_once(bare: House) -> None:
    admin = bare.signed_in("admin")
    data = {"name": "王某", "login": "wang", "password": "three-blind-mice"}
    assert admin.post("/admin/people/new", data).status_code == 302
    visitor = bare.visitor()
    answer = visitor.post("/sign-in", {"login": "wang", "password": "three-blind-mice"})
    assert answer.status_code == 302


def test_an_appointment_is_ended_on_the_page(bare: House) -> None:
    manager(bare)
    admin = bare.signed_in("admin")
    page = admin.get("/admin/appointments?q=王某").text
    address = re.search(r'action="(/admin/appointments/[0-9a-f-]+/end)"', page)
    assert address, page
    admin.post(address[1], {"ends_on": bare.today.isoformat(), "reason": "调离"})
    assert f"至 {bare.today}" in admin.get("/admin/appointments?q=王某").text


@pytest.mark.parametrize(
    "address", ["/admin", "/admin/people", "/admin/grants/new", "/admin/import", "/admin/calendar"]
)
def test_nobody_but_the_administrator_gets_in(bare: House, address: str) -> None:
    manager(bare)
    assert bare.signed_in("wang").get(address).status_code == 403
    assert bare.visitor().get(address).status_code == 302


def test_every_route_stands_in_the_list_of_rights(bare: House) -> None:
    page = bare.signed_in("admin").get("/admin/rights").text
    for rule in bare.app.url_map.iter_rules():
        assert rule.rule.replace("<", "&lt;").replace(">", "&gt;") in page


def test_a_year_of_the_calendar_that_nobody_published_is_marked(bare: House) -> None:
    admin = bare.signed_in("admin")
    assert "暂定" in admin.get("/admin/calendar?year=2031").text


def test_a_calendar_that_is_wrong_is_refused_with_all_its_lines(bare: House) -> None:
    admin = bare.signed_in("admin")
    body = "日期,类型,名称\n2027-01-01,假,元旦\nyesterday,休,春节\n".encode()
    data = {"year": "2027", "source": "某通知", "csv": (BytesIO(body), "2027.csv")}
    answer = admin.post("/admin/calendar", data)
    assert answer.status_code == 422
    assert "第2行" in answer.text
    assert "第3行" in answer.text


def workbook(**rows: list[str]) -> BytesIO:
    """The empty workbook with one row of cells under the headings of some sheets."""
    book = load_workbook(BytesIO(template()))
    for sheet, cells in rows.items():
        book[sheet].append(cells)
    out = BytesIO()
    book.save(out)
    out.seek(0)
    return out


def test_the_empty_workbook_has_a_sheet_for_each_subject(bare: House) -> None:
    answer = bare.signed_in("admin").get("/admin/import/template.xlsx")
    names = load_workbook(BytesIO(answer.data)).sheetnames
    assert {"机构", "岗位", "人员", "任期", "授权"} <= set(names)


def test_everything_wrong_in_a_workbook_stands_in_one_table(bare: House) -> None:
    admin = bare.signed_in("admin")
    wrong = workbook(机构=["Bad Code", "某局"], 人员=["", "no login"])
    answer = admin.post("/admin/import", {"workbook": (wrong, "a.xlsx")})
    assert answer.status_code == 422
    table = answer.text[answer.text.index("<tbody>") :]
    assert "机构" in table
    assert "人员" in table
    assert "一行也没有导入" in answer.text


def test_what_is_no_workbook_is_refused_in_words(bare: House) -> None:
    admin = bare.signed_in("admin")
    answer = admin.post("/admin/import", {"workbook": (BytesIO(b"not excel"), "a.xlsx")})
    assert answer.status_code == 422
    assert "<tbody>" in answer.text


def first(visitor: Visitor, address: str, pattern: str) -> str:
    """The first link or form on a page whose address has that shape."""
    page = visitor.get(address).text
    found = re.search(pattern, page)
    assert found, page
    return found[1]


def test_a_body_is_corrected_and_keeps_its_code(bare: House) -> None:
    bare.do(AddBody(**BODY))
    admin = bare.signed_in("admin")
    address = first(admin, "/admin/bodies?q=mmj", r'href="(/admin/bodies/[0-9a-f-]+/change)"')
    assert 'value="德阳市某某局"' in admin.get(address).text
    answer = admin.post(address, {**BODY, "name": "德阳市某某管理局", "code": "other"})
    assert answer.status_code == 302, answer.text
    assert count(bare, Body, code="mmj", name="德阳市某某管理局") == 1


def test_who_is_put_out_of_use_can_no_longer_sign_in(bare: House) -> None:
    manager(bare)
    admin = bare.signed_in("admin")
    address = first(admin, "/admin/people?q=wang", r'action="(/admin/people/[0-9a-f-]+/active)"')
    assert admin.post(address, {"active": "0"}).status_code == 302
    assert count(bare, Person, login="wang", active=True) == 1  # a reason is asked
    admin.post(address, {"active": "0", "reason": "退休"})
    assert count(bare, Person, login="wang", active=False) == 1
    answer = bare.visitor().post("/sign-in", {"login": "wang", "password": PASSWORD})
    assert answer.status_code == 401


@pytest.mark.parametrize("address", ["/admin/grants/{}/change", "/admin/nothing/{}/change"])
def test_what_cannot_be_changed_has_no_page(bare: House, address: str) -> None:
    assert bare.signed_in("admin").get(address.format(uuid4())).status_code == 404


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2025, 5, 31), "未生效"),
        (date(2025, 6, 1), "有效"),
        (date(2026, 5, 31), "有效"),
        (date(2026, 6, 1), "已到期"),
    ],
)
def test_a_grant_is_shown_as_in_force_between_its_two_days_only(today: date, words: str):
    grant = SimpleNamespace(
        status="in_force", valid_from=date(2025, 6, 1), valid_to=date(2026, 5, 31)
    )
    assert grant_state(grant, today) == words
