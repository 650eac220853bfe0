"""What is exported is text: no cell of a table becomes a formula in somebody's program."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

import pytest
from openpyxl import load_workbook

from web.layout.lights import Light
from web.monitor.table import COLUMNS, Row, escaped, workbook

ROW = Row(
    UUID(int=1), "5106002025092600017", "食品经营许可", '=HYPERLINK("http://x")', "经开区",
    "已受理", "书面审查", 3, None, Light("none", "无期限"), 0, "2025-09-26",
)  # fmt: skip


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_begins_like_a_formula_gets_a_quote(text: str) -> None:
    assert escaped(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "德阳某某食品有限公司", "2025-09-26", "'=1"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert escaped(text) == text


def test_the_table_holds_exactly_the_columns_and_rows_that_are_shown() -> None:
    sheet = load_workbook(BytesIO(workbook([ROW])), data_only=False).active
    assert [cell.value for cell in sheet[1]] == [heading for heading, _ in COLUMNS]
    shown = [cell.value for cell in sheet[2]]
    assert shown[2] == "'" + ROW.party
    assert shown[7] == 3
    assert sheet.max_row == 2
    assert all(cell.data_type != "f" for row in sheet for cell in row)
