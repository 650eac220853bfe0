"""Reading a workbook into rows of plain values. Every wrong cell is a finding, none is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflows.errors import Finding
from workflows.organization.sheets import SHEETS, Column, Sheet
from workflows.workbook_file import lines_of, open_workbook

_MOST_ROWS = 5000
_SEPARATORS = re.compile(r"[、,，;；\s]+")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


@dataclass(frozen=True, slots=True)
class Row:
    """A row as entered: 1-based number, {field: value}; ``broken``: a cell could not be read."""

    number: int
    values: dict[str, Any]
    broken: bool


def read_workbook(body: bytes, findings: list[Finding]) -> dict[str, list[Row]]:
    """{sheet name: rows}. A missing sheet has none. Raises ``ImportRefused`` on another file."""
    with open_workbook(body) as book:
        unknown = [name for name in book.sheetnames if name not in _NAMES]
        findings += [
            Finding("没有这种工作表，请用模板。", "unknown-sheet", sheet=n) for n in unknown
        ]
        return {
            sheet.name: list(_rows(book[sheet.name], sheet, findings))
            if sheet.name in book.sheetnames
            else []
            for sheet in SHEETS
        }


_NAMES = {sheet.name for sheet in SHEETS} | {"说明"}


def _rows(page: Any, sheet: Sheet, findings: list[Finding]) -> Iterator[Row]:
    lines = lines_of(page)
    places = _places(next(lines, ()), sheet, findings)
    if places is None:
        return
    for number, cells in enumerate(lines, start=2):
        if all(cell is None or not str(cell).strip() for cell in cells):
            continue
        if number > _MOST_ROWS + 1:
            findings.append(Finding(f"最多{_MOST_ROWS}行。", "too-many", sheet=sheet.name))
            return
        yield _row(number, cells, places, sheet, findings)


def _places(
    headings: tuple[Any, ...], sheet: Sheet, findings: list[Finding]
) -> dict[str, int] | None:
    """{heading: position}; None where a required column is missing."""
    places = {str(cell).strip().rstrip("*"): n for n, cell in enumerate(headings) if cell}
    known = {column.heading for column in sheet.columns}
    missing = [c.heading for c in sheet.columns if c.required and c.heading not in places]
    findings += [Finding("没有这一列。", "no-column", h, sheet.name, 1) for h in missing]
    findings += [
        Finding("不认识这一列。", "unknown-column", h, sheet.name, 1)
        for h in places
        if h not in known
    ]
    return None if missing else places


def _row(
    number: int,
    cells: tuple[Any, ...],
    places: dict[str, int],
    sheet: Sheet,
    findings: list[Finding],
) -> Row:
    values, before = {}, len(findings)
    for column in sheet.columns:
        place = places.get(column.heading)
        cell = cells[place] if place is not None and place < len(cells) else None
        try:
            values[column.field] = _value(cell, column)
        except ValueError as wrong:
            findings.append(Finding(str(wrong), "cell", column.heading, sheet.name, number))
    return Row(number, values, len(findings) > before)


def _value(cell: Any, column: Column) -> Any:
    """The value of a cell. Raises ``ValueError`` with a sentence."""
    text = _text(cell)
    if not text:
        if column.required:
            raise ValueError("不能为空。")
        return () if column.several else None
    if column.takes == "date":
        return _day(cell, text)
    if column.several:
        words = [word for word in _SEPARATORS.split(text) if word]
        return tuple(_word(word, column) for word in words)
    return _word(text, column)


def _word(text: str, column: Column) -> str:
    if not isinstance(column.takes, dict):
        return text
    for code, word in column.takes.items():
        if text in {code, word}:
            return code
    raise ValueError(f"没有“{text}”，可填：{'、'.join(column.takes.values())}。")


def _text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _day(cell: Any, text: str) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    match = _DATE.fullmatch(text)
    try:
        if match is not None:
            return date(*map(int, match.groups()))
    except ValueError:
        pass
    raise ValueError(f"“{text}”不是日期，应写作2025-09-26。")
