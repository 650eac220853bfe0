"""The list as it is shown: the same columns on the page and in the exported table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from web.cases.standing import state_words
from web.inbox.queries import days_left
from web.layout.lights import Light, light, past_law
from workflows.calendar import WorkCalendar
from workflows.clock import SHANGHAI, legal_day


@dataclass(frozen=True)
class Row:
    """One case of the list."""

    id: UUID
    number: str
    item: str
    party: str
    park: str
    state: str
    now_at: str
    age_days: int
    due_on: date | None
    light: Light
    incidents: int
    started: str


def rows_of(found: Iterable[Any], calendar: WorkCalendar, today: date) -> list[Row]:
    """Rows with their lights."""
    return [_row(one, calendar, today) for one in found]


#: (heading, value), in the order of the page
COLUMNS: tuple[tuple[str, Callable[[Row], Any]], ...] = (
    ("办件号", lambda row: row.number),
    ("事项", lambda row: row.item),
    ("申请人", lambda row: row.party),
    ("园区", lambda row: row.park),
    ("状态", lambda row: row.state),
    ("现在在", lambda row: row.now_at),
    ("开始", lambda row: row.started),
    ("已过天数", lambda row: row.age_days),
    ("到期日", lambda row: row.due_on.isoformat() if row.due_on else ""),
    ("期限", lambda row: row.light.words),
    ("异常", lambda row: row.incidents or ""),
)


def workbook(rows: Iterable[Row]) -> bytes:
    """The rows as an xlsx file. Text stays text: a cell never becomes a formula."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("办件")
        head = book.add_format({"bold": True})
        for column, (heading, _) in enumerate(COLUMNS):
            sheet.write_string(0, column, heading, head)
        for line, row in enumerate(rows, start=1):
            for column, (_, value) in enumerate(COLUMNS):
                _write(sheet, line, column, value(row))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(COLUMNS) - 1, 18)
    return out.getvalue()


def escaped(text: str) -> str:
    """A cell that begins like a formula gets a quote in front: other programs read it as text."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _write(sheet: Any, line: int, column: int, value: Any) -> None:
    if isinstance(value, int):
        sheet.write_number(line, column, value)
    else:
        sheet.write_string(line, column, escaped(str(value)))


def _row(one: Any, calendar: WorkCalendar, today: date) -> Row:
    left = days_left(calendar, today, one.due_on)
    return Row(
        id=one.id,
        number=one.number or "",
        item=one.item or one.process_id,
        party=one.party or "",
        park=one.park or "",
        state=state_words(one),
        now_at=one.now_at or "",
        age_days=(today - legal_day(one.started_at)).days,
        due_on=one.due_on,
        light=light(left, past_law(one.statutory_due_on, one.decided_on, today)),
        incidents=one.incidents,
        started=one.started_at.astimezone(SHANGHAI).strftime("%Y-%m-%d"),
    )
