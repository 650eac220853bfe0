"""How a limit was counted, in the words of the reader: its sentence, its days, its rules."""

from __future__ import annotations

from datetime import date

from web.i18n import _, language
from workflows.calendar.counting import CountedDay
from workflows.calendar.limits import START_EVENTS, UNITS, Limit

_PROVISIONAL = "（暂定）"


def limit_words(limit: Limit) -> str:
    """自受理之日起10个工作日, in English 10 working days from acceptance"""
    if language() == "zh" or limit.value < 1:
        return _(limit.sentence)
    unit, event = _(UNITS[limit.unit]), _(START_EVENTS.get(limit.from_event, ""))
    return f"{limit.value} {unit} from {event}"


def day_sign(counted: CountedDay, due_on: date) -> str:
    """What stands big on a day: its number, 起, 休, or 止 where the end of the limit was moved."""
    if counted.number is not None:
        return str(counted.number)
    if counted.day == due_on:
        return _("止")
    return _("起") if counted.kind == "start" else _("休")


def day_note(counted: CountedDay) -> str:
    """Why a day counts or not: a word of ours, or the name of the holiday."""
    plain = counted.note.removesuffix(_PROVISIONAL)
    return _(plain) + (_(_PROVISIONAL) if plain != counted.note else "")
