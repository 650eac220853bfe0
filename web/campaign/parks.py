"""A park's page: where it stands, its tasks, evidence, reports, scores, rectification, title."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import NotFound
from web import current
from web.campaign import park_facts
from web.campaign.blueprint import blueprint, execute, stored, taken, the_phase, today
from web.campaign.charts import score_chart
from web.campaign.lights import cells
from web.campaign.reach import enrollment_seen
from web.campaign.rows import ParkRow, park_row
from web.campaign.schemas import Budget as BudgetForm
from web.campaign.schemas import ProvinceResult
from web.campaign.scoresheets import sheet_of
from web.i18n import _
from web.schemas import read
from workflows.campaign import states


@blueprint.get("/parks/<uuid:enrollment>")
def park(enrollment: UUID) -> ResponseReturnValue:
    """One park in a phase."""
    return _page(enrollment, "", {})


@blueprint.post("/parks/<uuid:enrollment>/province")
def province(enrollment: UUID) -> ResponseReturnValue:
    """Record what 省中心 decided, with its document (F13)."""
    return _take(
        enrollment,
        "province",
        lambda: execute(
            read(ProvinceResult(enrollment), {**request.form, "file_id": stored()}),
            "province" if "province" in current.identity().roles else "city_admin",
        ),
        _("已登记省中心的结果。"),
    )


@blueprint.post("/parks/<uuid:enrollment>/budget")
def budget(enrollment: UUID) -> ResponseReturnValue:
    """Money for the park's center (R-044)."""
    return _take(
        enrollment,
        "budget",
        lambda: execute(read(BudgetForm(enrollment), {**request.form, "file_id": stored()})),
        _("已登记经费。"),
    )


def _take(enrollment: UUID, form: str, act: Any, done: str) -> ResponseReturnValue:
    enrollment_seen(current.read(), current.identity(), enrollment)
    back = url_for("campaign.park", enrollment=enrollment)
    return taken(act, partial(_page, enrollment, form), done, back)


def _page(enrollment: UUID, failed: str, errors: dict[str, str]) -> str:
    conn, who = current.read_again(), current.identity()
    found = park_row(conn, who, enrollment, current.office().clock.now())
    if found is None:
        raise NotFound("no such park in a phase", enrollment=str(enrollment))
    row, phase_id = found
    head, phase = the_phase(phase_id)
    facts = park_facts.of(current.read(), who.tenant, enrollment)
    return render_template(
        "campaign/park.html",
        head=head,
        phase=phase,
        row=row,
        cells=cells(row, phase, today()),
        facts=facts,
        chart=_chart(row, enrollment, Decimal(head.passing(row.track))),
        passing=head.passing(row.track),
        gap=row.gap(head.passing(row.track)),
        tracks=states.TRACKS,
        failed=failed,
        errors=errors,
        once=request.form.get("once") or uuid4(),
        today=today(),
        records_province=row.status in states.AT_PROVINCE
        and bool(who.roles & {"province", "city_admin"}),
        may_supervise=bool(who.roles & {"city_admin", "county_lead", "park_admin"}),
        may_budget=bool(who.roles & {"city_admin", "county_lead", "park_admin"}),
    )


def _chart(row: ParkRow, enrollment: UUID, passing: Decimal) -> Any | None:
    if row.score is None or not row.dimensions:
        return None
    sheet = sheet_of(current.read(), current.identity().tenant, enrollment)
    return score_chart(sheet.dimensions, row.dimensions, row.score, passing, sheet.total)
