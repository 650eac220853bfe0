"""Cases: the list, one case with what is open and what happened, mending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields, validate

from engine.commands import CancelCase, MigrateCase, ModifyCase, RetryIncident
from engine.errors import NotFound
from web import current, reads
from web.api.bodies import Part
from web.api.doing import HEADERS, Done, execute
from web.api.shapes import Strict, Text, body_of
from web.cases import queries
from web.monitor import queries as lists
from web.monitor import table
from web.monitor.filters import AGES, LIGHTS, STATES, Filters, mark, read_mark
from web.monitor.views import EXPORT, rows_found
from web.tasks.timeline import timeline
from workflows.files.media import XLSX

part = Part("api_cases", __name__, url_prefix="/api/v1/cases", description="办件和流程实例")


class CaseRow(Schema):
    """A case in a list."""

    id = fields.UUID(required=True)
    process_id = fields.String(required=True)
    case_state = fields.String(required=True)
    number = fields.String(allow_none=True)
    state = fields.String(allow_none=True, metadata={"description": "of the application"})
    item = fields.String(allow_none=True)
    party = fields.String(allow_none=True)
    park = fields.String(allow_none=True)
    department = fields.String(allow_none=True)
    now_at = fields.String(allow_none=True)
    started_at = fields.DateTime(required=True)
    received_on = fields.Date(allow_none=True)
    due_on = fields.Date(allow_none=True)
    statutory_due_on = fields.Date(allow_none=True)
    decided_on = fields.Date(allow_none=True)
    decision = fields.String(allow_none=True)
    incidents = fields.Integer()


class CasePage(Schema):
    items = fields.List(fields.Nested(CaseRow), required=True)
    after = fields.String(allow_none=True)


class Narrowed(Strict):
    process = Text(load_default="", validate=validate.Length(max=200))
    park = Text(load_default="", validate=validate.Length(max=60))
    state = fields.String(load_default="", validate=validate.OneOf(["", *STATES]))
    age = fields.String(load_default="", validate=validate.OneOf(["", *AGES]))
    light = fields.String(load_default="", validate=validate.OneOf(["", *LIGHTS]))
    q = Text(load_default="", validate=validate.Length(max=60))


class Asked(Narrowed):
    after = Text(load_default="", validate=validate.Length(max=120))


class OpenTask(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    element_id = fields.String(required=True)
    due_at = fields.DateTime(allow_none=True)
    assignee = fields.String(allow_none=True)


class Fault(Schema):
    id = fields.UUID(required=True)
    element_id = fields.String(allow_none=True)
    code = fields.String(required=True)
    message = fields.String(required=True)


class Happened(Schema):
    what = fields.String(required=True)
    act = fields.String()
    happened_at = fields.DateTime(required=True)
    recorded_at = fields.DateTime(required=True)
    who = fields.String(allow_none=True)
    post = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)


class Issued(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    number = fields.String(allow_none=True)
    issued_on = fields.Date(allow_none=True)
    voided_at = fields.DateTime(allow_none=True)
    body = fields.String(allow_none=True)


class OneCase(Schema):
    """A case as far as the account may know of it."""

    id = fields.UUID(required=True)
    process_id = fields.String(required=True)
    process = fields.String(allow_none=True)
    version = fields.Integer(allow_none=True)
    deployment_id = fields.UUID(required=True)
    business_key = fields.String(allow_none=True)
    case_state = fields.String(required=True)
    started_at = fields.DateTime(required=True)
    ended_at = fields.DateTime(allow_none=True)
    number = fields.String(allow_none=True)
    state = fields.String(allow_none=True)
    item_code = fields.String(allow_none=True)
    item = fields.String(allow_none=True)
    park_code = fields.String(allow_none=True)
    department_code = fields.String(allow_none=True)
    party = fields.String(allow_none=True)
    received_on = fields.Date(allow_none=True)
    accepted_on = fields.Date(allow_none=True)
    promised_due_on = fields.Date(allow_none=True)
    statutory_due_on = fields.Date(allow_none=True)
    due_provisional = fields.Boolean(allow_none=True)
    decided_on = fields.Date(allow_none=True)
    decision = fields.String(allow_none=True)
    delivered_on = fields.Date(allow_none=True)
    archived_on = fields.Date(allow_none=True)
    tasks = fields.List(fields.Nested(OpenTask), required=True)
    incidents = fields.List(fields.Nested(Fault), required=True)
    timeline = fields.List(fields.Nested(Happened), required=True)
    documents = fields.List(fields.Nested(Issued), required=True)


@part.route("", methods=["GET"])
@part.arguments(Asked, location="query")
@part.etag
@part.response(200, CasePage)
def list_cases(asked: dict[str, Any]) -> dict[str, Any]:
    """Cases within the account's posts, the newest first."""
    after = read_mark(asked.pop("after"))
    office, who, conn = current.office(), current.identity(), current.read()
    today = lists.Today.of(office.clock.now(), office.calendar(conn, who.tenant))
    found = lists.cases(conn, who, Filters(**asked), today, after)
    last = found[lists.PAGE - 1] if len(found) > lists.PAGE else None
    return {
        "items": found[: lists.PAGE],
        "after": mark(last.started_at, last.id) if last is not None else None,
    }


