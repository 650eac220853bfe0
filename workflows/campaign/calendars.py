"""The days of a phase as the timers of its diagrams read them: data, looked at when needed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from engine.protocols import Tx
from workflows.campaign import stages
from workflows.campaign.reading import EnrollmentFacts, PhaseFacts, stage_dates
from workflows.clock import SHANGHAI, at_shanghai, legal_day

#: A report of a month is asked for on the first of the next, at nine
_REPORT_HOUR = 9
#: {variable: stage} whose ends the phase's own diagram waits for
_OWN = {"mobilization_ends": stages.MOBILIZATION, "onsite_ends": stages.ONSITE}


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
        "monthly": monthly(max(build.starts_on, legal_day(tx.now))),
    }


def of_phase(tx: Tx, phase: PhaseFacts) -> dict[str, Any]:
    """Instants at which stages of the phase itself are over."""
    days = stage_dates(tx.connection, tx.tenant, phase.id)
    ends = {name: days[code].ends_on or phase.deadline for name, code in _OWN.items()}
    ends["phase_ends"] = phase.deadline
    return {name: at_shanghai(on + timedelta(1)) for name, on in ends.items()}


def monthly(start: date) -> str:
    """An ISO 8601 cycle: the first of each month after ``start``, as long as the park builds."""
    first = _next_month(start)
    at = datetime(first.year, first.month, 1, _REPORT_HOUR, tzinfo=SHANGHAI)
    return f"R/{at.isoformat()}/P1M"


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _end(day: date) -> datetime:
    """The last second of a day."""
    return at_shanghai(day + timedelta(1)) - timedelta(seconds=1)
