"""A phase or an enrollment with all that steps and verbs ask for, in one read each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, select

from engine.store.types import Id
from workflows.campaign.models import Campaign, Enrollment, Phase, PhaseStage
from workflows.campaign.scoring_models import Evaluator, Score, ScoreSheet
from workflows.campaign.stages import StageDates
from workflows.errors import Unknown
from workflows.people.models import Park


@dataclass(frozen=True, slots=True)
class PhaseFacts:
    """A phase with the settings of its campaign."""

    tenant: UUID
    id: UUID
    campaign: UUID
    no: int
    year: int
    deadline: date
    status: str
    sheet: str
    entry: str
    late_reason: str | None
    max_rounds: int
    municipal_pass: str
    self_accept_pass: str
    provincial_pass: str | None
    disagreement: str
    rectify_limit_days: int
    late_add_month: int


@dataclass(frozen=True, slots=True)
class EnrollmentFacts:
    """A park's place in a phase."""

    tenant: UUID
    id: UUID
    phase: PhaseFacts
    park: UUID
    park_code: str
    park_name: str
    committee: UUID | None
    category: str
    county: str
    track: str
    status: str
    entry: str
    round: int
    city_score: str | None
    case_id: UUID | None
    ended: bool


def phase_facts(conn: Connection, tenant: UUID, phase: UUID) -> PhaseFacts:
    """The phase. Raises ``Unknown``."""
    row = conn.execute(_PHASE, {"tenant": tenant, "phase": phase}).first()
    if row is None:
        raise Unknown("没有这个阶段。", id=str(phase))
    found: tuple[Any, ...] = tuple(row)
    return PhaseFacts(*found)


def enrollment_facts(conn: Connection, tenant: UUID, enrollment: UUID) -> EnrollmentFacts:
    """The enrollment with its phase. Raises ``Unknown``."""
    row = conn.execute(_ENROLLMENT, {"tenant": tenant, "enrollment": enrollment}).first()
    if row is None:
        raise Unknown("没有这个创建园区。", id=str(enrollment))
    columns: tuple[Any, ...] = tuple(row)
    split = len(_PHASE_COLUMNS)
    phase, found = PhaseFacts(*columns[:split]), columns[split:]
    values: tuple[Any, ...] = (tenant, found[0], phase, *found[1:-1], found[-1] is not None)
    return EnrollmentFacts(*values)


def of_case(conn: Connection, tenant: UUID, variables: Mapping[str, Any]) -> UUID | None:
    """The enrollment that a case's variables name, if any."""
    try:
        return UUID(str(variables.get("enrollment")))
    except ValueError:
        return None


def phase_of_case(variables: Mapping[str, Any]) -> UUID | None:
    """The phase that a case's variables name, if any."""
    try:
        return UUID(str(variables.get("phase")))
    except ValueError:
        return None


def stage_dates(conn: Connection, tenant: UUID, phase: UUID) -> dict[str, StageDates]:
    """{code: days} of a phase."""
    rows = conn.execute(_STAGES, {"tenant": tenant, "phase": phase})
    return {row.code: StageDates(*row) for row in rows}


def sheet_for(conn: Connection, facts: EnrollmentFacts) -> Any:
    """The scoring sheet of the phase's version for the park's category (R-012). ``Unknown``."""
    query = select(ScoreSheet.__table__).where(
        ScoreSheet.tenant == facts.tenant,
        ScoreSheet.code == facts.phase.sheet,
        ScoreSheet.category.in_((facts.category, "*")),
    )
    found = {row.category: row for row in conn.execute(query)}
    sheet = found.get(facts.category) or found.get("*")
    if sheet is None:
        raise Unknown(f"评分表“{facts.phase.sheet}”没有适用于该类园区的版本。")
    return sheet


def team(conn: Connection, facts: EnrollmentFacts, round: int) -> list[tuple[UUID, bool]]:
    """(person, leader?) of the evaluators of a round."""
    query = select(Evaluator.person_id, Evaluator.is_leader).where(
        Evaluator.tenant == facts.tenant,
        Evaluator.enrollment_id == facts.id,
        Evaluator.round == round,
    )
    return [(row[0], row[1]) for row in conn.execute(query.order_by(Evaluator.person_id))]


def scores(conn: Connection, facts: EnrollmentFacts, round: int, kind: str) -> list[Any]:
    """The sheets filled in a round, drafts too."""
    query = select(Score.__table__).where(
        Score.tenant == facts.tenant,
        Score.enrollment_id == facts.id,
        Score.round == round,
        Score.kind == kind,
    )
    return list(conn.execute(query.order_by(Score.person_id)))


_PHASE_COLUMNS = (
    Phase.tenant, Phase.id, Phase.campaign_id, Phase.no, Phase.year, Phase.deadline, Phase.status,
    Phase.sheet, Phase.entry, Phase.late_reason, Campaign.max_rounds, Campaign.municipal_pass,
    Campaign.self_accept_pass, Campaign.provincial_pass, Campaign.disagreement,
    Campaign.rectify_limit_days, Campaign.late_add_month,
)  # fmt: skip
_OF_CAMPAIGN = (Campaign.tenant == Phase.tenant) & (Campaign.id == Phase.campaign_id)
_TENANT = bindparam("tenant", type_=Id)
#: Statements are made once: building one costs more than running it
_PHASE = (
    select(*_PHASE_COLUMNS)
    .select_from(Phase)
    .join(Campaign, _OF_CAMPAIGN)
    .where(Phase.tenant == _TENANT, Phase.id == bindparam("phase", type_=Id))
)
_ENROLLMENT = (
    select(
        *_PHASE_COLUMNS, Enrollment.id, Enrollment.park_id, Park.code, Enrollment.park_name,
        Park.committee_id, Enrollment.category, Enrollment.county, Enrollment.track,
        Enrollment.status, Enrollment.entry, Enrollment.round, Enrollment.city_score,
        Enrollment.case_id, Enrollment.ended_at,
    )
    .select_from(Enrollment)
    .join(Phase, (Phase.tenant == Enrollment.tenant) & (Phase.id == Enrollment.phase_id))
    .join(Campaign, _OF_CAMPAIGN)
    .join(Park, (Park.tenant == Enrollment.tenant) & (Park.id == Enrollment.park_id))
    .where(Enrollment.tenant == _TENANT, Enrollment.id == bindparam("enrollment", type_=Id))
)  # fmt: skip
_STAGES = select(PhaseStage.code, PhaseStage.starts_on, PhaseStage.ends_on).where(
    PhaseStage.tenant == _TENANT, PhaseStage.phase_id == bindparam("phase", type_=Id)
)
