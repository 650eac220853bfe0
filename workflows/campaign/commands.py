"""What can be asked about the campaign, beside the steps of its cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from workflows.campaign.sheets import Entry
from workflows.campaign.stages import StageDates


@dataclass(frozen=True, slots=True)
class MakeCampaign:
    """Open a campaign; its list is all active parks of the plan. Gives its id."""

    name: str
    city: str
    city_class: str = "区域中心城市"
    max_rounds: int = 2
    municipal_pass: str = "70"
    self_accept_pass: str = "70"
    provincial_pass: str | None = None
    disagreement: str = "15"
    rectify_limit_days: int = 20
    late_add_month: int = 10
    #: Codes of the parks on the list; empty: those that the plan names, else all
    parks: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Change what the plan leaves open. Running rounds take it at their next step."""

    campaign_id: UUID
    max_rounds: int
    municipal_pass: str
    self_accept_pass: str
    provincial_pass: str | None
    disagreement: str
    rectify_limit_days: int
    late_add_month: int


@dataclass(frozen=True, slots=True)
class AddBasis:
    """Enter a document on which the campaign rests (R-001). Gives its id."""

    campaign_id: UUID
    title: str
    issuer: str
    issued_on: date
    file_id: UUID | None = None
    number: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class SetDuty:
    """Say who answers for a step (R-043). One role is responsible."""

    campaign_id: UUID
    element: str
    step: str
    responsible: str
    accountable: str
    consulted: Sequence[str] = ()
    informed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SetQuota:
    """How many provincial parks a city of a class builds in a year (R-011)."""

    campaign_id: UUID
    year: int
    city_class: str
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class StartPhase:
    """Start a phase for some parks. Gives its id; its cases begin in the background."""

    campaign_id: UUID
    no: int
    year: int
    #: (park, provincial | municipal)
    parks: Sequence[tuple[UUID, str]]
    deadline: date
    #: Version of the scoring sheets
    sheet: str
    #: Empty: the usual months of the plan in ``year``
    stages: Sequence[StageDates] = ()
    #: Stage at which it is entered, where it has been going on without us
    entry: str = "MOBILIZATION"
    late_reason: str = ""


@dataclass(frozen=True, slots=True)
class ChangeStage:
    """Move the days of a stage; parks that wait for it wait for the new day."""

    phase_id: UUID
    code: str
    starts_on: date
    ends_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeDeadline:
    """Move the last day of a phase (R-026); its stages must end by then."""

    phase_id: UUID
    deadline: date
    reason: str


@dataclass(frozen=True, slots=True)
class ImportScoreSheet:
    """Take scoring sheets of a version from a YAML file. Gives {category: id}."""

    yaml: bytes


@dataclass(frozen=True, slots=True)
class SaveScores:
    """Keep a filled sheet as a draft: whole and valid, or not at all. Gives its id."""

    enrollment_id: UUID
    entries: Sequence[Entry]
    vetoes: Sequence[str] = ()
    opinion: str = ""
    #: evaluator or self
    kind: str = "evaluator"


@dataclass(frozen=True, slots=True)
class BuildTaskData:
    """A task towards an indicator (F4)."""

    indicator: str
    target_score: str
    measure: str
    responsible: str
    due_on: date
    evidence_required: str
    current_score: str = ""
    cost: str = ""


@dataclass(frozen=True, slots=True)
class SaveBuildTasks:
    """Keep a park's whole list of tasks, before it is confirmed."""

    enrollment_id: UUID
    tasks: Sequence[BuildTaskData]


@dataclass(frozen=True, slots=True)
class OpinionData:
    """What somebody said to the draft plan (F2)."""

    #: department, enterprise or public
    kind: str
    name: str
    opinion: str
    #: adopted, partly or not
    adoption: str
    given_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SaveOpinions:
    """Enter opinions on the draft plan (R-020)."""

    phase_id: UUID
    opinions: Sequence[OpinionData]


@dataclass(frozen=True, slots=True)
class SetSecondment:
    """A person works at a park for some days (D10). Gives its id."""

    person_id: UUID
    park_id: UUID
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class EndSecondment:
    """The person works at the park until that day, included."""

    secondment_id: UUID
    ends_on: date


@dataclass(frozen=True, slots=True)
class SetBudget:
    """Money for a park's center (R-044)."""

    enrollment_id: UUID
    amount: str
    source: str
    in_budget: bool
    arrived: str = "0"
    file_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class SetCountyDuty:
    """Who leads in a county, and whether the campaign is assessed there (R-032)."""

    campaign_id: UUID
    county: str
    leader: str
    in_assessment: bool
    document: str = ""
    file_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ChangePark:
    """Correct a park's county or category; what was enrolled keeps what it said."""

    park_id: UUID
    county: str
    category: str
    reason: str


@dataclass(frozen=True, slots=True)
class RecordProvinceResult:
    """What 省中心 decided about a reported park, with its document (F13)."""

    enrollment_id: UUID
    #: pass, rectify, fail or returned
    outcome: str
    #: 评审小组
    group: str
    decided_on: date
    #: Title or 文号
    document: str
    file_id: UUID | None
    score: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AddToList:
    """Take a park into the campaign (F17). Gives the enrollment, or None: the next phase."""

    phase_id: UUID
    park_id: UUID
    track: str
    reason: str
    document: str
    file_id: UUID | None
    effective_on: date
    #: Against D8: into this phase although the year is late
    in_this_phase: bool = False


@dataclass(frozen=True, slots=True)
class RenamePark:
    """A park has another name now (F17); what was enrolled keeps the old one."""

    campaign_id: UUID
    park_id: UUID
    name: str
    short_name: str
    reason: str
    document: str
    file_id: UUID | None
    effective_on: date


@dataclass(frozen=True, slots=True)
class RemoveFromList:
    """A park leaves the campaign, or was merged into another (F17)."""

    enrollment_id: UUID
    reason: str
    document: str
    file_id: UUID | None
    effective_on: date
    #: remove or merge
    kind: str = "remove"


@dataclass(frozen=True, slots=True)
class RaiseSupervision:
    """Ask a county to act (督办), or enter an issue in its register. Gives its id."""

    #: supervision or issue
    kind: str
    phase_id: UUID
    enrollment_id: UUID | None
    county: str
    target: str
    reason: str
    demand: str
    due_on: date
