"""Files of materials. Type by content, never run, only for whom the application is theirs."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from engine.errors import NotFound
from web import current, reads
from web.journal import Journal
from web.reach import application_seen
from workflows.files.media import INLINE
from workflows.models import Material

blueprint = Blueprint("files", __name__)

log = Journal("files")

#: What a shown file may do: nothing. Pictures and the PDF viewer need no more.
_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@blueprint.get("/files/<uuid:id>")
def download(id: UUID) -> ResponseReturnValue:
    """The file as an attachment."""
    return _answer(id, inline=False)


@blueprint.get("/files/<uuid:id>/preview")
def preview(id: UUID) -> ResponseReturnValue:
    """The file in place, where its type may be shown; else as an attachment."""
    return _answer(id, inline=True)


def _answer(id: UUID, *, inline: bool) -> Response:
    who, conn = current.identity(), current.read()
    owners = conn.scalars(
        select(Material.application_id).where(Material.tenant == who.tenant, Material.file_id == id)
    ).all()
    seen = next(filter(None, (application_seen(conn, who, owner) for owner in owners)), None)
    if seen is None:
        raise NotFound("no such file", file=str(id))
    # materials carry personal data: who read one stands on the record
    reads.note(seen.id, "material", seen.park_code, seen.department_code)
    log.info("file read", file=str(id), application=str(seen.id), person=str(who.person))
    row, body = current.office().read_file(current.read(), who.tenant, id)
    kind = row.media_type
    shown = inline and kind in INLINE
    response = Response(body, mimetype=kind if shown else "application/octet-stream")
    way = "inline" if shown else "attachment"
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(row.name)}"
    response.headers["Content-Security-Policy"] = _POLICY
    return response
