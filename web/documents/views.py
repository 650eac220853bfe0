"""Printable documents."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from engine.errors import NotFound
from web import current, reads
from web.documents.queries import document
from web.reach import application_seen
from workflows.notices.notice import Notice

blueprint = Blueprint("documents", __name__, template_folder="templates")


@blueprint.get("/documents/<uuid:id>")
def show(id: UUID) -> ResponseReturnValue:
    """An issued document as it is printed."""
    who, conn = current.identity(), current.read()
    found = document(conn, who.tenant, id)
    seen = application_seen(conn, who, found.application_id) if found else None
    if found is None or seen is None:
        raise NotFound("no such document", document=str(id))
    reads.note(seen.id, "facts", seen.park_code, seen.department_code)
    return render_template(
        "documents/show.html", paper=Notice.of(found.content), voided=found.voided_at is not None
    )
