"""Reading a year of the calendar from CSV. Pure: days, or all findings at once."""

from __future__ import annotations

import csv
from datetime import date, timedelta

from workflows.calendar.days import Day, DayKind, plain_kind
from workflows.errors import Finding, ImportRefused

_HEADINGS = ("日期", "类型", "名称")
_KINDS = {"休": DayKind.HOLIDAY, "班": DayKind.MAKEUP}
#: A year without this many days off is not a holiday notice (Art. 2: 13 statutory days)
_FEWEST_OFF = 13


def year_from_csv(body: bytes, year: int, source: str) -> list[Day]:
    """All days of the year, official. Raises ``ImportRefused`` with all findings."""
    findings: list[Finding] = []
    special: dict[date, Day] = {}
    rows = _rows(body, findings)
    for number, row in rows:
        day = _day(number, row, year, source, findings)
        if day is not None and day.day in special:
            findings.append(Finding(f"{day.day}出现了两次。", "twice", "日期", row=number))
        elif day is not None:
            special[day.day] = day
    if not findings and sum(not day.works for day in special.values()) < _FEWEST_OFF:
        findings.append(
            Finding(f"放假日少于{_FEWEST_OFF}天，不是完整的年度安排。", "too-few", "类型")
        )
    if findings:
        raise ImportRefused(findings)
    return [special.get(day) or Day(day, plain_kind(day), False, "", source) for day in _all(year)]


def _rows(body: bytes, findings: list[Finding]) -> list[tuple[int, dict[str, str]]]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        findings.append(Finding("文件不是UTF-8编码。", "encoding"))
        return []
    reader = csv.DictReader(text.splitlines(), strict=True)
    try:
        return _read(reader, findings)
    except csv.Error:
        findings.append(Finding("不是有效的CSV。", "csv", row=reader.line_num))
        return []


def _read(reader: csv.DictReader[str], findings: list[Finding]) -> list[tuple[int, dict[str, str]]]:
    missing = [name for name in _HEADINGS if name not in (reader.fieldnames or ())]
    if missing:
        findings.append(Finding(f"缺少列：{'、'.join(missing)}。", "heading", row=1))
        return []
    return [
        (number, {k: v or "" for k, v in row.items() if k}) for number, row in enumerate(reader, 2)
    ]


def _day(
    number: int, row: dict[str, str], year: int, source: str, findings: list[Finding]
) -> Day | None:
    kind = _KINDS.get(row["类型"].strip())
    if kind is None:
        findings.append(Finding("类型只能填“休”或“班”。", "kind", "类型", row=number))
    try:
        day = date.fromisoformat(row["日期"].strip())
    except ValueError:
        findings.append(Finding("日期应写作2027-01-01。", "date", "日期", row=number))
        return None
    if day.year != year:
        findings.append(Finding(f"{day}不在{year}年。", "year", "日期", row=number))
    name = row["名称"].strip()
    if kind is DayKind.HOLIDAY and not name:
        findings.append(Finding("放假日请填节日名称。", "name", "名称", row=number))
    if kind is DayKind.MAKEUP and day.weekday() < 5:
        findings.append(
            Finding(f"{day}本来就是工作日，不是调休上班。", "makeup", "类型", row=number)
        )
    if kind is None:
        return None
    return Day(day, kind, False, "调休上班" if kind is DayKind.MAKEUP else name, source)


def _all(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]
