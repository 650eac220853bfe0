"""Papers and files; what belongs to one's own task beside its form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields

from engine.commands import CompleteTask
from engine.errors import NotFound
from web import current, reads
from web.api.bodies import Part, plain
from web.api.doing import HEADERS, Done, execute
from web.api.shapes import Base64, Strict, Values, body_of
from web.api.tasks import actor_for, task_at
from web.campaign.score_files import draft_of, filled_of, sheet_file
from web.documents.queries import document
from web.files.views import answer as file_answer
from web.reach import application_seen
from web.tasks.checking import checked_values
from web.tasks.notice import notice_for
from web.tasks.page import work_for
from workflows.errors import Finding, InputInvalid
from workflows.files.media import XLSX
from workflows.handling.commands import CheckMaterial, SaveTaskDraft

part = Part("api_papers", __name__, url_prefix="/api/v1", description="文书、文件和任务的附件")

_BYTES = "application/octet-stream"


class OneDocument(Schema):
    id = fields.UUID(required=True)
    application_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    number = fields.String(allow_none=True)
    title = fields.String(required=True)
    issued_on = fields.Date(allow_none=True)
    voided_at = fields.DateTime(allow_none=True)
    content = fields.Raw(required=True, metadata={"description": "as it is printed, in blocks"})


class Entered(Strict):
    data = Values(load_default=dict, metadata={"description": "{field of the form: value}"})


class Preview(Schema):
    """The paper that the act would issue; none where it issues none."""

    paper = fields.Raw(required=True, allow_none=True)


class Workbook(Strict):
    workbook = Base64(required=True, metadata={"description": "base64 of the xlsx file"})


@part.route("/documents/<uuid:document_id>", methods=["GET"])
@part.etag
@part.response(200, OneDocument)
def show_document(document_id: UUID) -> dict[str, Any]:
    """An issued document as it is printed."""
    who, conn = current.identity(), current.read()
    found = document(conn, who.tenant, document_id)
    seen = application_seen(conn, who, found.application_id) if found else None
    if found is None or seen is None:
        raise NotFound("no such document", document=str(document_id))
    reads.note(seen.id, "facts", seen.park_code, seen.department_code)
    return {
        "id": found.id, "application_id": found.application_id, "kind": found.kind,
        "number": found.number, "title": found.title, "issued_on": found.issued_on,
        "voided_at": found.voided_at, "content": plain(found.content),
    }  # fmt: skip


@part.route("/files/<uuid:file_id>", methods=["GET"])
@part.response(200, {"type": "string"}, content_type=_BYTES)
def show_file(file_id: UUID) -> Response:
    """A file that the account may read, byte for byte. Who reads one stands on the record."""
    return file_answer(file_id, inline=False)


@part.route("/tasks/<uuid:task_id>/diagram", methods=["GET"])
@part.response(200, {"type": "string"}, content_type="text/xml")
def show_task_diagram(task_id: UUID) -> Response:
    """The BPMN file of the version on which the task's case runs."""
    task, engine = task_at(task_id), current.office().engine
    tenant = current.identity().tenant
    return Response(
        engine.diagram(tenant, task.deployment_id, task.process_id), mimetype="text/xml"
    )


@part.route("/tasks/<uuid:task_id>/preview", methods=["POST"])
@part.arguments(Entered)
@part.response(200, Preview)
def preview_paper(body: dict[str, Any], task_id: UUID) -> dict[str, Any]:
    """The document exactly as the act would issue it. The act is rehearsed: nothing is kept."""
    task, office = task_at(task_id), current.office()
    checked = checked_values(task, body["data"], work_for(current.read(), current.identity(), task))
    if checked.errors:
        raise InputInvalid([Finding(said, "form", key) for key, said in checked.errors.items()])
    who = actor_for(task)
    current.done_reading()
    office.rehearse(CompleteTask(task_id, checked.values), actor=who)
    notice = notice_for(current.read(), task, who, checked.values, office.clock.now())
    return {"paper": None if notice is None else plain(notice.content())}


@part.route("/tasks/<uuid:task_id>/materials/<code>", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(body_of(CheckMaterial, without=("application_id", "code")))
@part.response(200, Done)
def check_material(body: dict[str, Any], task_id: UUID, code: str) -> dict[str, Any]:
    """Say of one material whether it is right, or what is wrong and what is asked."""
    task = task_at(task_id)
    if task.application is None:
        raise NotFound("this task has no materials", task=str(task_id))
    return execute(CheckMaterial(task.application, code, **body), actor_for(task))


@part.route("/tasks/<uuid:task_id>/scores", methods=["GET"])
@part.response(200, {"type": "string"}, content_type=XLSX)
def show_score_sheet(task_id: UUID) -> Response:
    """The score sheet of a task as Excel, with what is filled in so far."""
    return Response(sheet_file(task_id)[0], mimetype=XLSX)


@part.route("/tasks/<uuid:task_id>/scores", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(Workbook)
@part.response(200, Done)
def take_score_sheet(body: dict[str, Any], task_id: UUID) -> dict[str, Any]:
    """A filled sheet comes back: every wrong row at once, or all of it as the task's draft."""
    draft = draft_of(task_id, filled_of(task_id, body["workbook"]))
    return execute(SaveTaskDraft(task_id, draft), actor_for(task_at(task_id)))
