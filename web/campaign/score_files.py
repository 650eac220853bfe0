"""A score table as Excel, down and up: what comes back is kept as the draft of the task."""

from __future__ import annotations

from io import BytesIO
from uuid import UUID

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from engine.errors import NotFound
from web import current
from web.campaign.blueprint import blueprint
from web.campaign.work import Work
from web.campaign.work.scores import Scores
from web.i18n import _
from workflows.campaign.sheets import returned, workbook
from workflows.errors import ImportRefused
from workflows.handling.commands import SaveTaskDraft

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/tasks/<uuid:task>/scores.xlsx")
def score_sheet(task: UUID) -> ResponseReturnValue:
    """The sheet with what is filled in so far."""
    work, scores = _scores(task)
    body = workbook.write(scores.sheet, _about(work), scores.entries, scores.vetoes, scores.opinion)
    name = f"评分表_{work.about.park}_第{work.about.round}轮.xlsx"
    return send_file(BytesIO(body), mimetype=_XLSX, as_attachment=True, download_name=name)


@blueprint.route("/tasks/<uuid:task>/scores", methods=["GET", "POST"])
def import_scores(task: UUID) -> ResponseReturnValue:
    """Take a filled sheet back: every wrong row at once, or all of it as the task's draft."""
    work, scores = _scores(task)
    findings = []
    if request.method == "POST":
        file = request.files.get("workbook")
        try:
            filled = returned.read(file.read() if file else b"", scores.sheet, _about(work))
        except ImportRefused as refused:
            findings = refused.findings
        else:
            _keep(task, scores, filled)
            flash(_("已导入，核对后提交。"), "success")
            return redirect(url_for("tasks.show", task=task))
    page = render_template("campaign/import_scores.html", work=work, task=task, findings=findings)
    return page, 422 if findings else 200


def _keep(task: UUID, scores: Scores, filled: returned.Filled) -> None:
    """As the draft of the task; files that were uploaded before stay with their indicator."""
    from web.tasks.posts import post_for_task

    files = {one.indicator: one.file_id for one in scores.entries if one.file_id}
    entries = [
        {
            "indicator": one.indicator, "score": one.score, "reason": one.reason,
            "evidence": one.evidence, "file_id": str(files.get(one.indicator, "")),
        }
        for one in filled.entries
    ]  # fmt: skip
    area = {"entries": entries, "vetoes": filled.vetoes, "opinion": filled.opinion}
    actor = current.actor(post_for_task(task, None))
    current.office().execute(SaveTaskDraft(task, {"area": area}), actor=actor)


def _scores(task: UUID) -> tuple[Work, Scores]:
    """The score table of an open task in the person's own hands. Raises ``NotFound``."""
    # Not at the top: the page of a task shows these tables itself
    from web.tasks.page import work_for
    from web.tasks.task import task_of

    conn, who = current.read(), current.identity()
    work = work_for(conn, who, task_of(conn, who, task))
    if work is None or not isinstance(work.area, Scores):
        raise NotFound("no score table to fill in", task=str(task))
    return work, work.area


def _about(work: Work) -> dict[str, str]:
    return {"园区": work.about.park or "", "轮次": str(work.about.round)}
