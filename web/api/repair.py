"""What stands still, another version under many cases, another place in one: one or many."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from engine.commands import MigrateCase, ModifyCase, RetryIncident
from web import current
from web.api.bodies import Part
from web.api.doing import HEADERS, actor, key
from web.api.shapes import Strict, Text, body_of
from web.cases.queries import case_of
from web.monitor.filters import read_mark
from web.repair import queries
from web.repair.carrying_out import told_of
from web.repair.elements import elements_of
from web.repair.pages import page_of

part = Part("api_repair", __name__, url_prefix="/api/v1", description="异常、迁移和改动环节")

#: Commands of one request; each is carried out for itself
MOST = 100


class IncidentRow(Schema):
    id = fields.UUID(required=True)
    case_id = fields.UUID(allow_none=True)
    element_id = fields.String(allow_none=True)
    code = fields.String(required=True)
    message = fields.String(required=True)
    raised_at = fields.DateTime(required=True)
    process = fields.String(allow_none=True)
    number = fields.String(allow_none=True)
    item = fields.String(allow_none=True)


def _after() -> fields.String:
    return fields.String(allow_none=True, metadata={"description": "ask for the next page with it"})


class Paged(Strict):
    after = Text(load_default="", validate=validate.Length(max=120))


class Incidents(Schema):
    items = fields.List(fields.Nested(IncidentRow), required=True)
    after = _after()


class Against(Schema):
    """One reason against it."""

    code = fields.String(required=True)
    element = fields.String(required=True)
    words = fields.String(required=True)


class ToldRow(Schema):
    """What became of one; without reasons it was, or could be, carried out."""

    subject = fields.UUID(required=True)
    reasons = fields.List(fields.Nested(Against), required=True)
    opened = fields.List(fields.String(), metadata={"description": "elements of opened tasks"})
    state = fields.String()


class ToldAll(Schema):
    items = fields.List(fields.Nested(ToldRow), required=True)


class RetryMany(Strict):
    incidents = fields.List(fields.UUID(), required=True, validate=validate.Length(1, MOST))
    reason = Text(required=True, validate=validate.Length(1, 500))


class CaseOnVersion(Schema):
    id = fields.UUID(required=True)
    number = fields.String(allow_none=True)
    item = fields.String(allow_none=True)
    version = fields.Integer(allow_none=True)
    state = fields.String(required=True)
    started_at = fields.DateTime(required=True)


class CasesOnVersions(Schema):
    items = fields.List(fields.Nested(CaseOnVersion), required=True)
    after = _after()


class MigrateMany(Strict):
    cases = fields.List(fields.UUID(), required=True, validate=validate.Length(1, MOST))
    reason = Text(required=True, validate=validate.Length(1, 500))
    mapping = fields.Dict(
        keys=Text(), values=Text(), load_default=dict,
        metadata={"description": "{element of the old version: its name in the new one}"},
    )  # fmt: skip
    trial = fields.Boolean(
        load_default=False, metadata={"description": "only say what stands against it"}
    )


class Place(Schema):
    id = fields.String(required=True)
    name = fields.String(required=True)
    is_scope = fields.Boolean(required=True)


class Places(Schema):
    active = fields.List(
        fields.String(), required=True, metadata={"description": "elements that are going on"}
    )
    items = fields.List(
        fields.Nested(Place), required=True, metadata={"description": "where work may begin"}
    )


@part.route("/incidents", methods=["GET"])
@part.arguments(Paged, location="query")
@part.etag
@part.response(200, Incidents)
def list_incidents(asked: dict[str, Any]) -> dict[str, Any]:
    """What stands still within the account's posts, the oldest first; 200 on a page."""
    place = read_mark(asked["after"])
    found = queries.incidents(current.read(), current.identity(), place)
    return _page(found, "raised_at")


@part.route("/incidents/retry", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(RetryMany)
@part.response(200, ToldAll)
def retry_incidents(body: dict[str, Any]) -> dict[str, Any]:
    """Try many again, each for itself."""
    queries.require_incidents(current.read(), current.identity(), body["incidents"])
    commands = [(one, RetryIncident(one, reason=body["reason"])) for one in body["incidents"]]
    return _carried_out(commands)


@part.route("/deployments/<uuid:deployment_id>/migration", methods=["GET"])
@part.arguments(Paged, location="query")
@part.etag
@part.response(200, CasesOnVersions)
def list_cases_to_migrate(asked: dict[str, Any], deployment_id: UUID) -> dict[str, Any]:
    """Running cases of the same process on other versions, the oldest first; 200 on a page."""
    conn, who = current.read(), current.identity()
    target = queries.version(conn, who.tenant, deployment_id)
    return _page(queries.running(conn, who, target, read_mark(asked["after"])), "started_at")


@part.route("/deployments/<uuid:deployment_id>/migration", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(MigrateMany)
@part.response(200, ToldAll)
def migrate_cases(body: dict[str, Any], deployment_id: UUID) -> dict[str, Any]:
    """Let cases go on with this version, each for itself; as a trial nothing is kept."""
    conn, who = current.read(), current.identity()
    target = queries.version(conn, who.tenant, deployment_id)
    queries.require_running(conn, who, target, body["cases"])
    commands = [
        (one, MigrateCase(one, body["reason"], deployment_id, body["mapping"]))
        for one in body["cases"]
    ]
    return _carried_out(commands, trial=body["trial"])


@part.route("/cases/<uuid:case_id>/places", methods=["GET"])
@part.etag
@part.response(200, Places)
def list_places(case_id: UUID) -> dict[str, Any]:
    """Where a case stands, and where its work may begin instead."""
    who, engine = current.identity(), current.office().engine
    row = case_of(current.read(), who, case_id)
    diagram = engine.diagram(who.tenant, row.deployment_id, row.process_id)
    tokens = engine.case(who.tenant, case_id).tokens
    going_on = dict.fromkeys(element for _token, element, _state in tokens)
    return {
        "active": [one for one in going_on if not one.startswith("#")],
        "items": elements_of(diagram, row.process_id),
    }


@part.route("/cases/<uuid:case_id>/modify-trial", methods=["POST"])
@part.arguments(body_of(ModifyCase, without=("case_id",)))
@part.response(200, ToldAll)
def try_modification(body: dict[str, Any], case_id: UUID) -> dict[str, Any]:
    """What would become of the case. Nothing is kept."""
    case_of(current.read(), current.identity(), case_id)
    return _carried_out([(case_id, ModifyCase(case_id, **body))], trial=True)


def _page(found: list[Any], since: str) -> dict[str, Any]:
    rows, after = page_of(found, since)
    return {"items": rows, "after": after}


def _carried_out(commands: list[tuple[UUID, Any]], *, trial: bool = False) -> dict[str, Any]:
    who = actor()
    current.done_reading()
    return {"items": told_of(commands, trial=trial, actor=who, key=key())}
