"""A score table as Excel, down and up: what comes back is kept as the draft of the task."""

from __future__ import annotations

from io import BytesIO
from typing import Any
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
from workflows.files.media import XLSX
from workflows.handling.commands import SaveTaskDraft


@blueprint.get("/tasks/<uuid:task>/scores.xlsx")
def score_sheet(task: UUID) -> ResponseReturnValue:
    """The sheet with what is filled in so far."""
    body, name = sheet_file(task)
    return send_file(BytesIO(body), mimetype=XLSX, as_attachment=True, download_name=name)


def sheet_file(task: UUID) -> tuple[bytes, str]:
    """(workbook, name) of the score table of a task in the person's own hands."""
    work, scores = _scores(task)
    body = workbook.write(scores.sheet, _about(work), scores.entries, scores.vetoes, scores.opinion)
    return body, f"评分表_{work.about.park}_第{work.about.round}轮.xlsx"


@blueprint.route("/tasks/<uuid:task>/scores", methods=["GET", "POST"])
def import_scores(task: UUID) -> ResponseReturnValue:
    """Take a filled sheet back: every wrong row at once, or all of it as the task's draft."""
    work, _table = _scores(task)
    findings = []
    if request.method == "POST":
        file = request.files.get("workbook")
        try:
            filled = filled_of(task, file.read() if file else b"")
        except ImportRefused as refused:
            findings = refused.findings
        else:
            _keep(task, draft_of(task, filled))
            flash(_("已导入，核对后提交。"), "success")
            return redirect(url_for("tasks.show", task=task))
    page = render_template("campaign/import_scores.html", work=work, task=task, findings=findings)
    return page, 422 if findings else 200


def filled_of(task: UUID, body: bytes) -> returned.Filled:
    """What a workbook says. Raises ``ImportRefused`` with every wrong row."""
    work, scores = _scores(task)
    return returned.read(body, scores.sheet, _about(work))


def draft_of(task: UUID, filled: returned.Filled) -> dict[str, Any]:
    """As the draft of the task; files that were uploaded before stay with their indicator."""
    _work, scores = _scores(task)
    files = {one.indicator: one.file_id for one in scores.entries if one.file_id}
    entries = [
        {
            "indicator": one.indicator, "score": one.score, "reason": one.reason,
            "evidence": one.evidence, "file_id": str(files.get(one.indicator, "")),
        }
        for one in filled.entries
    ]  # fmt: skip
    return {"area": {"entries": entries, "vetoes": filled.vetoes, "opinion": filled.opinion}}


def _keep(task: UUID, draft: dict[str, Any]) -> None:
    from web.tasks.posts import post_for_task

    actor = current.actor(post_for_task(task, None))
    current.office().execute(SaveTaskDraft(task, draft), actor=actor)


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
