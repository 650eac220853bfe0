"""Files: uploaded into forms, read by whom the application or the park is theirs; never run."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from engine.errors import NotFound
from web import current, reads
from web.campaign.reach import file_seen
from web.i18n import _
from web.journal import Journal
from web.reach import application_seen
from web.session.identity import Identity
from workflows.errors import FieldRefused
from workflows.files.commands import StoreFile
from workflows.files.media import INLINE
from workflows.models import Material, StoredFile

blueprint = Blueprint("files", __name__)

log = Journal("files")

#: What a shown file may do: nothing. Pictures and the PDF viewer need no more.
_POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@blueprint.post("/files")
def upload() -> ResponseReturnValue:
    """Keep a file for a form that is being filled in. Gives its id and name, as JSON."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return {"error": _("请选择文件。")}, 422
    try:
        command = StoreFile(file.filename, file.read())
        made = current.office().execute(command, actor=current.actor())
    except FieldRefused as refused:
        return {"error": refused.message}, 422
    return {"id": str(made), "name": file.filename}


@blueprint.get("/files/<uuid:id>")
def download(id: UUID) -> ResponseReturnValue:
    """The file as an attachment."""
    return answer(id, inline=False)


@blueprint.get("/files/<uuid:id>/preview")
def preview(id: UUID) -> ResponseReturnValue:
    """The file in place, where its type may be shown; else as an attachment."""
    return answer(id, inline=True)


def answer(id: UUID, *, inline: bool) -> Response:
    who = current.identity()
    if not _of_an_application(who, id) and not _of_the_campaign(who, id):
        raise NotFound("no such file", file=str(id))
    row, body = current.office().read_file(current.read(), who.tenant, id)
    kind = row.media_type
    shown = inline and kind in INLINE
    response = Response(body, mimetype=kind if shown else "application/octet-stream")
    way = "inline" if shown else "attachment"
    response.headers["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(row.name)}"
    response.headers["Content-Security-Policy"] = _POLICY
    return response


def _of_an_application(who: Identity, id: UUID) -> bool:
    """Whether it is a material that may be seen. Who reads one stands on the record."""
    conn = current.read()
    owners = conn.scalars(
        select(Material.application_id).where(Material.tenant == who.tenant, Material.file_id == id)
    ).all()
    seen = next(filter(None, (application_seen(conn, who, owner) for owner in owners)), None)
    if seen is not None:
        log.info("file read", file=str(id), application=str(seen.id), person=str(who.person))
        reads.note(seen.id, "material", seen.park_code, seen.department_code)
    return seen is not None


def _of_the_campaign(who: Identity, id: UUID) -> bool:
    """Whether it belongs to a park that may be seen, or was uploaded here by the same person.

    A material that was uploaded once is no longer theirs to read when the application is not.
    """
    conn = current.read()
    if file_seen(conn, who, id):
        log.info("file read", file=str(id), person=str(who.person))
        return True
    own = select(StoredFile.id).where(
        StoredFile.tenant == who.tenant,
        StoredFile.id == id,
        StoredFile.uploaded_by == who.person,
        ~select(Material.id).where(Material.tenant == who.tenant, Material.file_id == id).exists(),
    )
    return conn.scalar(own) is not None
