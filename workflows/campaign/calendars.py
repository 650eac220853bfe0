"""The days of a phase as the timers of its diagrams read them: data, looked at when needed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from engine.protocols import Tx
from workflows.campaign import stages
from workflows.campaign.reading import EnrollmentFacts, stage_dates
from workflows.clock import SHANGHAI, at_shanghai, legal_day

#: A report of a month is asked for on the first of the next, at nine
_REPORT_HOUR = 9


def of(tx: Tx, facts: EnrollmentFacts) -> dict[str, Any]:
    """Instants at which the park's waiting ends, and the cycle of its monthly reports."""
    days = stage_dates(tx.connection, tx.tenant, facts.phase.id)
    build, review = days[stages.BUILD], days[stages.REVIEW_CITY]
    province = days[stages.REVIEW_PROVINCE]
    build_ends = build.ends_on or facts.phase.deadline
    return {
        "build_ends": at_shanghai(build_ends + timedelta(1)),
        "build_starts": at_shanghai(build.starts_on),
        "review_opens": at_shanghai(review.starts_on),
        "review_due": _end(review.ends_on or facts.phase.deadline),
        "province_opens": at_shanghai(province.starts_on),
        "province_ends": at_shanghai((province.ends_on or facts.phase.deadline) + timedelta(1)),
        "phase_due": _end(facts.phase.deadline),
        "monthly": monthly(max(build.starts_on, legal_day(tx.now)), build_ends),
    }


def monthly(start: date, end: date) -> str:
    """An ISO 8601 cycle: the first of each month after ``start`` until the one after ``end``."""
    first = _next_month(start)
    rounds = max(1, (end.year - first.year) * 12 + end.month - first.month + 1)
    at = datetime(first.year, first.month, 1, _REPORT_HOUR, tzinfo=SHANGHAI)
    return f"R{rounds}/{at.isoformat()}/P1M"


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _end(day: date) -> datetime:
    """The last second of a day."""
    return at_shanghai(day + timedelta(1)) - timedelta(seconds=1)
