"""The strips of days behind the ⓘ: how each due date of an application was counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from web.i18n import _
from web.tasks.task import Task
from workflows.calendar import Due, WorkCalendar
from workflows.errors import CalendarGap
from workflows.handling.clocks import dues_of, silence_due


@dataclass(frozen=True)
class Counting:
    """One limit, counted day by day."""

    label: str
    due: Due


def countings(task: Task, calendar: WorkCalendar) -> list[Counting]:
    """The limits that run: the answer within five days, then promise and law."""
    try:
        return list(_countings(task, calendar))
    except CalendarGap:
        return []


def _countings(task: Task, calendar: WorkCalendar) -> Iterator[Counting]:
    if not task.received_on:
        return
    if not task.accepted_on:
        yield Counting(_("受理答复期限"), silence_due(task.received_on, calendar))
        return
    dues = dues_of(
        task.received_on, task.accepted_on, task.promised_limit, task.statutory_limit, calendar
    )
    yield Counting(_("承诺期限"), dues.promised)
    if dues.statutory:
        yield Counting(_("法定期限"), dues.statutory)
