"""Score sheets go to Excel and come back; a wrong row refuses the file, all rows at once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.workflows.campaign.sheets.filled import SHEET, full
from workflows.campaign.sheets import Entry, findings, total
from workflows.campaign.sheets.returned import Filled, read
from workflows.campaign.sheets.workbook import write
from workflows.errors import ImportRefused

ABOUT = {"园区": "德阳经济技术开发区", "轮次": "1"}


def returned(change: Callable[[Any], None], entries: list[Entry] | None = None) -> Filled:
    """What is read after somebody changed the exported workbook."""
    book = openpyxl.load_workbook(io.BytesIO(write(SHEET, ABOUT, entries or full())))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return read(out.getvalue(), SHEET, ABOUT)


def refused(change: Callable[[Any], None]) -> list[tuple[str, int, str]]:
    with pytest.raises(ImportRefused) as found:
        returned(change)
    return [(one.sheet, one.row, one.code) for one in found.value.findings]


def test_what_goes_out_comes_back():
    entries = full(
        a=Entry("A1-1", "4.25", "少一个区", "照片1"), b=Entry("B3-1", "0.1", "没有公告", "")
    )

    filled = read(write(SHEET, ABOUT, entries, ["V2"], "总体较好"), SHEET, ABOUT)

    assert filled == Filled(entries, ["V2"], "总体较好")


def test_an_empty_sheet_comes_back_empty():
    filled = read(write(SHEET, ABOUT), SHEET, ABOUT)

    assert [one.score for one in filled.entries] == [""] * len(SHEET.indicators)


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2", "@cmd", "'=quoted"])
def test_no_cell_becomes_a_formula_and_the_text_comes_back(text: str):
    entries = full(it=Entry("A1-1", "4", text, text))
    body = write(SHEET, ABOUT, entries, opinion=text)

    cells = [
        cell
        for page in openpyxl.load_workbook(io.BytesIO(body)).worksheets
        for row in page.iter_rows()
        for cell in row
    ]

    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [c for c in cells if isinstance(c.value, str) and c.value[:1] in "=+-@" and c.value]
    if text[0] != "'":
        assert read(body, SHEET, ABOUT).entries == entries


def test_every_wrong_row_is_named_at_once():
    def spoil(book: Any) -> None:
        page = book["评分"]
        page["F2"] = 5.5
        page["F3"], page["G3"] = 1, None
        page["A5"] = "Z9"
        page["F6"] = "满分"
        book["否决项"]["C3"] = "也许"

    assert refused(spoil) == [
        ("否决项", 3, "yes-or-no"),
        ("评分", 2, "score-out-of-range"),
        ("评分", 3, "reason-missing"),
        ("评分", 5, "unknown-indicator"),
        ("评分", 6, "score-no-number"),
    ]


def test_a_row_that_stands_twice_is_named():
    def copy_a_row(book: Any) -> None:
        book["评分"]["A3"] = "A1-1"

    assert ("评分", 3, "indicator-twice") in refused(copy_a_row)


def test_the_sheet_of_another_park_is_refused():
    def rename(book: Any) -> None:
        for row in book["说明"].iter_rows():
            if row[0].value == "园区":
                row[1].value = "绵竹高新技术产业园区"

    assert refused(rename) == [("说明", 0, "other-sheet")]


def test_changed_headings_and_missing_pages_are_refused():
    def change(book: Any) -> None:
        book["评分"]["F1"] = "分数"

    def remove(book: Any) -> None:
        del book["否决项"]

    assert refused(change) == [("评分", 1, "headings")]
    assert refused(remove) == [("否决项", 0, "no-sheet")]


def test_what_is_no_workbook_is_refused():
    with pytest.raises(ImportRefused, match="不是有效的Excel工作簿"):
        read(b"PK\x03\x04 no", SHEET, ABOUT)


def test_numbers_written_as_text_and_in_full_width_are_numbers():
    def write_text(book: Any) -> None:
        page = book["评分"]
        page["F2"], page["G2"] = "4.5", "差"
        page["F3"], page["G3"] = "２．５", "差"
        page["F4"] = " 5 "

    entries = returned(write_text).entries

    assert total(entries) == Decimal("100") - Decimal("0.5") - Decimal("0.5")


@pytest.mark.parametrize("value", [datetime(2023, 4, 5), True, "4,5", "4.5分", "#DIV/0!", 1e300])
def test_what_is_no_number_of_points_names_its_row(value: Any):
    def spoil(book: Any) -> None:
        book["评分"]["F2"] = value

    [(sheet, row, code)] = refused(spoil)

    assert (sheet, row) == ("评分", 2)
    assert code in {"score-no-number", "score-out-of-range"}


def test_a_formula_counts_nothing_and_leaves_its_row_open():
    """A program may store a formula without its value: points are never guessed."""

    def calculate(book: Any) -> None:
        book["评分"]["F2"] = "=F3+1"

    entries = returned(calculate).entries

    assert [one.score for one in entries][:1] == [""]
    assert [one.code for one in findings(SHEET, entries)] == ["score-missing"]


def test_merged_cells_leave_the_hidden_rows_open_and_a_hidden_code_is_named():
    def merge_scores(book: Any) -> None:
        book["评分"].merge_cells("F2:F3")

    def merge_codes(book: Any) -> None:
        book["评分"].merge_cells("A2:A3")

    entries = returned(merge_scores).entries
    assert [one.code for one in findings(SHEET, entries)] == ["score-missing"]
    assert ("评分", 3, "unknown-indicator") in refused(merge_codes)


def test_a_removed_row_is_missing_when_the_sheet_is_handed_in():
    def remove(book: Any) -> None:
        book["评分"].delete_rows(2)

    found = findings(SHEET, returned(remove).entries)

    assert [(one.code, one.field) for one in found] == [("score-missing", "A1-1")]


def test_an_old_xls_that_was_renamed_is_refused():
    """BIFF files begin with the signature of a compound document."""
    with pytest.raises(ImportRefused, match="不是有效的Excel工作簿"):
        read(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4096, SHEET, ABOUT)


def test_a_bomb_is_refused_before_it_unfolds():
    """A thousandth of its size packed; nothing of it is parsed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(101):
            part.write(b"<row/>" + b" " * (1024 * 1024))

    assert len(out.getvalue()) < 1024 * 1024
    with pytest.raises(ImportRefused, match="100MB"):
        read(out.getvalue(), SHEET, ABOUT)


def test_a_large_workbook_is_read_as_far_as_it_is_the_sheet():
    """Pages that are none of the sheet's are not read."""

    def enlarge(book: Any) -> None:
        book.create_sheet("照片").append(["x" * 32_000])
        for row in range(30_000):
            book["照片"].append([f"{row}{'长' * 30}"])

    assert total(returned(enlarge).entries) == Decimal(100)
