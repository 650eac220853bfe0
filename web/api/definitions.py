"""Definitions and their versions; drafts on their way to being published."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields

from engine.errors import NotFound
from web import current
from web.api.bodies import Part
from web.api.doing import HEADERS, Done, act, execute
from web.api.shapes import Base64, Strict, Text, body_of
from web.designer import queries
from web.designer.checks import refuse_forms
from workflows.design import commands as c
from workflows.design import reading
from workflows.design.checking import remarks
from workflows.design.contents import digest_of_all

part = Part("api_definitions", __name__, url_prefix="/api/v1", description="流程定义、版本和草稿")

#: Files of one check
_MOST = 50


class Version(Schema):
    deployment_id = fields.UUID(required=True)
    process_id = fields.String(required=True)
    name = fields.String(allow_none=True)
    number = fields.Integer(required=True)
    effective_at = fields.DateTime(required=True)
    recorded_at = fields.DateTime(required=True)
    author = fields.String(allow_none=True)
    publisher = fields.String(allow_none=True)
    withdrawn_at = fields.DateTime(allow_none=True)


class Running(Schema):
    """A process with the version that new cases take."""

    version = fields.Nested(Version, required=True)
    coming = fields.List(fields.Nested(Version), required=True)
    cases = fields.Integer(required=True, metadata={"description": "that run, of all versions"})


class Definitions(Schema):
    items = fields.List(fields.Nested(Running), required=True)


class Versions(Schema):
    items = fields.List(fields.Nested(Version), required=True)


class Files(Schema):
    items = fields.List(fields.String(), required=True)


class DraftRow(Schema):
    id = fields.UUID(required=True)
    title = fields.String(required=True)
    state = fields.String(required=True)
    origin = fields.String()
    effective_on = fields.Date(allow_none=True)
    reason = fields.String(allow_none=True)


class Drafts(Schema):
    items = fields.List(fields.Nested(DraftRow), required=True)


class FileRow(Schema):
    name = fields.String(required=True)
    number = fields.Integer(required=True, metadata={"description": "say it when saving"})
    digest = fields.String(required=True)
    saved_by = fields.String(allow_none=True)
    saved_at = fields.DateTime(required=True)


class OneDraft(DraftRow):
    note = fields.String(allow_none=True)
    base_id = fields.UUID(allow_none=True)
    reviewed = fields.String(
        required=True, metadata={"description": "digest of all files; say it when publishing"}
    )
    files = fields.List(fields.Nested(FileRow), required=True)


class Checking(Strict):
    files = fields.Dict(
        keys=Text(), values=Base64(), required=True, validate=lambda sent: len(sent) <= _MOST,
        metadata={"description": "{name: base64}"},
    )  # fmt: skip


class RemarkRow(Schema):
    file = fields.String(required=True)
    line = fields.Integer(required=True)
    element = fields.String(allow_none=True)
    code = fields.String(required=True)
    sentence = fields.String(required=True)
    blocks = fields.Boolean(required=True, metadata={"description": "keeps it from publication"})


class Remarks(Schema):
    items = fields.List(fields.Nested(RemarkRow), required=True)


@part.route("/definitions", methods=["GET"])
@part.etag
@part.response(200, Definitions)
def list_definitions() -> dict[str, Any]:
    """Processes in force, by name, with what is to come."""
    now = current.office().clock.now()
    return {"items": queries.processes(current.read(), current.identity().tenant, now)}


@part.route("/definitions/<process_id>/versions", methods=["GET"])
@part.etag
@part.response(200, Versions)
def list_versions(process_id: str) -> dict[str, Any]:
    """All versions of a process."""
    found = reading.versions(current.read(), current.identity().tenant, process_id)
    if not found:
        raise NotFound("no such process")
    return {"items": found}


@part.route("/deployments/<uuid:deployment_id>/files", methods=["GET"])
@part.etag
@part.response(200, Files)
def list_deployed_files(deployment_id: UUID) -> dict[str, Any]:
    """Names of the files of a version."""
    return {"items": sorted(_deployed(deployment_id))}


@part.route("/deployments/<uuid:deployment_id>/files/<path:name>", methods=["GET"])
@part.response(200, {"type": "string"}, content_type="application/octet-stream")
def show_deployed_file(deployment_id: UUID, name: str) -> Response:
    """A file as it was deployed, byte for byte."""
    return raw(_deployed(deployment_id).get(name))


@part.route("/drafts", methods=["GET"])
@part.etag
@part.response(200, Drafts)
def list_drafts() -> dict[str, Any]:
    """Drafts that are edited or wait for review."""
    found = reading.drafts(current.read(), current.identity().tenant, "editing", "submitted")
    return {"items": found}


@part.route("/drafts/<uuid:draft_id>", methods=["GET"])
@part.etag
@part.response(200, OneDraft)
def show_draft(draft_id: UUID) -> dict[str, Any]:
    """A draft with the versions of its files."""
    conn, tenant = current.read(), current.identity().tenant
    row = reading.draft_row(conn, tenant, draft_id)
    reviewed = digest_of_all(reading.bodies(conn, tenant, draft_id))
    files = reading.files(conn, tenant, draft_id)
    return {**row._mapping, "reviewed": reviewed, "files": files}


@part.route("/drafts/<uuid:draft_id>/files/<path:name>", methods=["GET"])
@part.response(200, {"type": "string"}, content_type="application/octet-stream")
def show_draft_file(draft_id: UUID, name: str) -> Response:
    """The newest version of a file of a draft, byte for byte."""
    conn, tenant = current.read(), current.identity().tenant
    reading.draft_row(conn, tenant, draft_id)
    return raw(reading.bodies(conn, tenant, draft_id).get(name))


@part.route("/definitions/check", methods=["POST"])
@part.arguments(Checking)
@part.response(200, Remarks)
def check_files(body: dict[str, Any]) -> dict[str, Any]:
    """Everything that is wrong with some files, each with element and line. Stores nothing."""
    return {"items": remarks(body["files"])}


act(part, "POST", "/drafts", c.NewDraft, "A process that does not exist yet.")
act(part, "POST", "/deployments/<uuid:base_id>/drafts", c.OpenDraft, "A draft of a version.")
act(part, "POST", "/drafts/<uuid:draft_id>/copy", c.CopyDraft, "A draft of one's own.")
act(part, "POST", "/drafts/<uuid:draft_id>/files/<path:name>", c.SaveFile, "Keep a file anew.")
act(
    part,
    "POST",
    "/drafts/<uuid:draft_id>/files/<path:name>/remove",
    c.RemoveFile,
    "Take a file away.",
)
act(
    part,
    "POST",
    "/drafts/<uuid:draft_id>/files/<path:name>/restore",
    c.RestoreFile,
    "An older version.",
)
act(part, "POST", "/drafts/<uuid:draft_id>/rebase", c.RebaseDraft, "On top of what runs now.")
act(part, "POST", "/drafts/<uuid:draft_id>/drop", c.DropDraft, "Give a draft up.")
act(part, "POST", "/drafts/<uuid:draft_id>/take-back", c.TakeBackDraft, "Take it back.")
act(part, "POST", "/drafts/<uuid:draft_id>/reject", c.RejectDraft, "Send it back with a reason.")
act(
    part, "POST", "/deployments/<uuid:deployment_id>/cancel", c.CancelPublication,
    "Take back a version whose day has not come.",
)  # fmt: skip
act(part, "POST", "/drafts/<uuid:draft_id>/publish", c.PublishDraft, "Publish another's draft.")


@part.route("/drafts/<uuid:draft_id>/submit", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(body_of(c.SubmitDraft, without=("draft_id",)))
@part.response(200, Done)
def submit_draft(body: dict[str, Any], draft_id: UUID) -> dict[str, Any]:
    """Hand it in for review by somebody else."""
    refuse_forms(reading.bodies(current.read(), current.identity().tenant, draft_id))
    return execute(c.SubmitDraft(draft_id, **body))


def _deployed(deployment_id: UUID) -> dict[str, bytes]:
    found = reading.deployed(current.read(), current.identity().tenant, deployment_id)
    if not found:
        raise NotFound("no such version")
    return found


def raw(body: bytes | None) -> Response:
    """Bytes as they are. Raises ``NotFound`` where there are none."""
    if body is None:
        raise NotFound("no such file")
    return Response(body, mimetype="application/octet-stream")
