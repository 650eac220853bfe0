"""What the facts will be once a step is taken: the preview of a paper equals what is issued.

Pure but for the calendar; the services that take the step use the same functions.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from workflows.calendar import WorkCalendar
from workflows.handling import clocks
from workflows.handling.reading import CaseFacts


def received(facts: CaseFacts, on: date, calendar: WorkCalendar) -> CaseFacts:
    """After the window has registered receipt on that day (T0)."""
    return replace(facts, received_on=on, silence_due_on=clocks.silence_due(on, calendar).date)


def accepted(
    facts: CaseFacts, on: date, calendar: WorkCalendar, *, deemed: bool = False
) -> CaseFacts:
    """After acceptance as of that day; by silence as of the day of receipt."""
    received_on = facts.received_on or on
    dues = clocks.dues_of(received_on, on, facts.promised_limit, facts.statutory_limit, calendar)
    return replace(
        facts,
        accepted_on=on,
        deemed=deemed,
        promised_due_on=dues.promised.date,
        statutory_due_on=dues.statutory.date if dues.statutory else None,
    )


def accepted_as_of(facts: CaseFacts, supplied: date | None, today: date) -> tuple[date, bool]:
    """(day as of which an acceptance today counts, whether it is by silence).

    After a correction the day on which all was supplied; after five working days of silence the
    day of receipt, also where somebody accepts it by hand. Law: 行政许可法 32(4), 32(5).
    """
    if facts.accepted_on is not None:
        return facts.accepted_on, facts.deemed
    if supplied is not None:
        return supplied, False
    over = facts.silence_due_on is not None and today > facts.silence_due_on
    if facts.is_permit and over and facts.received_on is not None:
        return facts.received_on, True
    return today, False


def provisional(facts: CaseFacts, calendar: WorkCalendar) -> bool:
    """Whether a due date of accepted facts rests on days not yet officially published (暂定)."""
    if facts.accepted_on is None:
        return False
    received_on = facts.received_on or facts.accepted_on
    return clocks.dues_of(
        received_on, facts.accepted_on, facts.promised_limit, facts.statutory_limit, calendar
    ).provisional


def correction_due(conn: Connection, facts: CaseFacts, told_on: date) -> date:
    """Until when a correction notice of that day may be answered."""
    return WorkCalendar.of(conn, facts.tenant).due(told_on, clocks.CORRECTION_WAIT).date
