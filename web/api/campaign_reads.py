"""What the campaign's pages show beside the board: a park, a county, the list, the basis."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields

from engine.errors import NotFound
from web import current
from web.api.bodies import Part, plain
from web.api.campaign import ParkOnBoard, PhaseRow, parks_of, phase_at, the_campaign
from web.campaign import basis, park_facts, park_list, rows, settings
from web.campaign.counties import duty_of, must_reach, supervisions_of
from web.campaign.filters import Filters
from web.campaign.table import lines_of, workbook
from workflows.files.media import XLSX
from workflows.models import Enrollment

part = Part(
    "api_campaign_reads", __name__, url_prefix="/api/v1/campaign", description="创建工作：查询"
)

#: Columns that name the house and no fact
_INNER = frozenset({"tenant"})


class OnePark(Schema):
    """Everything that the page of a park in a phase shows."""

    phase = fields.Nested(PhaseRow, required=True)
    park = fields.Nested(ParkOnBoard, required=True)
    facts = fields.Raw(
        required=True,
        metadata={"description": "history, build tasks, reports, meetings, rounds, supervisions…"},
    )


class County(Schema):
    county = fields.String(required=True)
    parks = fields.List(fields.Nested(ParkOnBoard), required=True)


class Counties(Schema):
    items = fields.List(fields.Nested(County), required=True)


class OneCounty(County):
    supervisions = fields.Raw(required=True)
    duty = fields.Raw(required=True, allow_none=True)


class ListOfParks(Schema):
    items = fields.Raw(required=True)
    changes = fields.Raw(required=True, metadata={"description": "every change of the list"})


class Basis(Schema):
    documents = fields.Raw(required=True)
    duties = fields.Raw(required=True)
    quotas = fields.Raw(required=True)
    sheets = fields.Raw(required=True)


class Settings(Schema):
    settings = fields.Raw(required=True, metadata={"description": "what the plan leaves open"})
    secondments = fields.Raw(required=True, metadata={"description": "who works at which park"})


class LateRecords(Schema):
    items = fields.Raw(required=True)


@part.route("/enrollments/<uuid:enrollment_id>", methods=["GET"])
@part.etag
@part.response(200, OnePark)
def show_enrollment(enrollment_id: UUID) -> dict[str, Any]:
    """A park in a phase, with all that was done there."""
    conn, who = current.read(), current.identity()
    found = rows.park_row(conn, who, enrollment_id, current.office().clock.now())
    if found is None:
        raise NotFound("no such park in a phase", enrollment=str(enrollment_id))
    row, phase_id = found
    phase = next(one for one in the_campaign().phases if one.id == phase_id)
    facts = park_facts.of(conn, who.tenant, enrollment_id)
    told = {name: _shown(getattr(facts, name)) for name in facts.__dataclass_fields__}
    return {"phase": phase, "park": row, "facts": told}


@part.route("/board/<int:no>/export", methods=["GET"])
@part.response(200, {"type": "string"}, content_type=XLSX)
def export_board(no: int) -> Response:
    """The board of phase ``no`` as an Excel table."""
    head, phase = phase_at(no)
    lines = lines_of(parks_of(phase), head, phase, Filters(), current.office().clock.today())
    return Response(workbook(lines, phase), mimetype=XLSX)


@part.route("/board/<int:no>/counties", methods=["GET"])
@part.etag
@part.response(200, Counties)
def list_counties(no: int) -> dict[str, Any]:
    """The counties of phase ``no`` within the account's reach, with their parks."""
    groups: dict[str, list[Any]] = {}
    for row in parks_of(phase_at(no)[1]):
        groups.setdefault(row.county, []).append(row)
    return {"items": [{"county": name, "parks": parks} for name, parks in groups.items()]}


@part.route("/board/<int:no>/counties/<county>", methods=["GET"])
@part.etag
@part.response(200, OneCounty)
def show_county(no: int, county: str) -> dict[str, Any]:
    """One county: its parks, what was asked of whom, who leads there."""
    must_reach(county)
    (head, phase), conn = phase_at(no), current.read()
    parks = parks_of(phase, Enrollment.county == county)
    return {
        "county": county, "parks": parks,
        "supervisions": _shown(supervisions_of(conn, county, phase)),
        "duty": _shown(duty_of(conn, head, county)),
    }  # fmt: skip


@part.route("/list", methods=["GET"])
@part.etag
@part.response(200, ListOfParks)
def list_campaign_parks() -> dict[str, Any]:
    """Who is or was on the list, and every change of it."""
    head, conn = the_campaign(), current.read()
    return {
        "items": _shown(park_list.parks_of(conn, head)),
        "changes": _shown(park_list.changes_of(conn, head)),
    }


@part.route("/basis", methods=["GET"])
@part.etag
@part.response(200, Basis)
def show_basis() -> dict[str, Any]:
    """Documents, duties, quotas and scoring sheets on which the campaign rests."""
    head, conn = the_campaign(), current.read()
    return {
        "documents": _shown(basis.documents(conn, head)),
        "duties": _shown(basis.duties(conn, head)),
        "quotas": _shown(basis.quotas(conn, head)),
        "sheets": _shown(basis.sheets(conn)),
    }


@part.route("/settings", methods=["GET"])
@part.etag
@part.response(200, Settings)
def show_settings() -> dict[str, Any]:
    """Pass marks, rounds and limits; evaluators seconded to a park."""
    head, conn = the_campaign(), current.read()
    return {
        "settings": _shown(settings.settings_of(conn, head.id)),
        "secondments": _shown(settings.secondments_of(conn)),
    }


@part.route("/late", methods=["GET"])
@part.etag
@part.response(200, LateRecords)
def list_late_records() -> dict[str, Any]:
    """What was recorded later than it happened: both times, by whom, and why."""
    the_campaign()
    return {"items": _shown(basis.late_records(current.read()))}


def _shown(value: Any) -> Any:
    """Rows and dataclasses as JSON."""
    if hasattr(value, "_mapping"):
        return {name: plain(one) for name, one in value._mapping.items() if name not in _INNER}
    if hasattr(value, "__dataclass_fields__"):
        return {name: _shown(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, list | tuple):
        return [_shown(one) for one in value]
    return plain(value)
