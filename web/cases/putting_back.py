"""Tasks in the hands of somebody who has left the post: who may put them back to the queue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from engine.commands import ReleaseTask
from engine.errors import NotFound, Refused
from web import current
from web.cases import queries
from web.i18n import _
from web.session.identity import Holding, Identity
from workflows.campaign.posts import keys_of as keys_of_campaign
from workflows.handling.posts import keys_of as keys_of_handling
from workflows.people.holders import appointments_of
from workflows.people.putting_back import has_left, may_take_over


def left_behind(who: Identity, case: Any, tasks: Iterable[Any]) -> dict[UUID, Holding]:
    """{task: post under which ``who`` may put it back}, of those whose holder serves no more."""
    found = {}
    for task in tasks:
        if task.holder is None or task.holder == who.person:
            continue
        keys, park = _keys(who.tenant, case, task)
        held = appointments_of(
            current.read(), who.tenant, task.holder, current.office().clock.today()
        )
        post = next((one for one in who.held if may_take_over(one, keys, park)), None)
        if post and has_left(held, keys):
            found[task.id] = post
    return found


def put_back(case: UUID, task: UUID) -> ResponseReturnValue:
    """Give the task of somebody who left back to its queue."""
    who, conn = current.identity(), current.read()
    row = queries.case_of(conn, who, case)
    tasks = queries.open_tasks(conn, who.tenant, case)
    post = left_behind(who, row, tasks).get(task)
    if post is None:
        raise NotFound("no such task", task=str(task))
    try:
        current.office().execute(ReleaseTask(task), actor=current.actor(post.appointment))
    except Refused as refused:
        flash(_("没有办成：{why}", why=refused.message), "warning")
    else:
        flash(_("已退回待认领，同岗位的人都能看到。"), "success")
    return redirect(url_for("cases.show", case=case))


def _keys(tenant: UUID, case: Any, task: Any) -> tuple[list[str], str | None]:
    variables = current.office().engine.task_variables(tenant, task.id)
    keys_of = keys_of_handling if case.application else keys_of_campaign
    return keys_of(task.candidates, variables), variables.get("park")
