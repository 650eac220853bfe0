"""The page of a case, its diagram, and trying again what stands still."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands import RetryIncident
from engine.errors import NotFound, Refused
from web import current, reach, reads
from web.cases import queries, standing
from web.cases.putting_back import left_behind, put_back
from web.cases.schemas import Retry
from web.diagrams.state import painted
from web.headers import with_diagram
from web.i18n import _
from web.schemas import read
from web.tasks.counting import countings
from web.tasks.timeline import act_words, timeline
from workflows.errors import InputInvalid
from workflows.handling.reads import readings
from workflows.people.roles import HANDLERS

blueprint = Blueprint("cases", __name__, template_folder="templates", url_prefix="/cases")


@blueprint.get("/<uuid:case>")
@with_diagram
def show(case: UUID) -> str:
    """All about one case, as far as the person may know."""
    office, who = current.office(), current.identity()
    row = queries.case_of(current.read(), who, case)
    if row.case_state in ("completed", "terminated") and office.engine.recall(who.tenant, case):
        current.done_reading()  # its record was in the archive: seen by what is read from now on
    if row.application:
        reads.note(case, "facts", row.park_code, row.department_code)
    conn = current.read()
    tasks = queries.open_tasks(conn, who.tenant, case)
    view = office.engine.case(who.tenant, case)
    # one case may be about many parks: who only did a step of it does not read what is of others
    whole = bool(row.application) or reach.sees_all(who)
    return render_template(
        "cases/show.html",
        case=row,
        view=view,
        tasks=tasks,
        left_behind=left_behind(who, row, tasks),
        sentence=standing.sentence(row, tasks, len(view.incidents)),
        standing=standing,
        history=timeline(conn, who.tenant, case, row.regime),
        materials=queries.materials(conn, who.tenant, case),
        documents=queries.documents(conn, who.tenant, case),
        decisions=queries.decisions(conn, who.tenant, case),
        rulings=office.engine.decisions(who.tenant, case) if whole else [],
        variables=view.variables if whole else None,
        countings=countings(row, office.calendar(conn, who.tenant)) if row.application else [],
        personal=reach.post_over(who, HANDLERS, row.park_code, row.department_code),
        readings=readings(conn, who.tenant, case) if "auditor" in who.roles else None,
        may_mend=reach.may_mend(who),
        act_words=act_words,
        state=_state(office, who.tenant, row, view, tasks),
        now=office.clock.now(),
    )


@blueprint.get("/<uuid:case>/diagram.bpmn")
def diagram(case: UUID) -> Response:
    """The diagram on which the case runs."""
    office, who = current.office(), current.identity()
    row = queries.case_of(current.read(), who, case)
    body = office.engine.diagram(who.tenant, row.deployment_id, row.process_id)
    return Response(body, mimetype="text/xml")


@blueprint.post("/<uuid:case>/incidents/<uuid:incident>/retry")
def retry(case: UUID, incident: UUID) -> ResponseReturnValue:
    """Try again what failed. The reason goes into the record."""
    who, conn = current.identity(), current.read()
    queries.case_of(conn, who, case)
    if not queries.incident_in(conn, who.tenant, case, incident):
        raise NotFound("no such incident")
    try:
        command = read(Retry(incident), request.form)
    except InputInvalid as refused:
        flash(refused.findings[0].sentence, "warning")
    else:
        _retry(command)
    return redirect(url_for("cases.show", case=case))


blueprint.post("/<uuid:case>/tasks/<uuid:task>/put-back")(put_back)


def _retry(command: RetryIncident) -> None:
    try:
        outcome = current.office().execute(command, actor=current.actor())
    except Refused as refused:
        flash(_("没有办成：{why}", why=refused.message), "warning")
        return
    still = outcome.state == "incident"
    flash(
        _("又停在异常上，请看原因。") if still else _("已重新执行。"),
        "warning" if still else "success",
    )


def _state(office: Any, tenant: UUID, row: Any, view: Any, tasks: list[Any]) -> dict[str, Any]:
    body = office.engine.diagram(tenant, row.deployment_id, row.process_id)
    active = {element: "" for _token, element, _state in view.tokens}
    for task in tasks:
        active[task.element_id] = task.assignee or standing.candidates_words(task.candidates)
    failed = [(one.element_id, one.message) for one in view.incidents]
    return painted(body, view.trace, active, failed)
