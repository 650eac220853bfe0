"""Whatever somebody brings, it is taken or refused with words; nothing else comes out."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import openpyxl
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workflows.calendar.import_csv import year_from_csv
from workflows.errors import Finding, ImportRefused
from workflows.files.intake import clean_name
from workflows.files.media import media_type
from workflows.items.entry import entry_findings
from workflows.organization.cells import read_workbook
from workflows.organization.sheets import SHEETS
from workflows.people.pinyin import spell, spell_person
from workflows.people.uscc import check_character, is_valid_uscc
from workflows.tenants.starter import CATALOGUE
from workflows.yaml_file import read_yaml

PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates()
VALUES = st.recursive(
    PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)


@cache
def _items() -> list[dict[str, Any]]:
    text = (CATALOGUE / "items" / "scjg.yaml").read_text(encoding="utf-8")
    return [{"department": "scjg", **item} for item in yaml.safe_load(text)["items"]]


def outcome(read: Callable[[], Any]) -> Any:
    """What was read, or the refusal. Anything else is raised."""
    try:
        return read()
    except ImportRefused as refused:
        return refused


@given(st.data())
def test_an_item_with_any_field_replaced_is_judged(data: st.DataObject) -> None:
    entry = deepcopy(data.draw(st.sampled_from(_items())))
    inner = data.draw(st.sampled_from([None, "statutory_limit", "promised_limit", "materials"]))
    target: Any = entry if inner is None else entry.get(inner)
    if isinstance(target, list):
        target = target[0]
    if isinstance(target, dict):
        target[data.draw(st.sampled_from(sorted(target)))] = data.draw(VALUES)
    assert all(isinstance(one, Finding) for one in entry_findings(entry, "department"))


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
@example(b"a: 2025-13-45")
@example(b"? [a, b]\n: c")
@example(b"a: .inf")
@example(b"<<: 1")
def test_any_bytes_are_yaml_or_refused(body: bytes) -> None:
    found = outcome(lambda: read_yaml(body))
    assert isinstance(found, dict) or found.findings


@given(st.text(max_size=200) | st.sampled_from(["日期,类型,名称\n2027-01-01,休,元旦\n"]))
@example('日期,类型,名称\n"2027-01-01\n')
@example("日期,类型,名称\n2027-01-01\n")
@example("日期,类型,名称\na,b,c,d,e\n")
def test_any_text_is_a_calendar_or_refused(text: str) -> None:
    body = text.encode("utf-8", "surrogatepass")
    found = outcome(lambda: year_from_csv(body, 2027, "通知"))
    assert isinstance(found, list) or found.findings


CELLS = (
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9)
    | st.text(st.characters(exclude_categories=("C",)), max_size=20)
    | st.dates(date(1990, 1, 1), date(2100, 1, 1))
    | st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1))
    | st.sampled_from(["部门", "委托行使", "受理、决定", "2025-02-30", "2025年9月1日", "，，"])
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_cells_are_rows_or_findings(data: st.DataObject) -> None:
    book, sheet = openpyxl.Workbook(), data.draw(st.sampled_from(SHEETS))
    page = book.active
    assert page is not None
    page.title = sheet.name
    page.append([column.heading for column in sheet.columns])
    width = len(sheet.columns)
    for row in data.draw(st.lists(st.lists(CELLS, max_size=width + 1), max_size=3)):
        page.append([cell if not isinstance(cell, str) else cell.lstrip("=") for cell in row])
    out = io.BytesIO()
    book.save(out)
    findings: list[Finding] = []
    rows = read_workbook(out.getvalue(), findings)[sheet.name]
    assert {row.number for row in rows if row.broken} == {f.row for f in findings if f.row > 1}


@given(st.binary(max_size=300))
def test_any_bytes_have_a_type_or_none(body: bytes) -> None:
    kind = media_type(body)
    assert kind is None or "html" not in kind


@given(st.text(max_size=300))
def test_any_name_becomes_a_plain_one(name: str) -> None:
    clean = clean_name(name)
    assert 0 < len(clean) <= 200
    assert "/" not in clean
    assert clean not in {".", ".."}


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_name_can_be_spelled(name: str) -> None:
    for spelling in (spell(name), spell_person(name)):
        assert len(spelling.full) <= 200
        assert len(spelling.initials) <= 60


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.integers(0, 16))
def test_gb_32100_notices_every_single_wrong_character(first: str, place: int) -> None:
    code = first + check_character(first)
    assert is_valid_uscc(code)
    other = "0" if code[place] != "0" else "1"
    assert not is_valid_uscc(code[:place] + other + code[place + 1 :])


@given(st.decimals(0, 1000, allow_nan=False, places=1))
def test_a_promise_is_never_longer_than_the_law(days: Decimal) -> None:
    entry = deepcopy(_items()[3])
    entry["promised_limit"]["value"] = float(days)
    codes = {finding.code for finding in entry_findings(entry, "department")}
    assert ("promise-too-long" in codes) == (days > entry["statutory_limit"]["value"])
