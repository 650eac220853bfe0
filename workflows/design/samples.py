"""Facts with which a trial of a known process begins."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from workflows.calendar import WorkCalendar
from workflows.clock import legal_day
from workflows.handling import clocks
from workflows.handling.requests import PROCESS, REGISTER_DUE


def samples(process_id: str, now: datetime) -> dict[str, Any]:
    """An invented application for ``item-handling``; nothing for a process that we do not know."""
    return _application(now) if process_id == PROCESS else {}


def _application(now: datetime) -> dict[str, Any]:
    due = WorkCalendar.official().due(legal_day(now), clocks.REGISTRATION).date
    return {
        "application": "01990000-0000-7000-8000-000000000001",
        "item": "scjg-04",
        "park": "dyjkq",
        "department": "scjg",
        "regime": "licence",
        "handling": "promised",
        "needs_inspection": True,
        "silence_accepts": True,
        "supplied": False,
        REGISTER_DUE: clocks.end_of(due).isoformat(),
    }
