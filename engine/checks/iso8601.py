"""Constant times of timers: is a text an ISO 8601 date, duration or repetition?

Source: BPMN 2.0.2, 10.5 Event Definitions (Timer); ISO 8601-1.
"""

from __future__ import annotations

import re
from datetime import date, time

from engine.cron import is_cron

_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}(T(?P<time>\d{2}:\d{2}(:\d{2}([.,]\d{1,6})?)?)"
    r"(Z|[+-]\d{2}(:?\d{2})?|@\w+(/\w+)*)?)?"
)
_DURATION = re.compile(
    r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+([.,]\d{1,6})?S)?)?"
)
_REPEAT = re.compile(r"R(-1|[1-9]\d*)?")
#: A text that is meant as a constant, right or wrong: number, string, P…, R…/…, year-month
_CONSTANT = re.compile(r'[\d.,]+|"[^"]*"|-?P(\d\S*|T(\d\S*)?)?|R\S*/.*|\d{4}-\d.*')


def is_date(text: str) -> bool:
    """A calendar date, or a date and time, that exists; ``@Zone/Name`` may follow."""
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date.fromisoformat(text[:10])
        time.fromisoformat((found["time"] or "00:00").replace(",", "."))
    except ValueError:
        return False
    return True


def is_duration(text: str) -> bool:
    """``P1Y2M3DT4H5M6S`` or ``P2W``; not empty, not negative."""
    return _DURATION.fullmatch(text) is not None


def is_cycle(text: str) -> bool:
    """``R3/PT10H`` or ``R/<start>/<duration>``, with an interval that takes time; or cron."""
    if is_cron(text):
        return True
    repeat, *parts = text.split("/")
    if not _REPEAT.fullmatch(repeat) or len(parts) not in (1, 2):
        return False
    moves = is_duration(parts[-1]) and any(digit in parts[-1] for digit in "123456789")
    return moves and all(is_date(start) for start in parts[:-1])


def is_cycle_with_end(text: str) -> bool:
    """``R3/<start>/<end>`` or ``R3/PT10H/<end>``: cycles of ISO 8601 that name their end."""
    repeat, *parts = text.split("/")
    if not _REPEAT.fullmatch(repeat) or len(parts) != 2:
        return False
    return (is_date(parts[0]) or is_duration(parts[0])) and is_date(parts[1])


def means_constant(text: str) -> bool:
    """Whether the text is meant as a constant and not as an expression."""
    return _CONSTANT.fullmatch(text) is not None


#: {element of a timer: what a constant in it must be}
KINDS = {"timeDate": is_date, "timeDuration": is_duration, "timeCycle": is_cycle}