@part.route("/export", methods=["GET"])
@part.arguments(Narrowed, location="query")
@part.response(200, {"type": "string"}, content_type=XLSX)
def export_cases(asked: dict[str, Any]) -> Response:
    """The same list as an Excel table, all of its pages; at most 10 000 rows."""
    rows = rows_found(Filters(**asked), EXPORT, "")[1]
    return Response(table.workbook(rows), mimetype=XLSX)


@part.route("/<uuid:case_id>", methods=["GET"])
@part.etag
@part.response(200, OneCase)
def show_case(case_id: UUID) -> dict[str, Any]:
    """One case: where it stands, what is open, what happened, which papers it has."""
    who = current.identity()
    row = queries.case_of(current.read(), who, case_id)
    if row.application:
        reads.note(case_id, "facts", row.park_code, row.department_code)
    conn = current.read()
    view = current.office().engine.case(who.tenant, case_id)
    return {
        **row._mapping,
        "tasks": queries.open_tasks(conn, who.tenant, case_id),
        "incidents": list(view.incidents),
        "timeline": timeline(conn, who.tenant, case_id, row.regime),
        "documents": queries.documents(conn, who.tenant, case_id),
    }


@part.route("/<uuid:case_id>/diagram", methods=["GET"])
@part.response(200, {"type": "string"}, content_type="text/xml")
def show_case_diagram(case_id: UUID) -> Response:
    """The BPMN file of the version on which the case runs."""
    who = current.identity()
    row = queries.case_of(current.read(), who, case_id)
    body = current.office().engine.diagram(who.tenant, row.deployment_id, row.process_id)
    return Response(body, mimetype="text/xml")


@part.route("/<uuid:case_id>/incidents/<uuid:incident_id>/retry", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(body_of(RetryIncident, without=("incident_id",)))
@part.response(200, Done)
def retry_incident(body: dict[str, Any], case_id: UUID, incident_id: UUID) -> dict[str, Any]:
    """Try again what failed, with corrected variables."""
    conn, who = current.read(), current.identity()
    queries.case_of(conn, who, case_id)
    if not queries.incident_in(conn, who.tenant, case_id, incident_id):
        raise NotFound("no such incident")
    return execute(RetryIncident(incident_id, **body))


def _mend(path: str, command: type, summary: str) -> None:
    """An address for a command that names a case which the account may see."""

    def view(body: dict[str, Any], case_id: UUID) -> dict[str, Any]:
        queries.case_of(current.read(), current.identity(), case_id)
        return execute(command(case_id=case_id, **body))

    view.__name__, view.__doc__ = f"{path}_case", summary
    view = part.arguments(body_of(command, without=("case_id",)))(part.response(200, Done)(view))
    part.route(f"/<uuid:case_id>/{path}", methods=["POST"])(part.doc(parameters=HEADERS)(view))


_mend("cancel", CancelCase, "End a case where it stands.")
_mend("migrate", MigrateCase, "Let it go on with another version of its diagram.")
_mend("modify", ModifyCase, "Take tokens away at elements, put one down at others.")
