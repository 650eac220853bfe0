"""A filled sheet as an Excel workbook. Text stays text: no cell becomes a formula.

A spreadsheet evaluates a text that begins with ``=``, ``+``, ``-`` or ``@`` once somebody retypes
it; such a text gets a quote in front here and loses it when it comes back (``returned``).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from workflows.campaign.sheets.filling import Entry, points
from workflows.campaign.sheets.sheet import Sheet

SCORES, VETOES, ABOUT = "评分", "否决项", "说明"
HEADINGS = ("指标编码", "维度", "指标", "满分", "测评方式", "得分", "扣分理由", "证据")
VETO_HEADINGS = ("编码", "否决项", "是否存在")
#: Lines of the page 说明 that say which sheet this is
VERSION, CATEGORY, OPINION = "版本", "类别", "意见"
_WIDTHS = (10, 18, 30, 6, 36, 8, 40, 30)
_FORMULA = {"=", "+", "-", "@", "\t", "\r"}


def write(
    sheet: Sheet,
    about: Mapping[str, str],
    entries: Sequence[Entry] = (),
    vetoes: Sequence[str] = (),
    opinion: str = "",
) -> bytes:
    """An .xlsx of the sheet with what was filled in. ``about``: park, round, evaluator …"""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        _scores(book.add_worksheet(SCORES), sheet, entries, bold, wrap)
        _vetoes(book.add_worksheet(VETOES), sheet, vetoes, bold)
        lines = {"评分表": sheet.name, VERSION: sheet.code, CATEGORY: sheet.category, **about}
        _about(book.add_worksheet(ABOUT), {**lines, OPINION: opinion}, bold, wrap)
    return out.getvalue()


def escaped(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in _FORMULA else text


def unescaped(text: str) -> str:
    """The text that was ``escaped``."""
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text


def _scores(page: Any, sheet: Sheet, entries: Sequence[Entry], bold: Any, wrap: Any) -> None:
    given = {one.indicator: one for one in entries}
    _head(page, HEADINGS, bold)
    for row, line in enumerate(sheet.indicators, start=1):
        entry = given.get(line.code, Entry(line.code))
        named = f"{line.dimension} {line.dimension_name}"
        _text(page, row, (line.code, named, line.name), wrap)
        page.write_number(row, 3, float(line.max))
        page.write_string(row, 4, escaped(line.measure), wrap)
        score = points(entry)
        if score is None:
            page.write_string(row, 5, escaped(entry.score))
        else:
            page.write_number(row, 5, float(score))
        page.write_string(row, 6, escaped(entry.reason), wrap)
        page.write_string(row, 7, escaped(entry.evidence), wrap)
        limits = {"validate": "decimal", "criteria": "between", "minimum": 0}
        page.data_validation(
            row, 5, row, 5, {**limits, "maximum": float(line.max), "error_type": "warning"}
        )
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)


def _vetoes(page: Any, sheet: Sheet, vetoes: Sequence[str], bold: Any) -> None:
    _head(page, VETO_HEADINGS, bold)
    for row, veto in enumerate(sheet.vetoes, start=1):
        _text(page, row, (veto.code, veto.name, "是" if veto.code in vetoes else "否"))
        page.data_validation(row, 2, row, 2, {"validate": "list", "source": ["是", "否"]})
    page.set_column(1, 1, 24)


def _about(page: Any, lines: Mapping[str, str], bold: Any, wrap: Any) -> None:
    for row, (label, words) in enumerate(lines.items()):
        page.write_string(row, 0, label, bold)
        page.write_string(row, 1, escaped(words), wrap)
    page.set_column(0, 0, 12)
    page.set_column(1, 1, 80)


def _head(page: Any, headings: Sequence[str], bold: Any) -> None:
    for column, heading in enumerate(headings):
        page.write_string(0, column, heading, bold)
    page.freeze_panes(1, 0)


def _text(page: Any, row: int, words: Sequence[str], *formats: Any) -> None:
    for column, text in enumerate(words):
        page.write_string(row, column, escaped(text), *formats)
