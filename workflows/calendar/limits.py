"""Limits as the laws write them: a value, a unit and the event from which they run."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

#: Working days (行政许可法 82), calendar days, months, years
UNITS: dict[str, str] = {"WD": "个工作日", "D": "日", "M": "个月", "Y": "年"}

#: Events from which a limit may run
START_EVENTS: dict[str, str] = {
    "receipt": "收到申请",
    "acceptance": "受理",
    "decision": "作出决定",
    "notice": "告知",
    "event": "事件发生",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """``Limit(5, "WD")``: five working days. Less than one working day means the day itself."""

    value: int | Decimal
    unit: str
    from_event: str = "acceptance"

    def __post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"no such unit of a limit: {self.unit}")
        if self.value < 0:
            raise ValueError("a limit is not negative")

    @staticmethod
    def of(stored: Mapping[str, Any]) -> Limit:
        """The limit of a catalogue entry {"value", "unit", "from"}."""
        value = Decimal(str(stored["value"]))
        whole = int(value) if value == int(value) else value
        return Limit(whole, str(stored["unit"]), str(stored.get("from", "acceptance")))

    def extended(self, by: int) -> Limit:
        """The limit with an extension in the same unit (行政许可法 42)."""
        return Limit(self.value + by, self.unit, self.from_event)

    @property
    def sentence(self) -> str:
        """E.g. 自受理之日起10个工作日."""
        if self.value < 1:
            return "当场办结"
        return f"自{START_EVENTS.get(self.from_event, '')}之日起{self.value}{UNITS[self.unit]}"


def last_calendar_day(start: date, limit: Limit) -> date:
    """Last day of a period in days, months or years, before it is moved off a holiday.

    Law: 民法典 201 (the day of the event is not counted), 202 (where the day does not exist, the
    last of the month).
    """
    whole = int(limit.value)
    if limit.unit == "D":
        return start + timedelta(whole)
    return _months_later(start, whole * (12 if limit.unit == "Y" else 1))


def _months_later(start: date, months: int) -> date:
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(start.day, last))
