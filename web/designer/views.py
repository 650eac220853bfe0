"""Lists, drafts and their way to publication."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import NotFound
from web import current
from web.designer import comparing, editing, queries, schemas, trying
from web.designer.blueprint import CHANGES, blueprint, do
from web.designer.checks import all_remarks, refuse_forms
from web.designer.desk import may_edit
from web.i18n import _
from web.schemas import read
from workflows.design import commands as c
from workflows.design import publications, reading, steps
from workflows.errors import InputInvalid


@blueprint.get("")
def index() -> str:
    """Processes in force, drafts, what waits for review, what was decided."""
    conn, tenant, now = current.read(), current.identity().tenant, current.office().clock.now()
    return render_template(
        "designer/index.html",
        processes=queries.processes(conn, tenant, now),
        drafts=reading.drafts(conn, tenant, "editing"),
        waiting=reading.drafts(conn, tenant, "submitted"),
        coming=publications.coming(reading.versions(conn, tenant), now),
        decided=reading.drafts(conn, tenant, "published")[:10],
        designs=_designs(),
        publishes=_publishes(),
    )


@blueprint.get("/versions/<process_id>")
def versions(process_id: str) -> str:
    """All versions of a process: who published them, from which day, how many cases run on each."""
    conn, tenant = current.read(), current.identity().tenant
    found = reading.versions(conn, tenant, process_id)
    if not found:
        raise NotFound("no such process")
    return render_template(
        "designer/versions.html",
        versions=found,
        withdrawn=publications.withdrawals(conn, tenant, *(one.deployment_id for one in found)),
        coming=publications.coming(found, current.office().clock.now()),
        publishes=_publishes(),
        running=reading.in_force(found, current.office().clock.now()).get(process_id),
        cases=reading.running_cases(conn, tenant),
        designs=_designs(),
    )


@blueprint.post("/drafts")
def open_draft() -> ResponseReturnValue:
    """Begin a draft of what runs, or of a new process."""
    draft = do(read(schemas.Opening(), request.form))
    return redirect(url_for("designer.show", draft_id=draft))


@blueprint.get("/drafts/<uuid:draft_id>")
def show(draft_id: UUID) -> str:
    """A draft: its files, what is wrong with it, and what can be done with it."""
    return _page(draft_id, {})


def _page(draft_id: UUID, errors: dict[str, str]) -> str:
    conn, tenant = current.read(), current.identity().tenant
    draft = reading.draft_row(conn, tenant, draft_id)
    bodies = reading.bodies(conn, tenant, draft_id)
    base = reading.deployed(conn, tenant, draft.base_id) if draft.base_id else {}
    files = {one.name: one for one in reading.files(conn, tenant, draft_id)}
    latest = reading.latest_for(conn, tenant, draft.base_id)
    return render_template(
        "designer/draft.html",
        draft=draft,
        changes=queries.changes(base, bodies),
        change_words=CHANGES,
        files=files,
        titles=queries.titles_of(bodies),
        remarks=all_remarks(bodies) if draft.state in {"editing", "submitted"} else [],
        editable=may_edit(draft),
        stale=draft.state == "editing" and latest != draft.base_id,
        errors=errors,
        form=request.form,
        today=current.office().clock.today(),
        publishes=_publishes(),
    )


@blueprint.post("/drafts/<uuid:draft_id>/submit")
def submit(draft_id: UUID) -> ResponseReturnValue:
    """Hand it to whoever publishes; what keeps it back is shown in the form."""
    try:
        command = read(schemas.Submission(draft_id), request.form)
        refuse_forms(_bodies(draft_id))
        do(command)
    except InputInvalid as no:
        current.done_reading()
        return _page(draft_id, {one.field: one.sentence for one in no.findings}), 422
    flash(_("已送发布审核。"))
    return redirect(url_for("designer.show", draft_id=draft_id))


@blueprint.post("/drafts/<uuid:draft_id>/take-back")
def take_back(draft_id: UUID) -> ResponseReturnValue:
    do(c.TakeBackDraft(draft_id))
    return redirect(url_for("designer.show", draft_id=draft_id))


@blueprint.post("/drafts/<uuid:draft_id>/drop")
def drop(draft_id: UUID) -> ResponseReturnValue:
    do(c.DropDraft(draft_id))
    flash(_("草稿已放弃。"))
    return redirect(url_for("designer.index"))


@blueprint.post("/drafts/<uuid:draft_id>/rebase")
def rebase(draft_id: UUID) -> ResponseReturnValue:
    """Bring in what was published meanwhile; files that both have changed are named."""
    both = do(c.RebaseDraft(draft_id))
    if both:
        words = _(
            "已合并新版本。这些文件两边都改过，草稿保留了自己的：{names}", names="、".join(both)
        )
        flash(words, "warning")
    else:
        flash(_("已合并新版本，没有冲突。"))
    return redirect(url_for("designer.show", draft_id=draft_id))


@blueprint.post("/drafts/<uuid:draft_id>/copy")
def copy(draft_id: UUID) -> ResponseReturnValue:
    draft = reading.draft_row(current.read(), current.identity().tenant, draft_id)
    made = do(c.CopyDraft(draft_id, _("{title}（副本）", title=draft.title)[:100]))
    return redirect(url_for("designer.show", draft_id=made))


@blueprint.post("/drafts/<uuid:draft_id>/reject")
def reject(draft_id: UUID) -> ResponseReturnValue:
    do(read(schemas.Rejection(draft_id), request.form))
    flash(_("已退回设计员。"))
    return redirect(url_for("designer.index"))


@blueprint.post("/drafts/<uuid:draft_id>/publish")
def publish(draft_id: UUID) -> ResponseReturnValue:
    """Make it a version: at once, or from a day on."""
    command = read(schemas.Publication(draft_id), request.form)
    refuse_forms(_bodies(draft_id))
    do(command)
    day = command.effective_on
    later = day is not None and day > current.office().clock.today()
    flash(_("已发布，{day} 起用于新办件。", day=day) if later else _("已发布，新办件即用新版本。"))
    return redirect(url_for("designer.index"))


@blueprint.post("/versions/<uuid:deployment_id>/cancel")
def cancel_publication(deployment_id: UUID) -> ResponseReturnValue:
    """Take back what was published for a later day."""
    do(read(schemas.Cancellation(deployment_id), request.form))
    flash(_("已取消发布，草稿已退回设计员。"))
    return redirect(url_for("designer.index"))


@blueprint.post("/drafts/<uuid:draft_id>/files")
def new_file(draft_id: UUID) -> ResponseReturnValue:
    """A decision table or form to begin with, or a ready one."""
    asked = read(schemas.NewFile(), request.form)
    name, body = steps.first_file(asked["kind"], asked["name"])
    do(c.SaveFile(draft_id, name, body, 0))
    return redirect(url_for("designer.edit", draft_id=draft_id, name=name))


@blueprint.post("/drafts/<uuid:draft_id>/remove")
def remove(draft_id: UUID) -> ResponseReturnValue:
    do(read(schemas.Removal(draft_id), request.form))
    return redirect(url_for("designer.show", draft_id=draft_id))


@blueprint.post("/drafts/<uuid:draft_id>/restore")
def restore(draft_id: UUID) -> ResponseReturnValue:
    command = read(schemas.Restoring(draft_id), request.form)
    do(command)
    flash(_("已恢复为第 {n} 版的内容。", n=command.number))
    return redirect(url_for("designer.history", draft_id=draft_id, name=command.name))


def _bodies(draft_id: UUID) -> dict[str, bytes]:
    return reading.bodies(current.read(), current.identity().tenant, draft_id)


def _designs() -> bool:
    return "process_designer" in current.identity().roles


def _publishes() -> bool:
    return "process_publisher" in current.identity().roles


__all__ = ["blueprint", "comparing", "editing", "trying"]
