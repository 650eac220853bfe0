"""Constant times of timers: is a text an ISO 8601 date, duration or repetition?

Source: BPMN 2.0.2, 10.5 Event Definitions (Timer); ISO 8601-1.
"""

from __future__ import annotations

import re
from datetime import date, datetime

_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}"
    r"(T\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?(\[\w+(/\w+)*\])?)?"
)
_NUMBER = r"\d+([.,]\d+)?"
_DURATION = re.compile(
    rf"P(?=.)({_NUMBER}W|({_NUMBER}Y)?({_NUMBER}M)?({_NUMBER}D)?"
    rf"(T(?=.)({_NUMBER}H)?({_NUMBER}M)?({_NUMBER}S)?)?)"
)
_REPEAT = re.compile(r"R\d*")
#: A text that means a constant, right or wrong: it begins with a digit, quote, R/ or P and a digit
_CONSTANT = re.compile(r"[\d+\-\"]|R\d*/|-?P(T|\d)")


def is_date(text: str) -> bool:
    """A calendar date, or a date and time, that exists."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text[:10])
        if "T" in text:
            datetime.fromisoformat(text[11:16].join(("2000-01-01T", "")))
    except ValueError:
        return False
    return True


def is_duration(text: str) -> bool:
    """``P1Y2M3DT4H5M6S`` or ``P2W``; not empty, not negative."""
    return _DURATION.fullmatch(text) is not None


def is_cycle(text: str) -> bool:
    """``R3/PT10H``, ``R/<start>/<duration>``, ``R/<duration>/<end>`` or ``R/<start>/<end>``."""
    repeat, *parts = text.split("/")
    if not _REPEAT.fullmatch(repeat):
        return False
    if len(parts) == 1:
        return is_duration(parts[0])
    if len(parts) != 2:
        return False
    kinds = [is_date(part) for part in parts]
    return any(kinds) and all(kind or is_duration(p) for kind, p in zip(kinds, parts, strict=True))


def means_constant(text: str) -> bool:
    """Whether the text is meant as a constant and not as an expression."""
    return _CONSTANT.match(text) is not None


#: {element of a timer: what a constant in it must be}
KINDS = {"timeDate": is_date, "timeDuration": is_duration, "timeCycle": is_cycle}
