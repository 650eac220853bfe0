"""A due date and how it was counted, day by day: what stands on the page behind the ⓘ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workflows.calendar.days import Day
from workflows.calendar.limits import Limit


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of the strip: a number where it counts, else the reason why not."""

    day: date
    #: 1 for the first day that counts; None where the day does not count
    number: int | None
    #: start, work, makeup, weekend, holiday or count (a calendar day that counts)
    kind: str
    #: 起算日不计, 国庆节, 调休上班, 暂定 …
    note: str
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a limit."""

    date: date
    #: True when it rests on days that are not yet officially published (暂定)
    provisional: bool
    counting: tuple[CountedDay, ...]
    limit: Limit
    #: The rules by which it was counted, with their articles
    rules: tuple[str, ...]


def counted(day: Day, number: int | None, *, calendar_days: bool) -> CountedDay:
    """The strip's entry for a day after the start."""
    note = day.note or day.kind.label
    if day.provisional:
        note = f"{note}（暂定）"
    kind = "count" if calendar_days and number is not None else day.kind.value
    return CountedDay(day.day, number, kind, note, day.provisional)


def start_day(day: Day) -> CountedDay:
    """The day of the event, which is never counted."""
    return CountedDay(day.day, None, "start", "起算日不计", day.provisional)
