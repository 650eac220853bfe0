"""The light of each stage for each park: how far, until when; always a shape and words.

Stages overlap (R-022), so a park has several that run. The meetings of 现场推进 are attended or
not; the others follow from the park's status, which only steps of the diagrams write.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from web.campaign.header import PhaseHead, Stage
from web.campaign.rows import MEETINGS_OWED, NOT_HERE, ParkRow
from web.i18n import _
from workflows.campaign import stages, states

#: Days before the end of a stage from which its light is yellow
SOON_DAYS = 15
COLORS = {"red": "逾期、未通过", "yellow": "将到期、整改", "green": "正常", "none": "未开始"}
_ORDER = (stages.MOBILIZATION, stages.BUILD, stages.REVIEW, stages.CONFIRM)
_WORST = ("black", "red", "yellow", "green", "none")


@dataclass(frozen=True)
class Cell:
    """One stage of one park."""

    code: str
    color: str
    words: str
    percent: int | None = None
    #: Its last day, or its first where it has not begun
    on: date | None = None


def cells(row: ParkRow, phase: PhaseHead, today: date) -> list[Cell]:
    """The five stages of a park, in the order of the plan."""
    return [_cell(row, stage, phase, today) for stage in phase.main_stages]


def worst(found: list[Cell]) -> str:
    """The color that a park is found under: its worst."""
    colors = {cell.color for cell in found}
    color = next(color for color in _WORST if color in colors)
    return "red" if color == "black" else color


def _cell(row: ParkRow, stage: Stage, phase: PhaseHead, today: date) -> Cell:
    if row.id is None:
        return Cell(stage.code, "none", _(NOT_HERE))
    if row.status == states.REMOVED:
        return Cell(stage.code, "none", _("已退出"))
    if stage.code == stages.ONSITE:
        return _onsite(row, stage, today)
    here, at = _ORDER.index(stage.code), _ORDER.index(states.STAGE_OF[row.status])
    if row.status in {states.FAILED, states.DEFERRED}:
        return _ended(row, stage, here)
    if here < at or _is_done(row, stage.code):
        return Cell(stage.code, "green", _("已完成"), 100)
    until = stage.ends_on or phase.deadline
    if here == at:
        return _running(row, stage, until, today)
    if stage.code == stages.BUILD and row.status == states.SURVEYED and row.begun:
        return _running(row, stage, until, today)
    return _waiting(stage, until, today)


def _is_done(row: ParkRow, code: str) -> bool:
    done = {
        stages.MOBILIZATION: row.status == states.SURVEYED,
        stages.BUILD: row.status == states.SELF_ASSESSED,
        stages.CONFIRM: row.status == states.PLAQUED,
    }
    return done.get(code, False)


def _ended(row: ParkRow, stage: Stage, here: int) -> Cell:
    if here < _ORDER.index(stages.REVIEW):
        return Cell(stage.code, "green", _("已完成"), 100)
    if stage.code == stages.REVIEW:
        return Cell(stage.code, "black", _("未通过"))
    return Cell(stage.code, "none", _(row.status_words))


def _running(row: ParkRow, stage: Stage, until: date, today: date) -> Cell:
    percent = row.built if stage.code == stages.BUILD else None
    color, when = _time(until, today)
    if row.status == states.RECTIFYING:
        color = "red" if color == "red" else "yellow"
    return Cell(stage.code, color, f"{_(row.status_words)} · {when}", percent, until)


def _waiting(stage: Stage, until: date, today: date) -> Cell:
    """Not begun here, although its days may have come."""
    if until < today:
        return Cell(stage.code, "red", _("逾期{n}天未开始", n=(today - until).days), None, until)
    return Cell(stage.code, "none", _("未开始"), None, stage.starts_on)


def _onsite(row: ParkRow, stage: Stage, today: date) -> Cell:
    percent = 100 * row.attended // MEETINGS_OWED
    if row.attended >= MEETINGS_OWED:
        return Cell(stage.code, "green", _("已参加"), 100)
    if today < stage.starts_on:
        return Cell(stage.code, "none", _("未开始"), None, stage.starts_on)
    until = stage.ends_on or today
    color, when = _time(until, today)
    words = _("参加 {n}/{all} 次会", n=row.attended, all=MEETINGS_OWED)
    return Cell(stage.code, color, f"{words} · {when}", percent, until)


def _time(until: date, today: date) -> tuple[str, str]:
    left = (until - today).days
    if left < 0:
        return "red", _("逾期{n}天", n=-left)
    words = _("今天截止") if left == 0 else _("剩{n}天", n=left)
    return ("yellow" if left <= SOON_DAYS else "green"), words
