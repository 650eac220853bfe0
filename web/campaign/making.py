"""Opening the campaign, and starting a phase: all problems at once, then in the background."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, and_, or_, select
from werkzeug.datastructures import MultiDict

from web import current
from web.campaign.blueprint import blueprint, execute, head_now, said, the_campaign, today
from web.i18n import _
from workflows.campaign import stages, states
from workflows.campaign.commands import MakeCampaign, StartPhase
from workflows.campaign.proposing import proposed_parks
from workflows.campaign.stages import StageDates
from workflows.errors import FieldRefused, Finding, refuse_if
from workflows.models import CodeEntry, Enrollment, Park, Phase, ScoreSheet

_NONE = date.min


@blueprint.route("/new", methods=["GET", "POST"])
def make() -> ResponseReturnValue:
    """Open the campaign of this city."""
    if head_now() is not None:
        return redirect(url_for("campaign.board"))
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            execute(
                MakeCampaign(
                    name=request.form.get("name", "").strip(),
                    city=request.form.get("city", "").strip(),
                ),
                "city_admin",
            )
        except FieldRefused as refused:
            errors = said(refused)
        else:
            flash(_("已建立。接着启动第一阶段。"), "success")
            return redirect(url_for("campaign.start"))
    page = render_template(
        "campaign/make.html", errors=errors, city=current.identity().tenant_name, once=uuid4()
    )
    return page, 422 if errors else 200


@blueprint.route("/phases/new", methods=["GET", "POST"])
def start() -> ResponseReturnValue:
    """Start a phase: year, parks with tracks, days of stages, sheet, where it is entered."""
    head = head_now()
    if head is None:
        return redirect(url_for("campaign.make"))
    no = request.values.get("no", head.next_no, type=int)
    sent = request.form if request.method == "POST" else _preset(head.id, no)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            execute(_command(head.id, no, sent), "city_admin")
        except FieldRefused as refused:
            errors = said(refused)
        else:
            flash(_("第{no}阶段已启动，正在为各园区开办，可以离开本页。", no=no), "success")
            return redirect(url_for("campaign.board", phase=no))
    conn, tenant = current.read_again(), current.identity().tenant
    page = render_template(
        "campaign/start.html",
        head=head,
        no=no,
        values=sent,
        errors=errors,
        parks=_parks(conn, tenant),
        tracks=states.TRACKS,
        stages=stages.PRESETS,
        entries=stages.ENTRIES,
        sheets=_sheets(conn, tenant),
        once=request.form.get("once") or uuid4(),
    )
    return page, 422 if errors else 200


def _command(campaign: UUID, no: int, sent: MultiDict[str, str]) -> StartPhase:
    """What the form asks for. Raises ``InputInvalid`` with every day and year that is none."""
    wrong: list[Finding] = []
    dates = []
    for preset in stages.PRESETS:
        starts = _day(
            sent, f"{preset.code}.starts_on", _("“{name}”的起日", name=preset.name), wrong
        )
        ends = sent.get(f"{preset.code}.ends_on", "").strip()
        until = _day(sent, f"{preset.code}.ends_on", preset.name, wrong) if ends else None
        dates.append(StageDates(preset.code, starts, until))
    year = sent.get("year", 0, type=int)
    if not 2000 <= year <= 2100:
        wrong.append(Finding(_("年份请填 2000 到 2100。"), "year", "year"))
    deadline = _day(sent, "deadline", _("阶段截止日"), wrong)
    refuse_if(wrong)
    return StartPhase(
        campaign,
        no=no,
        year=year,
        parks=[
            (UUID(key.removeprefix("track.")), track)
            for key, track in sent.items()
            if key.startswith("track.") and track and _is_id(key.removeprefix("track."))
        ],
        deadline=deadline,
        sheet=sent.get("sheet", ""),
        stages=dates,
        entry=sent.get("entry", stages.MOBILIZATION),
        late_reason=sent.get("late_reason", "").strip(),
    )


def _preset(campaign: UUID, no: int) -> MultiDict[str, str]:
    """What the form begins with: the plan's months in this year, the plan's parks of the phase."""
    conn, tenant = current.read_again(), current.identity().tenant
    year = max(today().year, *(one.year + 1 for one in the_campaign().phases if one.no < no), 0)
    values: dict[str, str] = {
        "year": str(year),
        "deadline": f"{year}-12-31",
        "entry": stages.MOBILIZATION,
    }
    for one in stages.usual(year):
        values[f"{one.code}.starts_on"] = one.starts_on.isoformat()
        values[f"{one.code}.ends_on"] = one.ends_on.isoformat() if one.ends_on else ""
    sheets = _sheets(conn, tenant)
    values["sheet"] = sheets[-1] if sheets else ""
    for park in proposed_parks(conn, tenant, campaign, no):
        values[f"track.{park.park}"] = park.track
    return MultiDict(values)


def _parks(conn: Connection, tenant: UUID) -> list[Any]:
    """Every park that is in use, with the phase in which it is active now, if any."""
    query = (
        select(
            Park.id, Park.name, Park.county, CodeEntry.name.label("category"),
            Phase.no.label("busy"),
        )
        .outerjoin(
            CodeEntry,
            and_(
                CodeEntry.tenant == tenant,
                CodeEntry.list == "park-category",
                CodeEntry.code == Park.category,
            ),
        )
        .outerjoin(
            Enrollment,
            and_(
                Enrollment.tenant == tenant,
                Enrollment.park_id == Park.id,
                Enrollment.ended_at.is_(None),
            ),
        )
        .outerjoin(Phase, and_(Phase.tenant == tenant, Phase.id == Enrollment.phase_id))
        .where(Park.tenant == tenant, or_(Park.active.is_(True), Enrollment.id.is_not(None)))
        .order_by(Park.serial)
    )  # fmt: skip
    return list(conn.execute(query))


def _sheets(conn: Connection, tenant: UUID) -> list[str]:
    """Versions of scoring sheets, the newest last."""
    query = (
        select(ScoreSheet.code)
        .where(ScoreSheet.tenant == tenant)
        .group_by(ScoreSheet.code)
        .order_by(ScoreSheet.code)
    )
    return list(conn.scalars(query))


def _day(sent: MultiDict[str, str], key: str, label: str, wrong: list[Finding]) -> date:
    try:
        return date.fromisoformat(sent.get(key, "").strip())
    except ValueError:
        sentence = _("{label}请填 2025-09-26 这样的日期。", label=label)
        wrong.append(Finding(sentence, "day", key))
        return _NONE


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
