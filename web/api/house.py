"""What the administration reads beside its lists: one grant, rights, calendar, the workbook."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, current_app
from marshmallow import Schema, fields, validate

from engine.errors import NotFound
from web import access, current
from web.admin.calendar_year import year_of
from web.admin.grants import acts_under, grant_of
from web.api.bodies import Part, plain
from web.api.doing import act
from web.api.shapes import Strict, Text
from workflows.calendar.commands import ImportCalendar
from workflows.files.media import XLSX
from workflows.handling.parties import find_parties

part = Part("api_house", __name__, url_prefix="/api/v1", description="授权、权限、日历、申请人")


class Deed(Schema):
    application_id = fields.UUID(allow_none=True)
    act = fields.String(required=True)
    happened_at = fields.DateTime(required=True)
    name = fields.String(allow_none=True)


class OneGrant(Schema):
    id = fields.UUID(required=True)
    number = fields.String(allow_none=True)
    mode = fields.String(required=True)
    item = fields.String(required=True)
    item_code = fields.String(required=True)
    park = fields.String(required=True)
    delegator = fields.String(required=True)
    delegatee = fields.String(required=True)
    person = fields.String(allow_none=True)
    instrument = fields.String(allow_none=True)
    legal_basis = fields.String(allow_none=True)
    actions = fields.Raw()
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(allow_none=True)
    published_on = fields.Date(allow_none=True)
    status = fields.String(required=True)
    acts = fields.List(
        fields.Nested(Deed), required=True, metadata={"description": "the last 20 under it"}
    )


class RightRow(Schema):
    address = fields.String(required=True)
    endpoint = fields.String(required=True)
    words = fields.String(required=True)
    who = fields.String(required=True)
    scope = fields.String()


class Rights(Schema):
    items = fields.List(fields.Nested(RightRow), required=True)


class Day(Schema):
    day = fields.Date(required=True)
    kind = fields.String(required=True)
    works = fields.Boolean(required=True)
    provisional = fields.Boolean(required=True)
    note = fields.String()
    source = fields.String()


class Year(Schema):
    year = fields.Integer(required=True)
    days = fields.List(
        fields.Nested(Day), required=True, metadata={"description": "none: not published yet"}
    )


class Asked(Strict):
    q = Text(required=True, validate=validate.Length(2, 60))


class PartyRow(Schema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    kind = fields.String()
    identifier = fields.String(allow_none=True)


class Parties(Schema):
    items = fields.List(fields.Nested(PartyRow), required=True)


@part.route("/grants/<uuid:grant_id>", methods=["GET"])
@part.etag
@part.response(200, OneGrant)
def show_grant(grant_id: UUID) -> dict[str, Any]:
    """One grant: its paper, its term, and what was done under it."""
    conn, tenant = current.read(), current.identity().tenant
    row = grant_of(conn, tenant, grant_id)
    if row is None:
        raise NotFound("no such grant")
    deeds = acts_under(conn, tenant, grant_id)
    return {**row._mapping, "actions": plain(row.actions), "acts": deeds}


@part.route("/rights", methods=["GET"])
@part.etag
@part.response(200, Rights)
def list_rights() -> dict[str, Any]:
    """Every page and every address of the API, and who may open it."""
    rows = access.listing(current_app)
    return {"items": [_right(*row) for row in rows]}


@part.route("/calendar/<int:year>", methods=["GET"])
@part.etag
@part.response(200, Year)
def show_calendar(year: int) -> dict[str, Any]:
    """The days of a year, worked or not."""
    if not 1900 < year < 2200:
        raise NotFound("no such year")
    months = year_of(current.office().calendar(current.read()), year)
    return {"year": year, "days": [day for _month, days in months for day in days]}


@part.route("/organization/template", methods=["GET"])
@part.response(200, {"type": "string"}, content_type=XLSX)
def show_template() -> Response:
    """An empty workbook with headings, hints and lists to choose from."""
    from workflows.organization.template import template

    return Response(template(), mimetype=XLSX)


@part.route("/parties", methods=["GET"])
@part.arguments(Asked, location="query")
@part.etag
@part.response(200, Parties)
def list_parties(asked: dict[str, Any]) -> dict[str, Any]:
    """Applicants found by code, name, pinyin or initials; at most ten."""
    return {"items": find_parties(current.read(), current.identity().tenant, asked["q"])}


act(part, "POST", "/calendar/<int:year>", ImportCalendar, "Take a year of working days from CSV.")


def _right(address: str, endpoint: str, who: str) -> dict[str, str]:
    right = access.RIGHTS[endpoint]
    return {
        "address": address, "endpoint": endpoint, "words": right.words, "who": who,
        "scope": right.scope,
    }  # fmt: skip
