"""Import of a workbook: whole or not at all, every error with sheet, row and column."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from tests.workflows.field import PASSWORD, Field
from workflows.authority import Authority
from workflows.authority.models import Grant
from workflows.errors import ImportRefused, RightMissing
from workflows.items.models import Item
from workflows.organization.template import template
from workflows.people.accounts import authenticate
from workflows.people.commands import ImportOrganization
from workflows.people.holders import appointments_of
from workflows.people.models import Body, Park, Person, Post
from workflows.workbook_file import open_workbook

GOOD: dict[str, list[list[Any]]] = {
    "机构": [["jkqjd", "经开区市监分局", "部门", "行政机关", "市级", "", "德经监", "", "scjg"]],
    "岗位": [
        ["P1", "综窗收件员", "dyjkq-gwh", "综窗收件员", "德阳经济技术开发区", ""],
        ["P2", "食品首席代表", "scjg", "首席代表", "dyjkq", "scjg"],
    ],
    "人员": [["chen", "陈窗口", 13800000001, PASSWORD], ["zhou", "周代表", "13800000002", None]],
    "任期": [
        ["chen", "P1", datetime(2025, 9, 1), None],
        ["zhou", "P2", "2025-9-1", "2026年8月31日"],
    ],
    "授权": [
        [
            "德市监派〔2025〕1号", "派驻授权", "scjg-04", "dyjkq", "scjg", "scjg", "zhou", "",
            "受理、补正告知、审查、决定", "《行政许可法》第二十二条", "派驻审批授权书",
            date(2025, 9, 1), date(2026, 8, 31),
        ]
    ],
}  # fmt: skip


def workbook(rows: dict[str, list[list[Any]]]) -> bytes:
    """The template, filled in."""
    book = openpyxl.load_workbook(io.BytesIO(template()))
    for sheet, lines in rows.items():
        for line in lines:
            book[sheet].append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refused(city: Field, body: bytes) -> list[tuple[str, int, str, str]]:
    with pytest.raises(ImportRefused) as found:
        city.do(ImportOrganization(body), city.admin)
    return [(f.sheet, f.row, f.column, f.code) for f in found.value.findings]


def with_row(sheet: str, *row: Any) -> bytes:
    return workbook({**GOOD, sheet: [*GOOD[sheet], list(row)]})


def test_a_whole_organization_comes_in_and_works(city: Field) -> None:
    added = city.do(ImportOrganization(workbook(GOOD)), city.admin)
    assert added == {"机构": 1, "岗位": 2, "人员": 2, "任期": 2, "授权": 1}
    with city.office.reading() as conn:
        chen = authenticate(conn, city.city, "chen", PASSWORD)
        assert chen is not None
        held = appointments_of(conn, city.city, chen, city.today)
        assert [one.key for one in held] == ["window/dyjkq/*"]
    zhou = city.signed_in("zhou")
    item = city.rows(select(Item.id).where(Item.code == "scjg-04"))[0][0]
    park = city.rows(select(Park.id).where(Park.code == "dyjkq"))[0][0]
    with city.office.engine.transaction(zhou) as tx:
        assert Authority.may(tx, zhou, item, "decide", park).allowed
        assert not Authority.may(tx, zhou, item, "receive", park).allowed


def test_the_same_workbook_twice_adds_nothing(city: Field) -> None:
    city.do(ImportOrganization(workbook(GOOD)), city.admin)
    assert city.do(ImportOrganization(workbook(GOOD)), city.admin) == {}
    assert city.rows(select(func.count()).select_from(Grant))[0][0] == 1


def test_the_empty_template_is_in_order(city: Field) -> None:
    assert city.do(ImportOrganization(template()), city.admin) == {}


def test_all_errors_of_all_sheets_come_at_once_and_nothing_is_stored(city: Field) -> None:
    bad = workbook(
        {
            "机构": [["Bad", "坏机构", "部门", "行政机关", "市级", "", "", "11510600MB9X00015R"]],
            "岗位": [["P1", "窗口", "nobody", "综窗收件员"], ["P2", "岗", "scjg", "皇帝"]],
            "人员": [["x", "", "123"], ["lin", "林某", "1234"]],
            "任期": [["lin", "P9", "昨天"], ["ghost", "P1", "2025-09-01"]],
            "授权": [
                ["号1", "委托行使", "scjg-04", "dyjkq", "scjg", "zjzyc-gwh", "", "", "决定", "依据",
                 "委托书", "2025-09-01"],
            ],
        }
    )  # fmt: skip
    bodies = city.rows(select(func.count()).select_from(Body))
    assert refused(city, bad) == [
        ("机构", 2, "编码", "code-shape"),
        ("机构", 2, "统一社会信用代码", "uscc-check"),
        ("岗位", 2, "机构", "unknown"),
        ("岗位", 3, "角色", "cell"),
        ("人员", 2, "姓名", "cell"),
        ("人员", 3, "手机号", "mobile-shape"),
        ("任期", 2, "起始日期", "cell"),
        ("任期", 3, "登录名", "unknown"),
        ("授权", 2, "承接机关", "receiver-not-an-organ"),
        ("授权", 2, "截止日期", "term-missing"),
    ]
    assert city.rows(select(func.count()).select_from(Body)) == bodies
    assert not city.rows(select(Post.id).where(Post.name == "窗口"))
    assert not city.rows(select(Person.id).where(Person.login == "lin"))


def grant(item: str, deputies: str = "", actions: str = "决定") -> list[Any]:
    """A second row of the sheet 授权."""
    bodies = ["dyjkq", "scjg", "scjg", "chen", deputies, actions]
    return ["号2", "派驻授权", item, *bodies, "依据", "书", "2025-09-01", "2025-12-31"]


@pytest.mark.parametrize(
    ("sheet", "row", "finding"),
    [
        ("机构", ["ok", "某局", "部门", "行政机关", "村级"], ("机构", 3, "层级", "cell")),
        ("机构", ["ok", "某局", "部门", "行政机关", "市级", "", "", "", "nobody"],
         ("机构", 3, "上级机构", "unknown")),
        ("岗位", ["P1", "又一岗", "scjg", "受理岗"], ("岗位", 4, "岗位编号", "twice")),
        ("人员", ["admin", "别人"], ("人员", 4, "登录名", "taken")),
        ("人员", ["short", "短密码", "", "abc"], ("人员", 4, "初始密码", "password-short")),
        ("任期", ["chen", "P1", "2025-09-02", "2025-09-01"],
         ("任期", 4, "结束日期", "ends-before-start")),
        ("任期", ["chen", "P1", "2025-13-41"], ("任期", 4, "起始日期", "cell")),
        ("授权", grant("scjg-04"), ("授权", 3, "授权环节", "overlap")),
        ("授权", grant("nothing-1"), ("授权", 3, "事项代号", "unknown")),
        ("授权", grant("scjg-01", deputies="ghost"), ("授权", 3, "B岗", "unknown")),
        ("授权", grant("scjg-01", actions="决定、跳舞"), ("授权", 3, "授权环节", "cell")),
    ],
)  # fmt: skip
def test_one_wrong_cell_is_one_finding(
    city: Field, sheet: str, row: list[Any], finding: tuple[str, int, str, str]
) -> None:
    assert refused(city, with_row(sheet, *row)) == [finding]


def test_what_leans_on_a_broken_row_is_no_further_finding(city: Field) -> None:
    rows = {
        "岗位": [["P1", "岗", "scjg", "皇帝"]],
        "人员": [["lin", "林某", "1234"]],
        "任期": [["lin", "P1", "2025-09-01"]],
    }
    assert [finding[:2] for finding in refused(city, workbook(rows))] == [("岗位", 2), ("人员", 2)]


def test_a_missing_column_and_an_unknown_sheet_are_named(city: Field) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template()))
    book["人员"].delete_cols(2)
    book.create_sheet("工资")
    out = io.BytesIO()
    book.save(out)
    assert refused(city, out.getvalue()) == [
        ("工资", 0, "", "unknown-sheet"),
        ("人员", 1, "姓名", "no-column"),
    ]


def evil(part: str, body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(part, body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "not-a-workbook"),
        (b"PK\x03\x04", "not-a-workbook"),
        (evil("a.txt", "x"), "not-a-workbook"),
        (evil("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "doctype"),
    ],
)
def test_what_is_no_workbook_is_refused(city: Field, body: bytes, code: str) -> None:
    assert [finding[3] for finding in refused(city, body)] == [code]


def test_only_the_administrator_imports(city: Field) -> None:
    li = city.person("li", "李某")
    with pytest.raises(RightMissing):
        city.do(ImportOrganization(template()), li)


def test_the_template_has_the_five_sheets_and_marks_what_is_needed() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template()))
    assert book.sheetnames == ["说明", "机构", "岗位", "人员", "任期", "授权"]
    assert [cell.value for cell in book["任期"][1]] == [
        "登录名*",
        "岗位编号*",
        "起始日期*",
        "结束日期",
    ]


def changed(part: str, old: bytes, new: bytes) -> bytes:
    """The filled workbook with some bytes of one part replaced."""
    given, out = io.BytesIO(workbook(GOOD)), io.BytesIO()
    with zipfile.ZipFile(given) as old_book, zipfile.ZipFile(out, "w") as made:
        for name in old_book.namelist():
            body = old_book.read(name)
            if name == part:
                assert old in body
                body = body.replace(old, new)
            made.writestr(name, body)
    return out.getvalue()


def test_rows_beyond_the_size_that_the_file_names_are_read_too(city: Field) -> None:
    """Some programs write the size first: such a workbook was taken as empty, with 已全部导入."""
    size = re.search(rb'<dimension ref="[^"]+"/>', _sheet("xl/worksheets/sheet4.xml"))
    assert size
    body = changed("xl/worksheets/sheet4.xml", size[0], b'<dimension ref="A1:D1"/>')

    city.do(ImportOrganization(body), city.admin)

    assert len(city.rows(select(Person.id))) > 1


def test_a_page_that_breaks_off_while_it_is_read_is_no_fault(city: Field) -> None:
    body = changed("xl/worksheets/sheet4.xml", b"</sheetData>", b"<row></sheetData>")
    assert [finding[3] for finding in refused(city, body)] == ["not-a-workbook"]


def test_entities_behind_a_long_comment_are_refused(city: Field) -> None:
    late = b"<!--" + b" " * 5000 + b'--><!DOCTYPE x [<!ENTITY a "b">]><worksheet '
    body = changed("xl/worksheets/sheet4.xml", b"<worksheet ", late)
    body_found = [finding[3] for finding in refused(city, body)]
    assert body_found == ["doctype"]


def entities() -> bytes:
    """The page of appointments with entities in front."""
    page = _sheet("xl/worksheets/sheet4.xml")
    rest = page.rpartition(b"?>")[2]
    return b'<!DOCTYPE x [<!ENTITY a "EXPANDED">]>' + rest.strip()


@pytest.mark.parametrize(
    "page",
    [
        b"<!--" + b" " * 3_000_000 + b"-->" + b"%s",
        b"\xff\xfe" + b"%s",
    ],
    ids=["behind three megabytes of comment", "in UTF-16"],
)
def test_entities_are_refused_wherever_the_parser_would_see_them(city: Field, page: bytes) -> None:
    """Only the first megabyte was looked at, and only for the letters in ASCII."""
    body = entities()
    if page.startswith(b"\xff"):
        body = body.decode().encode("utf-16-le")
    given, out = io.BytesIO(workbook(GOOD)), io.BytesIO()
    with zipfile.ZipFile(given) as old_book, zipfile.ZipFile(out, "w") as made:
        for name in old_book.namelist():
            is_page = name == "xl/worksheets/sheet4.xml"
            made.writestr(name, page.replace(b"%s", body) if is_page else old_book.read(name))
    assert [finding[3] for finding in refused(city, out.getvalue())] == ["doctype"]


def test_a_text_that_the_workbook_does_not_hold_is_no_fault(city: Field) -> None:
    """An index beyond the shared texts was an error page."""
    cell = b'<c r="A2" t="inlineStr"><is><t>chen</t></is></c>'
    body = changed("xl/worksheets/sheet4.xml", cell, b'<c r="A2" t="s"><v>99999</v></c>')
    assert [finding[3] for finding in refused(city, body)] == ["not-a-workbook"]


def test_a_fault_of_the_reader_is_not_the_workbooks() -> None:
    """Whatever went wrong while it was open was told as a broken file."""
    with pytest.raises(ValueError, match="ours"), open_workbook(template()):
        raise ValueError("ours")


def _sheet(part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook(GOOD))) as book:
        return book.read(part)
