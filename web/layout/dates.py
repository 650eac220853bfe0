"""Days and instants as people read them. Stored in UTC, shown in Asia/Shanghai."""

from __future__ import annotations

from datetime import date, datetime

from web.i18n import language
from workflows.clock import SHANGHAI, legal_day

_ZH = "一二三四五六日"
_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date | datetime | None) -> str:
    """2025-10-11"""
    if value is None:
        return "—"
    return (legal_day(value) if isinstance(value, datetime) else value).isoformat()


def day_words(value: date | datetime | None) -> str:
    """10月11日(六), in English Sat 11 Oct"""
    if value is None:
        return "—"
    on = legal_day(value) if isinstance(value, datetime) else value
    if language() == "en":
        return f"{_EN[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}"
    return f"{on.month}月{on.day}日({_ZH[on.weekday()]})"


def moment(value: datetime | None) -> str:
    """2025-09-26 09:41"""
    return "—" if value is None else value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def hour(value: datetime | None) -> str:
    """09:41"""
    return "—" if value is None else value.astimezone(SHANGHAI).strftime("%H:%M")
