"""Where the demo's clock may be moved to. Pure: an instant and a calendar in, an instant out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from workflows.calendar import WorkCalendar
from workflows.clock import SHANGHAI, at_shanghai, legal_day

#: Words of the steps that the bar offers
STEPS = {"hour": "＋1小时", "workday": "下一工作日", "week": "＋1周"}

#: A demo is moved by months at most: every working day on the way is counted and every timer fires
FARTHEST = timedelta(days=400)


def after_step(step: str, now: datetime, calendar: WorkCalendar) -> datetime:
    """The instant after one of ``STEPS``. Raises ``KeyError`` for any other word."""
    return _MOVES[step](now, calendar)


def typed(text: str, now: datetime) -> datetime | None:
    """The instant of a ``datetime-local`` field in Asia/Shanghai; None if it is none or too far."""
    try:
        wall = datetime.fromisoformat(text)
        instant = wall.replace(tzinfo=SHANGHAI) if wall.tzinfo is None else wall
    except ValueError:
        return None
    return instant if instant - now <= FARTHEST else None


def _hour(now: datetime, _calendar: WorkCalendar) -> datetime:
    return now + timedelta(hours=1)


def _workday(now: datetime, calendar: WorkCalendar) -> datetime:
    return at_shanghai(calendar.next_workday(legal_day(now) + timedelta(1)), 9)


def _week(now: datetime, _calendar: WorkCalendar) -> datetime:
    return now + timedelta(weeks=1)


_MOVES: dict[str, Callable[[datetime, WorkCalendar], datetime]] = {
    "hour": _hour,
    "workday": _workday,
    "week": _week,
}
