"""A county's page: what lags, what was asked of whom, and what the county answers for (R-032)."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, and_, select

from engine.errors import NotFound
from web import current
from web.campaign import reach
from web.campaign.blueprint import blueprint, execute, stored, taken, the_campaign, today
from web.campaign.filters import Filters
from web.campaign.header import Head, PhaseHead
from web.campaign.lights import worst
from web.campaign.rows import park_rows
from web.campaign.schemas import CountyDuty as DutyForm
from web.campaign.schemas import Supervision as SupervisionForm
from web.campaign.table import Line, lines_of
from web.i18n import _
from web.schemas import read
from workflows.campaign import states
from workflows.models import CountyDuty, Enrollment, Park, Supervision

STATES = {"open": "待反馈", "escalated": "已报分管领导", "answered": "已反馈", "closed": "已办结"}
KINDS = {"supervision": "督办", "issue": "问题"}
_WORST = ("red", "yellow", "green", "none")


@blueprint.get("/counties")
def county_list() -> ResponseReturnValue:
    """Every county of the phase, the one that lags most first; one's own at once."""
    head, phase = _phase()
    if phase is None:
        return redirect(url_for("campaign.board"))
    lines = _lines(head, phase)
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.row.county, []).append(line)
    if len(groups) == 1 and not reach.sees_everything(current.identity()):
        return redirect(url_for("campaign.county", county=next(iter(groups))))
    ranked = sorted(
        groups.items(), key=lambda one: min(_WORST.index(worst(x.cells)) for x in one[1])
    )
    return render_template("campaign/counties.html", head=head, phase=phase, groups=ranked)


@blueprint.get("/counties/<county>")
def county(county: str) -> str:
    """One county."""
    return _page(county, {}, "")


@blueprint.post("/counties/<county>/supervisions")
def supervise(county: str) -> ResponseReturnValue:
    """Raise a 督办, or enter an issue in the register (R-033)."""
    sent = {**request.form, "county": county}
    return _take(county, "raise", lambda: execute(read(SupervisionForm(), sent)), _("已发出。"))


@blueprint.post("/counties/<county>/duty")
def duty(county: str) -> ResponseReturnValue:
    """Who leads here, and whether the campaign is part of the yearly assessment."""
    schema = DutyForm(the_campaign().id, county)
    act = lambda: execute(read(schema, {**request.form, "file_id": stored()}))  # noqa: E731
    return _take(county, "duty", act, _("已登记。"))


def _take(county: str, form: str, act: Any, done: str) -> ResponseReturnValue:
    must_reach(county)
    back = url_for("campaign.county", county=county)
    return taken(act, lambda errors: _page(county, errors, form), done, back)


def _page(county: str, errors: dict[str, str], form: str) -> str:
    must_reach(county)
    head, phase = _phase()
    if phase is None:
        abort(404)
    who, conn = current.identity(), current.read()
    lines = _lines(head, phase, county)
    return render_template(
        "campaign/county.html",
        head=head,
        phase=phase,
        county=county,
        lines=lines,
        lagging=[line for line in lines if worst(line.cells) == "red" or line.row.overdue],
        supervisions=supervisions_of(conn, county, phase),
        duty=duty_of(conn, head, county),
        states=STATES,
        kinds=KINDS,
        tracks=states.TRACKS,
        errors=errors,
        failed=form,
        today=today(),
        once=request.form.get("once") or uuid4(),
        may_supervise=bool(who.roles & {"city_admin", "county_lead"}),
        may_enter_duty=bool(who.roles & {"city_admin", "county_lead"}),
        worst=partial(_worst_of),
    )


def _worst_of(line: Line) -> Any:
    """The cell that is shown for a park that lags."""
    color = worst(line.cells)
    return next(
        c for c in line.cells if c.color == color or (color == "red" and c.color == "black")
    )


def _phase() -> tuple[Head, PhaseHead | None]:
    head = the_campaign()
    return head, head.phase(request.values.get("phase", None, type=int))


def _lines(head: Head, phase: PhaseHead, county: str | None = None) -> list[Line]:
    rules = [Enrollment.county == county] if county else []
    now = current.office().clock.now()
    rows = park_rows(current.read(), current.identity(), phase.id, now, *rules)
    return lines_of(rows, head, phase, Filters(), today())


def must_reach(county: str) -> None:
    allowed = reach.counties(current.identity())
    if allowed is not None and county not in allowed:
        raise NotFound("no such county", county=county)


def supervisions_of(conn: Connection, county: str, phase: PhaseHead) -> list[Any]:
    query = (
        select(Supervision.__table__, Park.short_name)
        .outerjoin(
            Enrollment,
            and_(
                Enrollment.tenant == Supervision.tenant,
                Enrollment.id == Supervision.enrollment_id,
            ),
        )
        .outerjoin(
            Park, and_(Park.tenant == Supervision.tenant, Park.id == Enrollment.park_id)
        )
        .where(
            Supervision.tenant == current.identity().tenant,
            Supervision.phase_id == phase.id,
            Supervision.county == county,
        )
        .order_by((Supervision.state == "closed").asc(), Supervision.due_on)
    )  # fmt: skip
    return list(conn.execute(query))


def duty_of(conn: Connection, head: Head, county: str) -> Any | None:
    query = select(CountyDuty.__table__).where(
        CountyDuty.tenant == current.identity().tenant,
        CountyDuty.campaign_id == head.id,
        CountyDuty.county == county,
    )
    return conn.execute(query).first()
