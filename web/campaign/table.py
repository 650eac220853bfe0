"""The board as it is shown: the same lines on the page and in the exported table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import Any

from web.campaign.filters import Filters
from web.campaign.header import Head, PhaseHead
from web.campaign.lights import Cell, cells, worst
from web.campaign.rows import ParkRow
from web.i18n import _
from workflows.campaign import states
from workflows.campaign.placing import sounds
from workflows.campaign.scoring import shown
from workflows.campaign.sheets.workbook import escaped

#: The shape that stands for a color, where a cell cannot have one
SHAPES = {"green": "●", "yellow": "◐", "red": "▲", "black": "■", "none": "○"}


@dataclass(frozen=True)
class Line:
    """One park with its lights and what is missing to the pass mark."""

    row: ParkRow
    cells: list[Cell]
    gap: Decimal | None

    @property
    def gap_shown(self) -> str:
        return shown(self.gap) if self.gap else ""

    @property
    def passes(self) -> bool:
        return self.gap is not None and self.gap == 0


def lines_of(
    rows: Sequence[ParkRow], head: Head, phase: PhaseHead, filters: Filters, today: date
) -> list[Line]:
    """The parks that ``filters`` leave, with their lights."""
    lines = [
        Line(row, cells(row, phase, today), row.gap(head.passing(row.track)) if row.id else None)
        for row in rows
        if _fits(row, filters)
    ]
    return [line for line in lines if not filters.light or worst(line.cells) == filters.light]


def workbook(lines: Sequence[Line], phase: PhaseHead) -> bytes:
    """The lines as an xlsx file. Text stays text."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(_("创建工作看板"))
        bold = book.add_format({"bold": True})
        stages = [_(stage.name) for stage in phase.main_stages]
        headings = [
            _("园区"), _("所在区县"), _("类别"), _("轨道"), _("状态"), *stages,
            _("得分"), _("差距"), _("建设任务"), _("待办任务"), _("逾期"), _("督办"),
        ]  # fmt: skip
        for column, heading in enumerate(headings):
            page.write_string(0, column, heading, bold)
        for number, line in enumerate(lines, start=1):
            for column, value in enumerate(_values(line)):
                _write(page, number, column, value)
        page.freeze_panes(1, 1)
        page.set_column(0, len(headings) - 1, 16)
    return out.getvalue()


def _values(line: Line) -> list[Any]:
    row = line.row
    return [
        row.name, row.county, row.category_name, _(states.TRACKS.get(row.track, "")),
        _(row.status_words),
        *(f"{SHAPES[cell.color]} {cell.words}" for cell in line.cells),
        row.score_shown, line.gap_shown, f"{row.tasks_done}/{row.tasks}", row.open_tasks,
        row.overdue, row.supervisions,
    ]  # fmt: skip


def _write(page: Any, line: int, column: int, value: Any) -> None:
    if isinstance(value, int):
        page.write_number(line, column, value)
    else:
        page.write_string(line, column, escaped(str(value)))


def _fits(row: ParkRow, filters: Filters) -> bool:
    return (
        filters.track in {"", row.track}
        and filters.county in {"", row.county}
        and filters.category in {"", row.category}
        and filters.status in {"", row.status}
        and _is_meant(row, filters.q.lower())
    )


def _is_meant(row: ParkRow, q: str) -> bool:
    """By name or county; what is typed in letters also by how they sound."""
    names = (row.name, row.park, row.county)
    if q in " ".join(names).lower():
        return True
    return q.isascii() and f" {q}" in _sounds(names)


@lru_cache(maxsize=2000)
def _sounds(names: tuple[str, ...]) -> str:
    return sounds(names)
