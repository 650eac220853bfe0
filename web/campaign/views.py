"""The board: parks of a phase against its stages, narrowed by the address, and its export."""

from __future__ import annotations

from io import BytesIO

from flask import render_template, request, send_file
from flask.typing import ResponseReturnValue

from web import current
from web.campaign import basis, counties, making, park_list, parks, score_files, settings
from web.campaign.blueprint import NoCampaign, blueprint, head_now, the_campaign, today
from web.campaign.charts import coverage_chart
from web.campaign.filters import Filters, filters_of
from web.campaign.header import Head, PhaseHead
from web.campaign.lights import COLORS
from web.campaign.months import months_of
from web.campaign.rows import ParkRow, park_rows
from web.campaign.table import Line, lines_of, workbook
from workflows.campaign import states
from workflows.files.media import XLSX


@blueprint.get("")
def board() -> str:
    """All parks of a phase; before there is a campaign, how one begins."""
    filters, found = filters_of(request.args), head_now()
    phase = found.phase(filters.number) if found else None
    if found is None or phase is None:
        return render_template("campaign/empty.html", head=found)
    rows, lines = _lines(found, phase, filters)
    return render_template(
        "campaign/board.html",
        head=found,
        phase=phase,
        filters=filters,
        lines=lines,
        rows=rows,
        months=months_of(phase, today()),
        coverage=coverage_chart(found),
        tracks=states.TRACKS,
        statuses=states.LABELS,
        lights=COLORS,
        today=today(),
    )


@blueprint.get("/progress")
def progress() -> ResponseReturnValue:
    """How many parks' cases have begun, for a page that asks again until all have."""
    found = the_campaign()
    phase = found.phase(filters_of(request.args).number)
    return render_template("campaign/progress.html", head=found, phase=phase)


@blueprint.get("/board.xlsx")
def export() -> ResponseReturnValue:
    """Exactly the parks that the board shows, as a table."""
    filters, found = filters_of(request.args), the_campaign()
    phase = found.phase(filters.number)
    if phase is None:
        raise NoCampaign("there is no phase")
    lines = _lines(found, phase, filters)[1]
    return send_file(
        BytesIO(workbook(lines, phase)),
        mimetype=XLSX,
        as_attachment=True,
        download_name=f"创建工作_{today()}.xlsx",
    )


def _lines(head: Head, phase: PhaseHead, filters: Filters) -> tuple[list[ParkRow], list[Line]]:
    now = current.office().clock.now()
    rows = park_rows(current.read(), current.identity(), phase.id, now)
    return rows, lines_of(rows, head, phase, filters, today())


#: Modules whose routes belong to this group
PARTS = (basis, counties, making, park_list, parks, score_files, settings)

__all__ = ["PARTS", "blueprint"]
