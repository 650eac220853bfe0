"""The list of work: look, claim, give back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.commands import ClaimTask, ReleaseTask
from web import current
from web.i18n import _
from web.inbox import queries
from web.inbox.filters import BOXES, Filters
from web.inbox.schemas import filters_of
from web.tasks.posts import post_for_task

blueprint = Blueprint("inbox", __name__, template_folder="templates")


@blueprint.get("/inbox")
def show() -> ResponseReturnValue:
    """One list, with the counts of all."""
    return render_template("inbox/show.html", **listing(filters_of(request.args)))


@blueprint.post("/inbox/<uuid:task>/claim")
def claim(task: UUID) -> ResponseReturnValue:
    """Take a task and open it."""
    actor = current.actor(post_for_task(task, request.form.get("post")))
    current.office().execute(ClaimTask(task), actor=actor)
    filters = filters_of({**request.args, "box": "mine"})
    return redirect(f"{url_for('tasks.show', task=task)}?{filters.query()}")


@blueprint.post("/inbox/<uuid:task>/release")
def release(task: UUID) -> ResponseReturnValue:
    """Give a task back to its queue."""
    current.office().execute(ReleaseTask(task), actor=current.actor(post_for_task(task, None)))
    flash(_("已退回待认领，同岗位的人都能看到。"))
    return redirect(f"{url_for('inbox.show')}?{filters_of(request.args).query()}")


def listing(filters: Filters) -> dict[str, Any]:
    """What the list needs, here and beside an open task."""
    who, conn = current.identity(), current.read()
    now = current.office().clock.now()
    page = queries.page(conn, who, filters, current.calendar(), now)
    around = queries.around(conn, who)
    return {
        "filters": filters,
        "box": filters.box,
        "boxes": BOXES,
        "page": page,
        "counts": around.counts,
        "parks": around.parks,
    }
