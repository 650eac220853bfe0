"""Drafts beside their way to publication: older versions, comparing, checking, trying, folders."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask import Response
from marshmallow import Schema, fields, validate

from engine.errors import NotFound
from web import current
from web.api.bodies import Part, plain
from web.api.definitions import Remarks, Version, raw
from web.api.doing import HEADERS, Done, execute
from web.api.shapes import Base64, Strict, Text, Values
from web.designer import queries
from web.designer.checks import all_remarks
from web.designer.trying import story_of
from workflows.design import commands as c
from workflows.design import publications, reading, steps

part = Part("api_drafts", __name__, url_prefix="/api/v1", description="草稿的内容、检查和试运行")

#: Files of one folder
_MOST = 200
_ZIP = "application/zip"
_VERSIONS = "/drafts/<uuid:draft_id>/files/<path:name>/versions"


class SavedVersion(Schema):
    number = fields.Integer(required=True)
    digest = fields.String(metadata={"description": "SHA-256; empty: removed"})
    automatic = fields.Boolean()
    saved_by = fields.String(allow_none=True)
    saved_at = fields.DateTime(required=True)


class SavedVersions(Schema):
    items = fields.List(fields.Nested(SavedVersion), required=True)


class ChangeRow(Schema):
    name = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "added, changed, removed, same"})


class Changes(Schema):
    against = fields.UUID(allow_none=True, metadata={"description": "the version that runs"})
    items = fields.List(fields.Nested(ChangeRow), required=True)


class Folder(Strict):
    title = Text(required=True, validate=validate.Length(1, 200))
    base_id = fields.UUID(load_default=None, allow_none=True)
    files = fields.Dict(
        keys=Text(), values=Base64(), required=True, validate=lambda sent: len(sent) <= _MOST,
        metadata={"description": "{name: base64}"},
    )  # fmt: skip


class FirstFile(Strict):
    name = Text(required=True, validate=validate.Length(1, 100))
    kind = fields.String(required=True, validate=validate.OneOf(["table", "form"]))


class Story(Strict):
    variables = Values(load_default=dict, metadata={"description": "with what the case begins"})
    steps = fields.List(
        Values(), load_default=list, validate=validate.Length(max=200),
        metadata={"description": "what was done so far, as the page of trials sends it"},
    )  # fmt: skip


class Told(Schema):
    """Where the story leads."""

    result = fields.Raw(required=True)


class Coming(Schema):
    items = fields.List(fields.Nested(Version), required=True)


@part.route("/deployments/coming", methods=["GET"])
@part.etag
@part.response(200, Coming)
def list_coming() -> dict[str, Any]:
    """Versions that are published and wait for their day; until then each may be canceled."""
    versions = reading.versions(current.read(), current.identity().tenant)
    return {"items": publications.coming(versions, current.office().clock.now())}


@part.route("/deployments/<uuid:deployment_id>/bundle", methods=["GET"])
@part.response(200, {"type": "string"}, content_type=_ZIP)
def show_bundle(deployment_id: UUID) -> Response:
    """All files of a version as one zip, each byte for byte."""
    files = reading.deployed(current.read(), current.identity().tenant, deployment_id)
    if not files:
        raise NotFound("no such version")
    return _zipped(files)


@part.route("/drafts/<uuid:draft_id>/bundle", methods=["GET"])
@part.response(200, {"type": "string"}, content_type=_ZIP)
def show_draft_bundle(draft_id: UUID) -> Response:
    """All files of a draft as one zip, each byte for byte."""
    return _zipped(_bodies(draft_id))


@part.route("/drafts/bring", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(Folder)
@part.response(200, Done)
def bring_draft(body: dict[str, Any]) -> dict[str, Any]:
    """A draft with the files of a folder, to be checked, handed in and published."""
    return execute(c.BringDraft(body["title"], body["files"], base_id=body["base_id"]))


@part.route(_VERSIONS, methods=["GET"])
@part.etag
@part.response(200, SavedVersions)
def list_file_versions(draft_id: UUID, name: str) -> dict[str, Any]:
    """Every version of a file that was saved, the newest first."""
    conn, tenant = current.read(), current.identity().tenant
    found = reading.history(conn, tenant, draft_id, name)
    if not found:
        raise NotFound("no such file")
    return {"items": found}


@part.route(f"{_VERSIONS}/<int(max=1000000):number>", methods=["GET"])
@part.response(200, {"type": "string"}, content_type="application/octet-stream")
def show_file_version(draft_id: UUID, name: str, number: int) -> Response:
    """An older version of a file, byte for byte."""
    conn, tenant = current.read(), current.identity().tenant
    return raw(reading.body_of(conn, tenant, draft_id, name, number)[1])


@part.route("/drafts/<uuid:draft_id>/changes", methods=["GET"])
@part.etag
@part.response(200, Changes)
def list_changes(draft_id: UUID) -> dict[str, Any]:
    """File by file: the draft beside the version that runs."""
    conn, tenant, now = current.read(), current.identity().tenant, current.office().clock.now()
    draft = reading.draft_row(conn, tenant, draft_id)
    running = reading.running_for(conn, tenant, draft.base_id, now)
    before = reading.deployed(conn, tenant, running) if running else {}
    return {"against": running, "items": queries.changes(before, _bodies(draft_id))}


@part.route("/drafts/<uuid:draft_id>/check", methods=["GET"])
@part.etag
@part.response(200, Remarks)
def check_draft(draft_id: UUID) -> dict[str, Any]:
    """Everything that is wrong with the draft as it is kept."""
    return {"items": all_remarks(_bodies(draft_id))}


@part.route("/drafts/<uuid:draft_id>/new-files", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(FirstFile)
@part.response(200, Done)
def begin_file(body: dict[str, Any], draft_id: UUID) -> dict[str, Any]:
    """A decision table or a form to begin with."""
    name, content = steps.first_file(body["kind"], body["name"])
    return execute(c.SaveFile(draft_id, name, content, 0))


@part.route("/drafts/<uuid:draft_id>/ready-forms/<name>", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.response(200, Done)
def add_ready_form(draft_id: UUID, name: str) -> dict[str, Any]:
    """Take a ready form into the draft."""
    body = steps.ready_forms().get(f"forms/{name}")
    if body is None:
        raise NotFound("no such ready form")
    last = reading.newest_version(
        current.read(), current.identity().tenant, draft_id, f"forms/{name}"
    )
    return execute(c.SaveFile(draft_id, f"forms/{name}", body, last.number if last else 0))


@part.route("/drafts/<uuid:draft_id>/try/<process_id>", methods=["POST"])
@part.arguments(Story)
@part.response(200, Told)
def try_draft(body: dict[str, Any], draft_id: UUID, process_id: str) -> dict[str, Any]:
    """Where a story leads, told from its beginning. Nothing is kept and nobody is reached."""
    files = _bodies(draft_id)
    return {"result": story_of(files, process_id, plain(body["variables"]), plain(body["steps"]))}


def _bodies(draft_id: UUID) -> dict[str, bytes]:
    conn, tenant = current.read(), current.identity().tenant
    reading.draft_row(conn, tenant, draft_id)
    return reading.bodies(conn, tenant, draft_id)


def _zipped(files: dict[str, bytes]) -> Response:
    """The same files are the same bytes: entries bear no time of day."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as folder:
        for name in sorted(files):
            folder.writestr(ZipInfo(name), files[name], ZIP_DEFLATED)
    return Response(made.getvalue(), mimetype=_ZIP)
