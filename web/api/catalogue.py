"""Public facts: items in force, one of them with its grants, the parks."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields, validate

from engine.errors import NotFound
from web import current
from web.api.bodies import Part, plain
from web.api.shapes import Strict, Text
from web.catalogue import queries
from web.catalogue.queries import Filters

part = Part("api_catalogue", __name__, url_prefix="/api/v1/catalogue", description="事项清单和园区")


class ItemRow(Schema):
    code = fields.String(required=True)
    base_code = fields.String(allow_none=True)
    name = fields.String(required=True)
    department = fields.String(required=True)
    department_code = fields.String(required=True)
    number = fields.Integer(metadata={"description": "of the version in force"})
    effective_on = fields.Date()


class Items(Schema):
    items = fields.List(fields.Nested(ItemRow), required=True)


class GrantOfItem(Schema):
    id = fields.UUID(required=True)
    number = fields.String(allow_none=True)
    mode = fields.String()
    park = fields.String(required=True)
    park_code = fields.String(required=True)
    delegator = fields.String(required=True)
    delegatee = fields.String(required=True)
    person = fields.String(allow_none=True)
    instrument = fields.String(allow_none=True)
    legal_basis = fields.String(allow_none=True)
    valid_from = fields.Date()
    valid_to = fields.Date(allow_none=True)
    status = fields.String()
    published_on = fields.Date(allow_none=True)


class OneItem(ItemRow):
    facts = fields.Raw(metadata={"description": "all that the version in force says"})
    grants = fields.List(fields.Nested(GrantOfItem), required=True)


class ParkOfCity(Schema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    short_name = fields.String(allow_none=True)
    category = fields.String(allow_none=True)
    county = fields.String(allow_none=True)
    serial = fields.String(allow_none=True)
    committee = fields.String(allow_none=True)
    items = fields.Integer(metadata={"description": "granted there today"})


class ParksOfCity(Schema):
    items = fields.List(fields.Nested(ParkOfCity), required=True)


class Asked(Strict):
    q = Text(load_default="", validate=validate.Length(max=60))
    department = Text(load_default="", validate=validate.Length(max=60))
    stage = Text(load_default="", validate=validate.Length(max=60))


@part.route("/items", methods=["GET"])
@part.arguments(Asked, location="query")
@part.etag
@part.response(200, Items)
def list_items(asked: dict[str, Any]) -> dict[str, Any]:
    """Items in force: by words, department or stage of life."""
    filters = Filters(asked["q"], asked["department"], asked["stage"])
    today = current.office().clock.today()
    return {"items": queries.items(current.read(), current.identity().tenant, today, filters)}


@part.route("/items/<code>", methods=["GET"])
@part.etag
@part.response(200, OneItem)
def show_item(code: str) -> dict[str, Any]:
    """One item, and where it is done under which grant."""
    conn, tenant, today = current.read(), current.identity().tenant, current.office().clock.today()
    row = queries.item(conn, tenant, code, today)
    if row is None:
        raise NotFound("no such item")
    grants = queries.grants_of(conn, tenant, row.item_id, today)
    return {**row._mapping, "facts": plain(dict(row._mapping)), "grants": grants}


@part.route("/parks", methods=["GET"])
@part.etag
@part.response(200, ParksOfCity)
def list_parks_of_city() -> dict[str, Any]:
    """The parks and how many items are granted in each today."""
    today = current.office().clock.today()
    return {"items": queries.parks(current.read(), current.identity().tenant, today)}
