"""One day of the calendar, and what it is for the counting of limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """Why a day counts or does not."""

    WORK = "work"
    #: 调休上班: a Saturday or Sunday on which work is made up
    MAKEUP = "makeup"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"

    @property
    def works(self) -> bool:
        return self in {DayKind.WORK, DayKind.MAKEUP}

    @property
    def label(self) -> str:
        """The word on the counting strip."""
        return {"work": "工作日", "makeup": "调休上班", "weekend": "周末", "holiday": "休"}[
            self.value
        ]


_LABELS = {"work": "工作日", "makeup": "调休上班", "weekend": "周末", "holiday": "休"}


@dataclass(frozen=True, slots=True)
class Day:
    """A day with its kind. ``note``: name of the holiday, or what is made up for."""

    day: date
    kind: DayKind
    #: False: published by the State Council; True: computed, marked 暂定
    provisional: bool
    note: str = ""
    #: The notice it comes from
    source: str = ""

    @property
    def works(self) -> bool:
        return self.kind.works


def plain_kind(day: date) -> DayKind:
    """Monday to Friday works, Saturday and Sunday do not: where nothing else is known."""
    return DayKind.WORK if day.weekday() < 5 else DayKind.WEEKEND


def kind_of(day: date, is_workday: bool, note: str) -> DayKind:
    """The kind of a day of which only working or not, and a note, are stored."""
    if is_workday:
        return DayKind.MAKEUP if day.weekday() >= 5 else DayKind.WORK
    return DayKind.HOLIDAY if note or day.weekday() < 5 else DayKind.WEEKEND
