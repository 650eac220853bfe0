"""The empty workbook for the import: headings, hints, and lists to choose from."""

from __future__ import annotations

import io
from typing import Any

from workflows.organization.sheets import SHEETS, Column

_ROWS = 500
#: Excel takes at most so many characters in a list of choices
_LIST_LIMIT = 255


def template() -> bytes:
    """An .xlsx with one sheet per subject and a sheet 说明."""
    import openpyxl
    from openpyxl.styles import Font

    book = openpyxl.Workbook()
    about = book.active
    assert about is not None
    about.title = "说明"
    about.append(["工作表", "列", "必填", "填法"])
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        page.append([f"{c.heading}*" if c.required else c.heading for c in sheet.columns])
        page.freeze_panes = "A2"
        for place, column in enumerate(sheet.columns, start=1):
            page.cell(1, place).font = Font(bold=True)
            page.column_dimensions[page.cell(1, place).column_letter].width = 18
            _offer_choices(page, place, column)
            about.append(
                [sheet.name, column.heading, "是" if column.required else "", _how(column)]
            )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _how(column: Column) -> str:
    if column.takes == "date":
        return column.hint or "日期，如2025-09-26"
    if isinstance(column.takes, dict):
        return column.hint or "、".join(column.takes.values())
    return column.hint


def _offer_choices(page: Any, place: int, column: Column) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if not isinstance(column.takes, dict) or column.several:
        return
    words = ",".join(column.takes.values())
    if len(words) > _LIST_LIMIT:
        return
    choices = DataValidation(type="list", formula1=f'"{words}"', allow_blank=not column.required)
    letter = page.cell(1, place).column_letter
    choices.add(f"{letter}2:{letter}{_ROWS + 1}")
    page.add_data_validation(choices)
