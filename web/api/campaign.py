"""The campaign: its phases, the board, and what the city, counties and parks enter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from engine.errors import NotFound
from web import current
from web.api.bodies import Part
from web.api.doing import HEADERS, Done, act, execute
from web.api.shapes import Strict, body_of
from web.campaign import rows
from web.campaign.header import Head, PhaseHead, head
from web.campaign.reach import enrollment_seen
from workflows.campaign import commands as c
from workflows.campaign import states

part = Part("api_campaign", __name__, url_prefix="/api/v1/campaign", description="创建工作")


class StageRow(Schema):
    code = fields.String(required=True)
    parent = fields.String(allow_none=True)
    name = fields.String(required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(allow_none=True)
    opened = fields.Boolean()
    closed = fields.Boolean()


class PhaseRow(Schema):
    id = fields.UUID(required=True)
    no = fields.Integer(required=True)
    year = fields.Integer(required=True)
    deadline = fields.Date(required=True)
    status = fields.String(required=True)
    sheet = fields.String()
    parks = fields.Integer()
    begun = fields.Integer(metadata={"description": "parks whose case has begun"})
    provincial = fields.Integer()
    titled = fields.Integer()
    quota_warning = fields.String(allow_none=True)
    stages = fields.List(fields.Nested(StageRow))


class Campaign(Schema):
    """The campaign as of today."""

    id = fields.UUID(required=True)
    name = fields.String(required=True)
    city = fields.String(required=True)
    municipal_pass = fields.String()
    max_rounds = fields.Integer()
    confirmed = fields.Integer(metadata={"description": "parks with the provincial title"})
    denominator = fields.Integer(metadata={"description": "parks on the list today"})
    phases = fields.List(fields.Nested(PhaseRow), required=True)


class ParkOnBoard(Schema):
    """A park in a phase; ``id`` is its enrollment, none where it is not in this phase."""

    id = fields.UUID(allow_none=True)
    park_code = fields.String(required=True)
    name = fields.String(required=True)
    category = fields.String()
    county = fields.String()
    track = fields.String(allow_none=True)
    status = fields.String(allow_none=True)
    round = fields.Integer(allow_none=True)
    score = fields.Decimal(allow_none=True, as_string=True)
    ended = fields.Boolean()
    tasks = fields.Integer(allow_none=True)
    tasks_done = fields.Integer(allow_none=True)
    open_tasks = fields.Integer(allow_none=True)
    overdue = fields.Integer(allow_none=True)
    next_due = fields.Date(allow_none=True)
    supervisions = fields.Integer(allow_none=True)
    plaqued_on = fields.Date(allow_none=True)


class Board(Schema):
    phase = fields.Nested(PhaseRow, required=True)
    items = fields.List(fields.Nested(ParkOnBoard), required=True)


class EnrolledPark(Strict):
    park_id = fields.UUID(required=True)
    track = fields.String(
        required=True, validate=validate.OneOf([states.PROVINCIAL, states.MUNICIPAL])
    )


_START = body_of(c.StartPhase, without=("campaign_id", "parks"))
_START.fields["parks"] = _START.load_fields["parks"] = fields.List(
    fields.Nested(EnrolledPark), required=True, validate=validate.Length(1, 500)
)


@part.route("", methods=["GET"])
@part.etag
@part.response(200, Campaign)
def show_campaign() -> Head:
    """The campaign with its phases, their stages and quota warnings."""
    return the_campaign()


@part.route("/board/<int:no>", methods=["GET"])
@part.etag
@part.response(200, Board)
def show_board(no: int) -> dict[str, Any]:
    """Every park of phase ``no`` within the account's reach."""
    _campaign, phase = phase_at(no)
    return {"phase": phase, "items": parks_of(phase)}


@part.route("/<uuid:campaign_id>/phases", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(_START)
@part.response(200, Done)
def start_phase(body: dict[str, Any], campaign_id: UUID) -> dict[str, Any]:
    """Start a phase for some parks; their cases begin in the background."""
    parks = [(one["park_id"], one["track"]) for one in body.pop("parks")]
    return execute(c.StartPhase(campaign_id, parks=parks, **body))


def _on_enrollment(path: str, command: type, summary: str) -> None:
    """An address for a command that names a park's enrollment which the account may see."""

    def seen(address: Mapping[str, Any]) -> None:
        enrollment_seen(current.read(), current.identity(), address["enrollment_id"])

    act(part, "POST", f"/enrollments/<uuid:enrollment_id>/{path}", command, summary, asks=seen)


_on_enrollment("save-scores", c.SaveScores, "Keep a filled score sheet as a draft.")
_on_enrollment("save-build-tasks", c.SaveBuildTasks, "Keep a park's whole list of tasks.")
_on_enrollment("set-budget", c.SetBudget, "Money for a park's center.")
_on_enrollment("record-province-result", c.RecordProvinceResult, "What the province decided.")
_on_enrollment("remove-from-list", c.RemoveFromList, "A park leaves the campaign.")

act(part, "POST", "", c.MakeCampaign, "Open a campaign.")
act(part, "POST", "/<uuid:campaign_id>/settings", c.ChangeSettings, "What the plan leaves open.")
act(part, "POST", "/<uuid:campaign_id>/basis", c.AddBasis, "A document it rests on.")
act(part, "POST", "/<uuid:campaign_id>/duties", c.SetDuty, "Who answers for a step.")
act(part, "POST", "/<uuid:campaign_id>/quotas", c.SetQuota, "Provincial parks in a year.")
act(part, "POST", "/<uuid:campaign_id>/counties/<county>", c.SetCountyDuty, "Who leads a county.")
act(part, "POST", "/<uuid:campaign_id>/parks/<uuid:park_id>/name", c.RenamePark, "A new name.")
act(part, "POST", "/phases/<uuid:phase_id>/stages/<code>", c.ChangeStage, "Move a stage's days.")
act(part, "POST", "/phases/<uuid:phase_id>/deadline", c.ChangeDeadline, "Move a phase's last day.")
act(part, "POST", "/phases/<uuid:phase_id>/opinions", c.SaveOpinions, "Opinions on the plan.")
act(part, "POST", "/phases/<uuid:phase_id>/parks", c.AddToList, "Take a park in.")
act(
    part, "POST", "/phases/<uuid:phase_id>/supervisions", c.RaiseSupervision, "Ask a county to act."
)
act(part, "POST", "/parks/<uuid:park_id>", c.ChangePark, "Correct county or category.")
act(part, "POST", "/parks/<uuid:park_id>/secondments", c.SetSecondment, "Who works there.")
act(part, "POST", "/secondments/<uuid:secondment_id>/end", c.EndSecondment, "Until which day.")
act(part, "POST", "/score-sheets", c.ImportScoreSheet, "Scoring sheets of a version.")


def the_campaign() -> Head:
    """The campaign. Raises ``NotFound`` before there is one."""
    found = head(current.read(), current.identity().tenant, current.office().clock.today())
    if found is None:
        raise NotFound("no campaign yet")
    return found


def phase_at(no: int) -> tuple[Head, PhaseHead]:
    """The campaign and its phase ``no``. Raises ``NotFound``."""
    found = the_campaign()
    phase = next((one for one in found.phases if one.no == no), None)
    if phase is None:
        raise NotFound("no such phase")
    return found, phase


def parks_of(phase: PhaseHead, *rules: Any) -> list[rows.ParkRow]:
    """Every park of the phase within the account's reach."""
    now = current.office().clock.now()
    return rows.park_rows(current.read(), current.identity(), phase.id, now, *rules)
