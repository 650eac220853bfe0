"""Expressions, cells and decisions tried with sample data. Stores nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from marshmallow import Schema, fields, validate

from web import current
from web.api.bodies import Part, plain
from web.api.shapes import Strict, Text
from web.expressions import queries
from web.expressions.schemas import KINDS, Asked
from web.expressions.trying import MAX_DATA, MAX_FILE, DataUnreadable
from web.expressions.views import tried
from workflows.errors import Finding, InputInvalid

part = Part("api_expressions", __name__, url_prefix="/api/v1", description="试算表达式和判定表")


class Trial(Strict):
    kind = fields.String(load_default="expression", validate=validate.OneOf(list(KINDS)))
    text = Text(load_default="", validate=validate.Length(max=MAX_FILE))
    data = Text(
        load_default="", validate=validate.Length(max=MAX_DATA),
        metadata={"description": "sample data: JSON or a FEEL context, as text"},
    )  # fmt: skip
    value = Text(load_default="", validate=validate.Length(max=500))
    file = Text(load_default="", validate=validate.Length(max=200))
    decision = Text(load_default="", validate=validate.Length(max=200))


class Tried(Schema):
    """What came of it."""

    value = fields.String(metadata={"description": "as FEEL writes it"})
    type = fields.String()
    hint = fields.String()
    is_null = fields.Boolean(required=True)
    reasons = fields.List(fields.Dict())
    mistake = fields.Dict(allow_none=True)
    stopped = fields.String()
    problems = fields.List(fields.Dict())
    decided = fields.List(fields.Dict())
    steps = fields.List(fields.List(fields.String()))
    decisions = fields.List(fields.String())
    uses = fields.List(fields.String())


@part.route("/expressions", methods=["POST"])
@part.arguments(Trial)
@part.response(200, Tried)
def try_out(body: dict[str, Any]) -> dict[str, Any]:
    """The value of an expression, whether a cell takes a value, or what a decision gives."""
    files = queries.decision_files(current.read(), current.identity().tenant)
    try:
        found = tried(Asked(**body), files)
    except DataUnreadable as error:
        raise InputInvalid([Finding(str(error), "data", "data")]) from error
    known: dict[str, Any] = plain(asdict(found))
    return known
