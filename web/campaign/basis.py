"""On what the campaign rests: documents, plan, calendar, sheets, and what was recorded late."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, and_, func, or_, select

from web import current
from web.campaign import schemas
from web.campaign.blueprint import blueprint, execute, stored, taken, the_campaign, the_phase
from web.campaign.header import Head
from web.campaign.reach import within_reach
from web.i18n import _
from web.schemas import read
from workflows.campaign.sheets.sheet import LEVELS
from workflows.models import (
    CampaignBasis,
    CampaignDuty,
    CampaignRecord,
    Enrollment,
    Park,
    Person,
    Quota,
    ScoreSheet,
)
from workflows.people.roles import ROLES

#: Rows of late records that are shown
LATE_MOST = 200
#: Classes of cities for the quota (R-011)
CLASSES = ("区域中心城市", "成都", "其他市(州)")


@blueprint.get("/basis")
def basis() -> str:
    """Documents, calendars of the phases, duties, scoring sheets."""
    return _page("", {})


@blueprint.post("/basis")
def add_basis() -> ResponseReturnValue:
    """Enter a basis document with its file (R-001)."""
    head = the_campaign()
    return _take(
        "basis",
        lambda: execute(
            read(schemas.Basis(head.id), {**request.form, "file_id": stored()}), "city_admin"
        ),
    )


@blueprint.post("/quota")
def set_quota() -> ResponseReturnValue:
    """Enter the quota of a year; a number outside it warns on the board (R-011)."""
    form = schemas.Quota(the_campaign().id)
    return _take("quota", lambda: execute(read(form, request.form), "city_admin"))


@blueprint.post("/sheets")
def import_sheet() -> ResponseReturnValue:
    """Take a version of the scoring sheets from a file, whole or not at all (R-012)."""
    file = request.files.get("yaml")
    body = file.read() if file else b""
    return _take("sheet", lambda: execute(read(schemas.Sheet(), {"yaml": body})))


@blueprint.post("/phases/<uuid:phase>/stages/<code>")
def change_stage(phase: UUID, code: str) -> ResponseReturnValue:
    """Move the days of a stage; parks that wait for it look at the calendar again (R-025)."""
    the_phase(phase)
    form = schemas.StageDays(phase, code)
    return _take(f"{phase}.{code}", lambda: execute(read(form, request.form), "city_admin"))


@blueprint.post("/phases/<uuid:phase>/deadline")
def change_deadline(phase: UUID) -> ResponseReturnValue:
    """Move the last day of a phase (R-026)."""
    the_phase(phase)
    form = schemas.Deadline(phase)
    return _take(f"{phase}.deadline", lambda: execute(read(form, request.form), "city_admin"))


@blueprint.get("/late")
def late() -> str:
    """What was recorded later than it happened: both times, by whom, and why."""
    head = the_campaign()
    return render_template("campaign/late.html", head=head, records=late_records(current.read()))


def _take(form: str, act: Any) -> ResponseReturnValue:
    back = url_for("campaign.basis")
    return taken(act, partial(_page, form), _("已登记。"), back)


def _page(form: str, errors: dict[str, str]) -> str:
    head = the_campaign()
    conn = current.read()
    return render_template(
        "campaign/basis.html",
        head=head,
        documents=documents(conn, head),
        duties=duties(conn, head),
        sheets=sheets(conn),
        quotas=quotas(conn, head),
        classes=CLASSES,
        levels=LEVELS,
        role_words=ROLES,
        form=form,
        errors=errors,
        once=request.form.get("once") or uuid4(),
        may_change="city_admin" in current.identity().roles,
    )


def _tenant() -> UUID:
    return current.identity().tenant


def documents(conn: Connection, head: Head) -> list[Any]:
    query = select(CampaignBasis.__table__).where(
        CampaignBasis.tenant == _tenant(), CampaignBasis.campaign_id == head.id
    )
    return list(conn.execute(query.order_by(CampaignBasis.issued_on)))


def duties(conn: Connection, head: Head) -> list[Any]:
    query = select(CampaignDuty.__table__).where(
        CampaignDuty.tenant == _tenant(), CampaignDuty.campaign_id == head.id
    )
    return list(conn.execute(query))


def quotas(conn: Connection, head: Head) -> list[Any]:
    query = select(Quota.__table__).where(Quota.tenant == _tenant(), Quota.campaign_id == head.id)
    return list(conn.execute(query.order_by(Quota.year)))


def sheets(conn: Connection) -> list[Any]:
    query = select(ScoreSheet.__table__).where(ScoreSheet.tenant == _tenant())
    return list(conn.execute(query.order_by(ScoreSheet.code, ScoreSheet.category)))


def late_records(conn: Connection) -> list[Any]:
    query = (
        select(
            CampaignRecord.id, CampaignRecord.kind, CampaignRecord.element_id,
            CampaignRecord.happened_at, CampaignRecord.recorded_at, CampaignRecord.late_reason,
            Person.name.label("who"), Park.short_name.label("park"),
            func.coalesce(CampaignDuty.step, CampaignRecord.element_id).label("step"),
        )
        .outerjoin(
            Enrollment,
            and_(
                Enrollment.tenant == CampaignRecord.tenant,
                Enrollment.id == CampaignRecord.enrollment_id,
            ),
        )
        .outerjoin(Park, and_(Park.tenant == Enrollment.tenant, Park.id == Enrollment.park_id))
        .outerjoin(
            Person,
            and_(Person.tenant == CampaignRecord.tenant, Person.id == CampaignRecord.person_id),
        )
        .outerjoin(
            CampaignDuty,
            and_(
                CampaignDuty.tenant == CampaignRecord.tenant,
                CampaignDuty.element == CampaignRecord.element_id,
            ),
        )
        .where(
            CampaignRecord.tenant == _tenant(),
            CampaignRecord.late_reason.is_not(None),
            # what belongs to no park is the phase's own, and for all who have pages here
            or_(CampaignRecord.enrollment_id.is_(None), within_reach(current.identity())),
        )
        .order_by(CampaignRecord.recorded_at.desc())
        .limit(LATE_MOST)
    )  # fmt: skip
    return list(conn.execute(query))
