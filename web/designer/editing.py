"""The editors, and what their scripts ask: open, save, check, copy."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, render_template, request, url_for

from web import current
from web.designer import queries
from web.designer.answers import as_json
from web.designer.blueprint import blueprint, do
from web.designer.checks import all_remarks
from web.designer.desk import desk
from web.designer.schemas import Looked, Saved, sent
from web.headers import with_diagram
from web.i18n import _
from web.schemas import read
from workflows.design import commands as c
from workflows.design import reading, steps
from workflows.design.contents import kind_of
from workflows.errors import Unknown

_PAGES = {"diagram": "diagram", "table": "table", "form": "form"}


@blueprint.get("/drafts/<uuid:draft_id>/edit/<path:name>")
@with_diagram
def edit(draft_id: UUID, name: str) -> str:
    """The editor of a file, by its kind."""
    conn, tenant = current.read(), current.identity().tenant
    draft = reading.draft_row(conn, tenant, draft_id)
    number, _body = reading.body_of(conn, tenant, draft_id, name)
    bodies = reading.bodies(conn, tenant, draft_id)
    return render_template(
        f"designer/{_PAGES[kind_of(name)]}.html",
        draft=draft,
        name=name,
        title=queries.titles_of(bodies)[name],
        desk=desk(draft, name, number, bodies),
    )


@blueprint.get("/drafts/<uuid:draft_id>/file/<path:name>")
def file(draft_id: UUID, name: str) -> Response:
    """The content of a file as it is kept, byte for byte; never as a page."""
    number = request.args.get("number", type=int)
    conn, tenant = current.read(), current.identity().tenant
    _number, body = reading.body_of(conn, tenant, draft_id, name, number)
    return plain(name, body)


@blueprint.get("/versions/<uuid:deployment_id>/file/<path:name>")
def deployed_file(deployment_id: UUID, name: str) -> Response:
    """The content of a file of a version, byte for byte."""
    body = reading.deployed(current.read(), current.identity().tenant, deployment_id).get(name)
    if body is None:
        raise Unknown("这个版本里没有这个文件。", name=name)
    return plain(name, body)


@blueprint.get("/drafts/<uuid:draft_id>/history/<path:name>")
def history(draft_id: UUID, name: str) -> str:
    """All versions of a file in the draft."""
    conn, tenant = current.read(), current.identity().tenant
    draft = reading.draft_row(conn, tenant, draft_id)
    found = reading.history(conn, tenant, draft_id, name)
    if not found:
        raise Unknown("草稿里没有这个文件。", name=name)
    return render_template("designer/history.html", draft=draft, name=name, versions=found)


@blueprint.post("/drafts/<uuid:draft_id>/file/<path:name>")
@as_json
def save(draft_id: UUID, name: str) -> dict[str, Any]:
    """Keep a version. 409 with ``number`` where somebody else was first."""
    asked = read(Saved(), sent(request.get_json(silent=True)))
    body = asked["body"].encode()
    number = do(c.SaveFile(draft_id, name, body, asked["based_on"], asked["automatic"]))
    return {"number": number}


@blueprint.post("/drafts/<uuid:draft_id>/copy.json")
@as_json
def copy_open(draft_id: UUID) -> dict[str, Any]:
    """A draft of one's own with what stands in the browser."""
    asked = read(Looked(), sent(request.get_json(silent=True)))
    draft = reading.draft_row(current.read(), current.identity().tenant, draft_id)
    name, body = asked["name"], asked["body"] or ""
    title = _("{title}（副本）", title=draft.title)[:100]
    made = do(c.CopyDraft(draft_id, title, name, body.encode()))
    return {"address": url_for("designer.edit", draft_id=made, name=name)}


@blueprint.post("/drafts/<uuid:draft_id>/add-form")
@as_json
def add_form(draft_id: UUID) -> dict[str, Any]:
    """Take a ready form into the draft; one that is there already stays as it is."""
    name = read(Looked(), sent(request.get_json(silent=True)))["name"]
    body = steps.ready_forms().get(name)
    if body is None:
        raise Unknown("没有这张自带的表单。", name=name)
    conn, tenant = current.read(), current.identity().tenant
    if name not in reading.bodies(conn, tenant, draft_id):
        last = reading.newest_version(conn, tenant, draft_id, name)
        do(c.SaveFile(draft_id, name, body, last.number if last else 0))
    return {"name": name}


@blueprint.post("/drafts/<uuid:draft_id>/check")
@as_json
def check(draft_id: UUID) -> dict[str, Any]:
    """What is wrong with the draft, with one file as it stands in the browser."""
    asked = read(Looked(), sent(request.get_json(silent=True)))
    conn, tenant = current.read(), current.identity().tenant
    reading.draft_row(conn, tenant, draft_id)
    bodies = reading.bodies(conn, tenant, draft_id)
    if asked["body"] is not None and asked["name"] in bodies:
        bodies[asked["name"]] = asked["body"].encode()
    return {"remarks": [one.as_json() for one in all_remarks(bodies)]}


def plain(name: str, body: bytes) -> Response:
    """As text to be read by scripts or kept by people: a browser runs nothing of it."""
    response = Response(body, mimetype="text/plain")
    shown = name.rpartition("/")[2].encode("ascii", "replace").decode()
    response.headers["Content-Disposition"] = f'attachment; filename="{shown}"'
    return response
