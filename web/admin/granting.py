"""The page of one grant."""

from __future__ import annotations

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.errors import NotFound
from web import current
from web.admin import grants, lists, schemas
from web.admin.blueprint import blueprint, take, today
from web.tasks.timeline import ACTS


@blueprint.get("/grants/<uuid:grant>")
def grant(grant: UUID) -> str:
    """One grant: its paper, its term, and what was done under it."""
    conn, tenant = current.read(), current.identity().tenant
    row = grants.grant_of(conn, tenant, grant)
    if row is None:
        raise NotFound("no such grant")
    return render_template(
        "admin/grant.html", grant=row, acts=grants.acts_under(conn, tenant, grant), words=ACTS,
        statuses=lists.STATUSES, today=today(),
    )  # fmt: skip


@blueprint.post("/grants/<uuid:grant>/<verb>")
def change_grant(grant: UUID, verb: str) -> ResponseReturnValue:
    """Announce, suspend, resume or recall."""
    try:
        schema = schemas.of_grant(verb, grant)
    except KeyError:
        abort(404)
    take(schema)
    return redirect(url_for("admin.grant", grant=grant))
