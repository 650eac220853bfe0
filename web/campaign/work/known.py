"""Facts that a form needs beside itself: choices, and what is shown instead of asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, select

from web.campaign.scoresheets import sheet_of
from web.campaign.work.about import About
from workflows.campaign import states
from workflows.clock import legal_day
from workflows.models import (
    CampaignRecord,
    CodeEntry,
    Enrollment,
    EnrollmentStatus,
    MonthlyReport,
    Park,
    Supervision,
)
from workflows.people.holders import holders_of, slot_key

Known = dict[str, Any]


class Asking:
    """One task's form that asks for facts."""

    def __init__(self, conn: Connection, tenant: UUID, what: About, today: date) -> None:
        self.conn, self.tenant, self.about, self.today = conn, tenant, what, today


def known(form: str, asking: Asking) -> Known:
    """{key: value} that the form ``form`` may read; read-only fields keep these."""
    gather = _KNOWN.get(form)
    return gather(asking) if gather else {}


def initial(form: str, asking: Asking, name: str) -> Known:
    """What stands in the form before anybody typed. ``name``: the person."""
    if form == "survey":
        return {"filled_by": name, "filled_on": asking.today.isoformat()}
    if form == "monthly_report":
        return {"month": _month(asking)}
    if form == "rectify":
        return {"answers": [{"indicator": one.get("indicator", "")} for one in _problems(asking)]}
    return {}


def _month(asking: Asking) -> str:
    """The first month of building that is over and of which no report was made (F5)."""
    last = asking.today.replace(day=1) - timedelta(1)
    begun, reported = _begun(asking), set(_reported(asking))
    month = begun or last
    while f"{month:%Y-%m}" in reported and month < last:
        month = (month.replace(day=1) + timedelta(32)).replace(day=1)
    return f"{min(month, last):%Y-%m}"


def _begun(asking: Asking) -> date | None:
    query = (
        select(EnrollmentStatus.happened_at)
        .where(
            EnrollmentStatus.tenant == asking.tenant,
            EnrollmentStatus.enrollment_id == asking.about.enrollment,
            EnrollmentStatus.status == states.BUILDING,
        )
        .order_by(EnrollmentStatus.happened_at)
    )
    found = asking.conn.scalar(query.limit(1))
    return legal_day(found) if found else None


def _reported(asking: Asking) -> Iterable[str]:
    query = select(MonthlyReport.month).where(
        MonthlyReport.tenant == asking.tenant,
        MonthlyReport.enrollment_id == asking.about.enrollment,
    )
    return asking.conn.scalars(query)


def _survey(asking: Asking) -> Known:
    """As of the enrollment: park, category and county (F1)."""
    what = asking.about
    query = select(CodeEntry.name).where(
        CodeEntry.tenant == asking.tenant,
        CodeEntry.list == "park-category",
        CodeEntry.code == what.category,
    )
    return {
        "park_name": _full_name(asking),
        "park_category": asking.conn.scalar(query) or what.category or "",
        "park_county": what.county or "",
    }


def _full_name(asking: Asking) -> str:
    query = select(Enrollment.park_name).where(
        Enrollment.tenant == asking.tenant, Enrollment.id == asking.about.enrollment
    )
    return asking.conn.scalar(query) or ""


def _parks(asking: Asking) -> Known:
    """Parks of the phase, by code."""
    query = (
        select(Park.code, Park.short_name)
        .join(
            Enrollment,
            and_(Enrollment.tenant == Park.tenant, Enrollment.park_id == Park.id),
        )
        .where(
            Enrollment.tenant == asking.tenant,
            Enrollment.phase_id == asking.about.phase,
            Enrollment.status != states.REMOVED,
        )
        .order_by(Park.serial)
    )
    return {"park_choices": [_choice(code, name) for code, name in asking.conn.execute(query)]}


def _people(asking: Asking) -> Known:
    """Evaluators in office today. Who may not evaluate this park, the command refuses (D10)."""
    held = holders_of(asking.conn, asking.tenant, [slot_key("evaluator", None, None)], asking.today)
    people = {one.person: f"{one.person_name}（{one.body_name}）" for one in held}
    return {"people": [_choice(str(id), name) for id, name in people.items()]}


def _indicators(asking: Asking) -> Known:
    assert asking.about.enrollment is not None
    sheet = sheet_of(asking.conn, asking.tenant, asking.about.enrollment)
    return {"indicators": [_choice(one.code, f"{one.code} {one.name}") for one in sheet.indicators]}


def _title(asking: Asking) -> Known:
    """Title and grantor by track (R-024)."""
    title, grantor = states.TITLES[asking.about.track or states.MUNICIPAL]
    return {"title": title, "plaque_name": title, "grantor": grantor}


def _level(asking: Asking) -> Known:
    query = select(Supervision.level).where(
        Supervision.tenant == asking.tenant, Supervision.id == asking.about.supervision
    )
    return {"level": asking.conn.scalar(query) or ""}


def _problems(asking: Asking) -> list[Mapping[str, Any]]:
    """What the rectification notice of this round asks for (F10)."""
    query = (
        select(CampaignRecord.form)
        .where(
            CampaignRecord.tenant == asking.tenant,
            CampaignRecord.enrollment_id == asking.about.enrollment,
            CampaignRecord.element_id == "rectify_notice",
        )
        .order_by(CampaignRecord.recorded_at.desc())
    )
    form = asking.conn.scalar(query.limit(1)) or {}
    return [one for one in form.get("problems", ()) if isinstance(one, Mapping)]


def _choice(value: str, label: str) -> dict[str, str]:
    return {"label": label, "value": value}


_KNOWN: Mapping[str, Callable[[Asking], Known]] = {
    "survey": _survey,
    "meeting": _parks,
    "appoint_team": _people,
    "rectify_notice": _indicators,
    "rectify": _indicators,
    "confirm": _title,
    "plaque": _title,
    "supervision_answer": _level,
}
