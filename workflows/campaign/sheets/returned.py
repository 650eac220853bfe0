"""A filled sheet that comes back from Excel: taken whole, or every wrong row at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from workflows.campaign.sheets import workbook
from workflows.campaign.sheets.filling import Entry, findings
from workflows.campaign.sheets.sheet import Sheet
from workflows.campaign.sheets.workbook import ABOUT, HEADINGS, OPINION, SCORES, VETOES
from workflows.errors import Finding, ImportRefused
from workflows.workbook_file import lines_of, open_workbook

#: Rows that are looked at; a sheet has some twenty
_MOST_ROWS = 500
_YES = {"是": True, "有": True, "否": False, "无": False, "": False}


@dataclass(frozen=True)
class Filled:
    """What a workbook says."""

    entries: list[Entry]
    vetoes: list[str]
    opinion: str


def read(body: bytes, sheet: Sheet, about: Mapping[str, str]) -> Filled:
    """What a workbook of this sheet and of ``about`` (park, round …) says.

    Raises ``ImportRefused`` with every wrong row at once, numbered as Excel numbers them.
    Indicators without points are left open: whether all are filled is asked at the end.
    """
    with open_workbook(body) as book:
        pages = {name: _lines(book, name) for name in (SCORES, VETOES, ABOUT)}
    found = [
        Finding("没有这张工作表，请用导出的表。", "no-sheet", sheet=name)
        for name, lines in pages.items()
        if not lines
    ]
    if found:
        raise ImportRefused(found)
    said = {line[0]: line[1] for line in pages[ABOUT] if len(line) > 1}
    found += _of_another(said, sheet, about)
    entries = _entries(pages[SCORES], found)
    vetoes = _vetoes(pages[VETOES], sheet, found)
    found += _wrong(sheet, entries)
    if found:
        raise ImportRefused(found)
    return Filled([one for _row, one in entries], vetoes, said.get(OPINION, ""))


def _lines(book: Any, name: str) -> list[tuple[str, ...]]:
    """The cells of a page as text; none where there is no such page."""
    if name not in book.sheetnames:
        return []
    rows = lines_of(book[name], max_row=_MOST_ROWS, max_col=len(HEADINGS))
    return [tuple(_text(cell) for cell in row) for row in rows]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        # what Excel keeps as a binary fraction was written with two decimals
        number = Decimal(repr(cell))
        return f"{number.normalize():f}"
    return workbook.unescaped(str(cell).strip())


def _of_another(said: Mapping[str, str], sheet: Sheet, about: Mapping[str, str]) -> list[Finding]:
    wanted = {workbook.VERSION: sheet.code, workbook.CATEGORY: sheet.category, **about}
    return [
        Finding(f"{label}是“{said.get(label, '')}”，应为“{words}”。", "other-sheet", label, ABOUT)
        for label, words in wanted.items()
        if said.get(label, "") != words
    ]  # fmt: skip


def _entries(lines: list[tuple[str, ...]], found: list[Finding]) -> list[tuple[int, Entry]]:
    """[(row, entry)]"""
    if lines[0] != HEADINGS:
        sentence = f"第一行应为：{'、'.join(HEADINGS)}。"
        found.append(Finding(sentence, "headings", sheet=SCORES, row=1))
        return []
    return [
        (row, Entry(indicator=line[0], score=line[5], reason=line[6], evidence=line[7]))
        for row, line in enumerate(lines[1:], start=2)
        if any(line)
    ]


def _wrong(sheet: Sheet, entries: list[tuple[int, Entry]]) -> list[Finding]:
    """What is wrong with each row, and rows whose indicator stood before."""
    found, seen = [], set()
    for row, one in entries:
        wrong = findings(sheet, [one], whole=False)
        if one.indicator in seen:
            wrong = [Finding(f"指标{one.indicator}填了两次。", "indicator-twice")]
        seen.add(one.indicator)
        found += [replace(each, sheet=SCORES, row=row, field=_column(each.code)) for each in wrong]
    return found


def _column(code: str) -> str:
    if code == "reason-missing":
        return "扣分理由"
    return "得分" if code.startswith("score") else "指标编码"


def _vetoes(lines: list[tuple[str, ...]], sheet: Sheet, found: list[Finding]) -> list[str]:
    known, held = {one.code for one in sheet.vetoes}, []
    for row, line in enumerate(lines[1:], start=2):
        code, answer = line[0], line[2]
        if not code:
            continue
        if code not in known:
            sentence = f"评分表里没有否决项“{code}”。"
            found.append(Finding(sentence, "unknown-veto", "编码", VETOES, row))
        elif answer not in _YES:
            found.append(Finding("请填“是”或“否”。", "yes-or-no", "是否存在", VETOES, row))
        elif _YES[answer]:
            held.append(code)
    return held
