"""What the bar sends. Loads with the first press of a button."""

from __future__ import annotations

from datetime import datetime

from web.demo_bar import clock
from web.i18n import _
from web.schemas import Input, Known, Ref, Text
from workflows.calendar import WorkCalendar
from workflows.errors import Finding, InputInvalid
from workflows.tenants.commands import MoveClock


class Move(Input):
    """A step of the bar, or an instant typed into it."""

    step = Known(clock.STEPS)
    to = Text(load_default="")

    @staticmethod
    def makes(now: datetime, calendar: WorkCalendar, step: str, to: str) -> MoveClock:
        at = clock.after_step(step, now, calendar) if step else clock.typed(to, now)
        if at is None:
            raise InputInvalid([Finding(_("请填一个以后的时间，最远四百天。"))])
        return MoveClock(at)


class Switch(Input):
    """Whom one wants to be."""

    person = Ref()
