"""The list of cases and its export."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from web import current
from web.access import RIGHTS
from web.monitor import queries, table
from web.monitor.filters import AGES, LIGHTS, STATES, Filters, mark, read_mark
from web.monitor.schemas import filters_of
from web.schemas import searched
from workflows.files.media import XLSX

blueprint = Blueprint("monitor", __name__, template_folder="templates")

#: Rows of one export; more is asked for in parts, by narrower filters
EXPORT = 10_000


@blueprint.get("/cases")
def index() -> str:
    """Cases within the person's posts, as the address narrows them."""
    filters = filters_of(request.args)
    found, rows = rows_found(filters, queries.PAGE, request.args.get("after", ""))
    more = len(found) > queries.PAGE
    last = found[queries.PAGE - 1] if more else None
    conn, who = current.read(), current.identity()
    return render_template(
        "monitor/index.html",
        rows=rows,
        filters=filters,
        after=mark(last.started_at, last.id) if last is not None else None,
        processes=queries.processes(conn, who.tenant),
        parks=queries.parks(conn, who),
        states=STATES,
        ages=AGES,
        lights=LIGHTS,
    )


@blueprint.get("/cases/export.xlsx")
def export() -> ResponseReturnValue:
    """The same list as a table, all of its pages."""
    _found, rows = rows_found(filters_of(request.args), EXPORT, "")
    day = current.office().clock.today()
    return send_file(
        BytesIO(table.workbook(rows)),
        mimetype=XLSX,
        as_attachment=True,
        download_name=f"办件_{day}.xlsx",
    )


@blueprint.get("/search")
def search() -> ResponseReturnValue:
    """From the field on top of every page to the list that the person may search."""
    words = searched(request.args)
    if RIGHTS["monitor.index"].allows(current.identity().roles):
        return redirect(url_for("monitor.index", q=words))
    if RIGHTS["apply.mine"].allows(current.identity().roles):
        return redirect(url_for("apply.mine", q=words))
    return redirect(url_for("catalogue.index", q=words))


def rows_found(filters: Filters, limit: int, after: str) -> tuple[list[Any], list[table.Row]]:
    """(what was found, one more than ``limit`` where there is more; the rows to show)."""
    office, who, conn = current.office(), current.identity(), current.read()
    calendar = office.calendar(conn, who.tenant)
    today = queries.Today.of(office.clock.now(), calendar)
    found = queries.cases(conn, who, filters, today, read_mark(after), limit)
    return found, table.rows_of(found[:limit], calendar, today.day)
