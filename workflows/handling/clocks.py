"""The limits of one application: when silence accepts, what was promised, what the law allows.

Pure: dates and a calendar in, dates out. Whoever stores them says with which calendar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from workflows.calendar import Due, Limit, WorkCalendar
from workflows.clock import at_shanghai, legal_day

#: 行政许可法 32(4): five working days from receipt
SILENCE = Limit(5, "WD", "receipt")
#: Nothing supplied for so long: the application is returned (domain §4.2, a setting of the house)
CORRECTION_WAIT = Limit(30, "WD", "notice")
#: Supplied materials are looked at within so many days
SUPPLY_ANSWER = Limit(5, "WD", "event")
#: 行政许可法 44: certificate issued and served
DELIVERY = Limit(10, "WD", "decision")
#: 归档, a setting of the house
ARCHIVING = Limit(10, "WD", "event")
#: The window takes in what was sent online
REGISTRATION = Limit(1, "WD", "event")

#: Yellow when so many working days or fewer are left …
YELLOW_DAYS = 2
#: … or this share of the limit
YELLOW_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Dues:
    """What counts from acceptance. ``statutory`` None: the regime knows no limit of law."""

    promised: Due
    statutory: Due | None

    @property
    def provisional(self) -> bool:
        return self.promised.provisional or bool(self.statutory and self.statutory.provisional)


@dataclass(frozen=True, slots=True)
class Light:
    """A light, and the words that stand beside it."""

    #: green, yellow, red or black
    color: str
    sentence: str
    #: Working days left; negative when it is past
    days_left: int


def silence_due(received_on: date, calendar: WorkCalendar) -> Due:
    """The last day on which a correction may be told; after it silence has accepted.

    Acceptance then counts *from the receipt date*, so the decision clock has been running since.
    Law: 行政许可法 32(4).
    """
    return calendar.due(received_on, SILENCE)


def dues_of(
    received_on: date,
    accepted_on: date,
    promised: Mapping[str, Any],
    statutory: Mapping[str, Any] | None,
    calendar: WorkCalendar,
) -> Dues:
    """Both due dates, each from the event that its limit names.

    Law: 行政许可法 42 (from acceptance, unless another law says receipt, e.g. 建筑法 8).
    """

    def due(stored: Mapping[str, Any]) -> Due:
        limit = Limit.of(stored)
        return calendar.due(received_on if limit.from_event == "receipt" else accepted_on, limit)

    return Dues(due(promised), due(statutory) if statutory else None)


def end_of(day: date) -> datetime:
    """The last second of a legal day: the due instant of a task."""
    return at_shanghai(day + timedelta(1)) - timedelta(seconds=1)


def after(day: date) -> datetime:
    """The instant at which a legal day is over: when its timer may fire."""
    return at_shanghai(day + timedelta(1))


def limit_of(extensions: Mapping[str, Any]) -> Limit | None:
    """The limit that a step names for itself: ``<yb:step limit="3WD"/>``."""
    step = extensions.get("step")
    text = str(step.get("limit", "")) if isinstance(step, Mapping) else ""
    return read_limit(text) if text else None


def limit_due(calendar: WorkCalendar, now: datetime, limit: Limit) -> datetime:
    """When a step that opens now is due."""
    return end_of(calendar.due(legal_day(now), limit).date)


def read_limit(text: str) -> Limit:
    """``3WD``: three working days; ``7D``: seven days. Raises ``ValueError``."""
    for unit in ("WD", "D"):
        number = text.removesuffix(unit)
        if number != text and number.isdecimal() and 0 < int(number) <= 365:
            return Limit(int(number), unit, "event")
    raise ValueError(f"no limit: {text}")


def light(
    today: date,
    started_on: date,
    promised_due_on: date,
    statutory_due_on: date | None,
    calendar: WorkCalendar,
) -> Light:
    """Green, yellow (≤ 2 working days or ≤ 20 %), red past the promise, black past the law.

    Source: domain §4.2 红黄灯.
    """
    if statutory_due_on is not None and today > statutory_due_on:
        over = calendar.working_days_between(statutory_due_on, today)
        return Light("black", f"已超法定期限{over}个工作日", -over)
    if today > promised_due_on:
        over = calendar.working_days_between(promised_due_on, today)
        return Light("red", f"已超承诺期限{over}个工作日", -over)
    left = calendar.working_days_between(today, promised_due_on)
    whole = calendar.working_days_between(started_on, promised_due_on)
    color = "yellow" if left <= max(YELLOW_DAYS, whole * YELLOW_SHARE) else "green"
    return Light(color, "今日到期" if left == 0 else f"剩{left}个工作日", left)
