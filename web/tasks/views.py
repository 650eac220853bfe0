"""Open, save, preview and finish a task."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands import CompleteTask
from engine.errors import AlreadyDone, NotFound, Refused
from engine.protocols import Actor
from web import current, errors, reads, schemas
from web.campaign.work import Work
from web.campaign.work.table import Table
from web.forms import PayloadRefused, read
from web.headers import with_diagram
from web.i18n import _
from web.inbox import queries
from web.inbox.filters import Filters
from web.inbox.schemas import filters_of
from web.inbox.views import listing
from web.tasks import page as pages
from web.tasks.answers import answers
from web.tasks.checking import CheckedForm, checked_form
from web.tasks.late import happened_at, late_reason
from web.tasks.materials import paper
from web.tasks.notice import notice_for
from web.tasks.posts import post_for
from web.tasks.schemas import Check
from web.tasks.task import Task, task_of
from workflows.errors import FieldRefused, InputInvalid
from workflows.handling.commands import SaveTaskDraft

blueprint = Blueprint("tasks", __name__, template_folder="templates")


@blueprint.get("/tasks/<uuid:task>")
@with_diagram
def show(task: UUID) -> ResponseReturnValue:
    """The task with everything needed to do it."""
    found = _task(task)
    # Who claims or does a task stands on the record by that; who only looks, by this (S14)
    if found.application is not None and not found.held_by(current.identity()):
        reads.note(found.application, "facts", found.park_code, found.department_code)
    return _render(found)


@blueprint.get("/tasks/next")
def next_task() -> ResponseReturnValue:
    """The task that comes first in the same list, else the list."""
    return redirect(_next(filters_of(request.args)))


@blueprint.get("/tasks/<uuid:task>/diagram")
def diagram(task: UUID) -> ResponseReturnValue:
    """The drawing of the version that the case runs on."""
    found = _task(task)
    xml = current.office().engine.diagram(
        current.identity().tenant, found.deployment_id, found.process_id
    )
    return Response(xml, mimetype="text/xml")


@blueprint.post("/tasks/<uuid:task>/draft")
@with_diagram
def save_draft(task: UUID) -> ResponseReturnValue:
    """Keep a half-filled form, as it is."""
    found = _task(task)
    try:
        data = read(request.form.get("form_data"))
    except PayloadRefused as refused:
        return _render(found, alert=str(refused), status=422)
    work = _work(found)
    if work is not None and work.area is not None:
        data["area"] = work.area.sent(request.form)
    _execute(SaveTaskDraft(task, data), found)
    if request.headers.get("HX-Request"):
        return "", 204
    flash(_("已暂存，可以离开，回来接着填。"))
    return redirect(f"{url_for('tasks.show', task=task)}?{filters_of(request.args).query()}")


@blueprint.post("/tasks/<uuid:task>/preview")
def preview(task: UUID) -> ResponseReturnValue:
    """The document exactly as the act would issue it; 204 when the act issues none.

    The act is rehearsed first, so that what the law refuses is said before anything is shown.
    """
    found = _task(task)
    checked = checked_form(found)
    if checked.errors:
        return render_template("tasks/missing.html", errors=checked.labelled), 422
    actor, office = _actor(found), current.office()
    current.done_reading()
    try:
        office.rehearse(CompleteTask(task, checked.values), actor=actor)
    except Refused as refused:
        return render_template("layout/refusal.html", refusal=errors.explain(refused)), 422
    notice = notice_for(current.read(), found, actor, checked.values, office.clock.now())
    if notice is None:
        return "", 204
    return render_template("documents/preview.html", paper=notice)


@blueprint.post("/tasks/<uuid:task>/complete")
@with_diagram
def complete(task: UUID) -> ResponseReturnValue:
    """Finish the task, then on to the next."""
    found = _task(task)
    work = _work(found)
    checked = checked_form(found, work)
    again = partial(_render, found, values=checked.sent, work=work, status=422)
    table = Table.sent(work, request.form)
    if checked.errors:
        table.keep()
        return again(errors=checked.errors)
    try:
        more, at = table.variables(), happened_at(request.form)
        table.save(lambda command: _execute(command, found))
        command = CompleteTask(
            task, {**checked.values, **more, **late_reason(request.form)}, checked.version, at
        )
        _execute(command, found, key=request.form.get("once"))
    except AlreadyDone as error:
        return _lost(found, error, checked)
    except FieldRefused as error:
        if isinstance(error, NotFound):
            raise
        table.keep(error)
        if isinstance(error, InputInvalid) and table.area is None:
            return again(errors={one.field: one.sentence for one in error.findings})
        return again(
            alert=_("表里有要改的地方。") if isinstance(error, InputInvalid) else error.message
        )
    flash(_("已提交：{what}", what=found.title), "success")
    return redirect(_next(filters_of({**request.args, "box": "mine"})))


@blueprint.post("/tasks/<uuid:task>/materials/<code>")
def check_material(task: UUID, code: str) -> ResponseReturnValue:
    """Say of one material whether it is right, or what is wrong and what is asked."""
    found = _task(task)
    _execute(schemas.read(Check(found.application, code), request.form), found)
    if not request.headers.get("HX-Request"):
        return redirect(url_for("tasks.show", task=task))
    one = paper(current.read_again(), current.identity().tenant, found.application, code)
    return render_template("tasks/material.html", paper=one, task=found, checking=True)


def _task(task: UUID) -> Task:
    return task_of(current.read(), current.identity(), task)


def _work(task: Task) -> Work | None:
    return pages.work_for(current.read(), current.identity(), task)


def _execute(command: Any, task: Task, key: str | None = None) -> Any:
    return current.office().execute(
        command,
        actor=_actor(task),
        idempotency_key=f"complete:{task.id}:{key[:40]}" if key else None,
    )


def _actor(task: Task) -> Actor:
    return current.actor(post_for(task, current.identity(), request.form.get("post")))


def _render(
    task: Task,
    *,
    values: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    alert: str | None = None,
    work: Work | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """The task page; after a refusal with all that was entered."""
    page = pages.build(
        current.read(), current.identity(), task, values=values, errors=errors, work=work
    )
    filters = filters_of(request.args)
    parts = listing(filters)
    return render_template("tasks/show.html", t=page, task=task, alert=alert, **parts), status


def _lost(task: Task, error: AlreadyDone, checked: CheckedForm) -> ResponseReturnValue:
    """Somebody was faster: who and when, what was typed, and the way to the next task."""
    typed = answers(checked.form, checked.sent)
    refusal = errors.explain(error)
    onward = _next(filters_of({**request.args, "box": "mine"}))
    return (
        render_template("tasks/lost.html", refusal=refusal, task=task, typed=typed, onward=onward),
        refusal.status,
    )


def _next(filters: Filters) -> str:
    """Address of the first task of the list, or of the list when it is empty."""
    who, conn = current.identity(), current.read_again()
    now = current.office().clock.now()
    found = queries.page(conn, who, filters, current.calendar(), now)
    address = url_for("tasks.show", task=found.rows[0].id) if found.rows else url_for("inbox.show")
    return f"{address}?{filters.query()}"
