"""Applications: keep a draft with its materials, hand it in, supply, withdraw."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from web import current
from web.api.bodies import Part, plain
from web.api.doing import HEADERS, Done, actor, execute
from web.api.shapes import Base64, Strict, Text, body_of
from web.apply import queries
from web.apply.forms import applicant_values, application_form, party_of
from web.forms import check
from web.tasks.materials import papers
from workflows.clock import legal_day
from workflows.errors import Finding, refuse_if
from workflows.files.commands import StoreFile
from workflows.handling import requests
from workflows.handling.commands import AttachMaterial, SaveApplication
from workflows.handling.parties import party_findings

part = Part("api_applications", __name__, url_prefix="/api/v1", description="申请材料和提交")


class ApplicationRow(Schema):
    id = fields.UUID(required=True)
    number = fields.String(allow_none=True)
    state = fields.String(required=True)
    item_code = fields.String(required=True)
    item = fields.String(required=True)
    park_code = fields.String(required=True)
    party = fields.String(allow_none=True)
    submitted_at = fields.DateTime(allow_none=True)
    received_on = fields.Date(allow_none=True)
    accepted_on = fields.Date(allow_none=True)
    decided_on = fields.Date(allow_none=True)
    decision = fields.String(allow_none=True)
    delivered_on = fields.Date(allow_none=True)


class Applications(Schema):
    items = fields.List(fields.Nested(ApplicationRow), required=True)


class MaterialRow(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    required = fields.Boolean()
    verdict = fields.String(allow_none=True)
    problem = fields.String(allow_none=True)
    demand = fields.String(allow_none=True)
    file = fields.String(allow_none=True)


class OneApplication(ApplicationRow):
    form = fields.Raw(metadata={"description": "{field: value} as entered"})
    schema = fields.Dict(allow_none=True, metadata={"description": "form-js schema"})
    materials = fields.List(fields.Nested(MaterialRow))


class Asked(Strict):
    q = Text(load_default="", validate=validate.Length(max=60))


class Upload(Strict):
    name = Text(required=True, validate=validate.Length(1, 200))
    body = Base64(required=True, metadata={"description": "base64"})


_DRAFT = body_of(SaveApplication, without=("application_id", "channel"), name="ApplicationDraft")


@part.route("/applications", methods=["GET"])
@part.arguments(Asked, location="query")
@part.etag
@part.response(200, Applications)
def list_applications(asked: dict[str, Any]) -> dict[str, Any]:
    """What the account handed in, latest first."""
    return {"items": queries.own_applications(current.read(), current.identity(), asked["q"])}


@part.route("/applications/<uuid:application_id>", methods=["GET"])
@part.etag
@part.response(200, OneApplication)
def show_application(application_id: UUID) -> dict[str, Any]:
    """One of them, with its form and its materials."""
    conn, who = current.read(), current.identity()
    one = queries.own_application(conn, who, application_id)
    return {
        **one.row._mapping, "party": one.party, "form": plain(one.form),
        "schema": application_form(who.tenant, one.item_code),
        "materials": papers(conn, who.tenant, application_id),
    }  # fmt: skip


@part.route("/applications", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(_DRAFT)
@part.response(200, Done)
def make_application(body: dict[str, Any]) -> dict[str, Any]:
    """Keep a new draft. Its id will be its case's."""
    return _keep(None, body)


@part.route("/applications/<uuid:application_id>", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(_DRAFT)
@part.response(200, Done)
def change_application(body: dict[str, Any], application_id: UUID) -> dict[str, Any]:
    """Keep a draft anew."""
    queries.own_application(current.read(), current.identity(), application_id)
    return _keep(application_id, body)


@part.route("/files", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(Upload)
@part.response(200, Done)
def store_file(body: dict[str, Any]) -> dict[str, Any]:
    """Store a file; its type is what its content says. Gives its id."""
    return execute(StoreFile(body["name"], body["body"]), _helper())


@part.route("/applications/<uuid:application_id>/materials/<code>", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(body_of(AttachMaterial, without=("application_id", "code")))
@part.response(200, Done)
def attach_material(body: dict[str, Any], application_id: UUID, code: str) -> dict[str, Any]:
    """Put a stored file to a listed material, or take it away."""
    queries.own_application(current.read(), current.identity(), application_id)
    return execute(AttachMaterial(application_id, code, body["file_id"]), _helper())


@part.route("/applications/<uuid:application_id>/submit", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.response(200, Done)
def submit_application(application_id: UUID) -> dict[str, Any]:
    """Check the whole form and hand it in: from here on it is a case."""
    who = current.identity()
    one = queries.own_application(current.read(), who, application_id)
    values = {**one.form, **applicant_values(one)}
    form = application_form(who.tenant, one.item_code) or {}
    today = legal_day(current.office().clock.now())
    wrong = check(form, values, today=today).errors
    refuse_if(
        [*party_findings(party_of(values)), *(Finding(w, "form", f) for f, w in wrong.items())]
    )
    command = requests.submit(
        current.read(), who.tenant, application_id, current.office().clock.now()
    )
    return execute(command, _helper())


@part.route("/applications/<uuid:application_id>/supply", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.response(200, Done)
def supply_materials(application_id: UUID) -> dict[str, Any]:
    """The corrected materials are handed in."""
    queries.own_application(current.read(), current.identity(), application_id)
    return execute(requests.supply(application_id), _helper())


@part.route("/applications/<uuid:application_id>/withdraw", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.response(200, Done)
def withdraw_application(application_id: UUID) -> dict[str, Any]:
    """Take it back, before the decision."""
    queries.own_application(current.read(), current.identity(), application_id)
    return execute(requests.withdraw(application_id), _helper())


def _keep(id: UUID | None, body: dict[str, Any]) -> dict[str, Any]:
    channel = "guide" if "guide" in current.identity().roles else "window"
    return execute(SaveApplication(application_id=id, channel=channel, **body), _helper())


def _helper() -> Any:
    """Under the post that helps applicants, if one is held."""
    held = [one for one in current.identity().held if one.role in ("guide", "window")]
    return actor(held[0].appointment if held else None)
