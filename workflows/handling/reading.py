"""One application with item, park, department and party: what every step asks for, in one read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, select

from engine.store.types import Id
from workflows.clock import legal_day
from workflows.errors import Unknown
from workflows.handling.models import Application, Decision, Material, Party
from workflows.handling.rules import Verdict
from workflows.items.models import Item, ItemVersion
from workflows.items.regimes import REGIMES, Regime
from workflows.people.models import Body, Park


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """An application as it stands. Personal facts of the party are read where they are printed."""

    tenant: UUID
    id: UUID
    number: str | None
    query_code: str
    state: str
    channel: str
    form: dict[str, Any]
    representative: dict[str, Any] | None
    submitted_by: UUID
    submitted_at: datetime
    received_on: date | None
    silence_due_on: date | None
    accepted_on: date | None
    deemed: bool
    statutory_due_on: date | None
    promised_due_on: date | None
    decided_on: date | None
    decision: str | None
    delivered_on: date | None
    #: None, "" and "" while the applicant of a draft is not known yet
    party: UUID | None
    party_name: str
    party_identifier: str
    #: The applicant of a draft as entered so far; None once it is complete
    applicant: dict[str, Any] | None
    item: UUID
    item_code: str
    item_name: str
    item_version: UUID
    #: 实施编码
    full_code: str
    kind: str
    regime: str
    #: instant or promised
    handling: str
    needs_inspection: bool
    statutory_limit: dict[str, Any] | None
    promised_limit: dict[str, Any]
    #: Material list of the version
    listed: list[dict[str, Any]]
    result: str
    legal_basis: list[dict[str, Any]]
    park: UUID
    park_code: str
    park_name: str
    park_serial: str
    park_area: str
    park_county: str
    department: UUID
    department_code: str
    department_name: str

    @property
    def law(self) -> Regime:
        """The regime that holds for the item: words, papers, whether silence accepts."""
        return REGIMES[self.regime]

    @property
    def is_permit(self) -> bool:
        """Deemed acceptance is for 行政许可 only (domain §4.1)."""
        return self.law.deemed_acceptance


def case_facts(conn: Connection, tenant: UUID, application: UUID) -> CaseFacts:
    """The application with all around it. Raises ``Unknown``."""
    row = conn.execute(_FACTS, {"tenant": tenant, "application": application}).first()
    if row is None:
        raise Unknown("没有这个办件。", id=str(application))
    return CaseFacts(*row)


def verdicts(conn: Connection, tenant: UUID, application: UUID) -> list[Verdict]:
    """The materials as the rules see them, in the order of the list."""
    rows = conn.execute(_VERDICTS, {"tenant": tenant, "application": application})
    return [Verdict(*row) for row in rows]


def doers(conn: Connection, tenant: UUID, application: UUID) -> dict[str, list[UUID]]:
    """{element: persons who did it, the latest last}: what separation of duties looks at."""
    found: dict[str, list[UUID]] = {}
    for facts, person in conn.execute(_DOERS, {"tenant": tenant, "application": application}):
        found.setdefault(facts.get("element", ""), []).append(person)
    return found


def was_told(conn: Connection, tenant: UUID, application: UUID) -> bool:
    """Whether the one correction notice has gone out (行政许可法 32(4))."""
    told = conn.execute(_TOLD, {"tenant": tenant, "application": application})
    return told.first() is not None


def supplied_on(conn: Connection, facts: CaseFacts) -> date | None:
    """The day of the last supply after the notice; None where nothing came or none went out."""
    last = conn.execute(_SUPPLIED, {"tenant": facts.tenant, "application": facts.id}).scalar()
    return legal_day(last) if last else None


#: Statements are made once: building one costs more than running it
_OF_APPLICATION = (bindparam("tenant", type_=Id), bindparam("application", type_=Id))
_VERDICTS = (
    select(
        Material.code, Material.name, Material.required, Material.file_id.is_not(None),
        Material.verdict, Material.problem, Material.demand, Material.in_correction,
    )
    .where(
        Material.tenant == _OF_APPLICATION[0], Material.application_id == _OF_APPLICATION[1]
    )
    .order_by(Material.id)
)  # fmt: skip
_SUPPLIED = select(func.max(Material.supplied_at)).where(
    Material.tenant == _OF_APPLICATION[0],
    Material.application_id == _OF_APPLICATION[1],
    Material.in_correction,
)
_DECISIONS = (
    Decision.tenant == _OF_APPLICATION[0],
    Decision.application_id == _OF_APPLICATION[1],
)
_DOERS = (
    select(Decision.facts, Decision.person_id)
    .where(*_DECISIONS, Decision.person_id.is_not(None))
    .order_by(Decision.recorded_at, Decision.id)
)
_TOLD = select(Decision.id).where(*_DECISIONS, Decision.act == "correct").limit(1)
_FACTS = (
    select(
        Application.tenant, Application.id, Application.number, Application.query_code,
        Application.state, Application.channel, Application.form, Application.representative,
        Application.submitted_by, Application.submitted_at, Application.received_on,
        Application.silence_due_on, Application.accepted_on, Application.deemed,
        Application.statutory_due_on, Application.promised_due_on, Application.decided_on,
        Application.decision, Application.delivered_on,
        Party.id, func.coalesce(Party.name, ""), func.coalesce(Party.identifier, ""),
        Application.applicant,
        Item.id, Item.code, Item.name,
        ItemVersion.id, ItemVersion.full_code, ItemVersion.kind, ItemVersion.regime,
        ItemVersion.handling, ItemVersion.needs_inspection, ItemVersion.statutory_limit,
        ItemVersion.promised_limit, ItemVersion.materials, ItemVersion.result,
        ItemVersion.legal_basis,
        Park.id, Park.code, Park.name, Park.serial, Park.area_code, Park.county,
        Body.id, Body.code, Body.name,
    )
    .outerjoin(Party, (Party.tenant == Application.tenant) & (Party.id == Application.party_id))
    .join(Item, (Item.tenant == Application.tenant) & (Item.id == Application.item_id))
    .join(
        ItemVersion,
        (ItemVersion.tenant == Application.tenant)
        & (ItemVersion.id == Application.item_version_id),
    )
    .join(Park, (Park.tenant == Application.tenant) & (Park.id == Application.park_id))
    .join(Body, (Body.tenant == Item.tenant) & (Body.id == Item.department_id))
    .where(Application.tenant == _OF_APPLICATION[0], Application.id == _OF_APPLICATION[1])
)  # fmt: skip
