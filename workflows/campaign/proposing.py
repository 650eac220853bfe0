"""Which parks a phase begins with: those that the plan lists, were promoted, or were added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, select

from workflows.campaign import states
from workflows.campaign.models import CampaignPark, Enrollment, Phase
from workflows.campaign.oversight_models import Promotion
from workflows.people.models import Park, ParkTarget


@dataclass(frozen=True, slots=True)
class Proposed:
    """A park that is proposed for a phase."""

    park: UUID
    code: str
    name: str
    track: str
    #: plan (方案), D6 … D3 (the rule by which the phase before proposed it)
    source: str


def proposed_parks(conn: Connection, tenant: UUID, campaign: UUID, no: int) -> list[Proposed]:
    """The plan's list of the phase, corrected by what the phase before decided. Two statements.

    A park whose promotion was refused is left out; one that is deferred comes again; one that left
    the list or bears the provincial title does not come at all.
    """
    rows = {row.park: row for row in _planned(conn, tenant, campaign, no)}
    found = {id: Proposed(id, r.code, r.name, r.track, "plan") for id, r in rows.items()}
    for row in _decided(conn, tenant, campaign, no - 1):
        if row.decision == "stop":
            found.pop(row.park, None)
        else:
            found[row.park] = Proposed(row.park, row.code, row.name, row.track, row.rule)
    order = {states.PROVINCIAL: 0, states.MUNICIPAL: 1}
    return sorted(found.values(), key=lambda one: order[one.track])


def _planned(conn: Connection, tenant: UUID, campaign: UUID, no: int) -> list[Any]:
    listed = and_(
        CampaignPark.tenant == ParkTarget.tenant,
        CampaignPark.park_id == ParkTarget.park_id,
        CampaignPark.campaign_id == campaign,
        CampaignPark.left_on.is_(None),
    )
    query = (
        select(Park.id.label("park"), Park.code, Park.name, ParkTarget.track)
        .join(ParkTarget, and_(ParkTarget.tenant == Park.tenant, ParkTarget.park_id == Park.id))
        .join(CampaignPark, listed)
        .where(ParkTarget.tenant == tenant, ParkTarget.phase == no, Park.active.is_(True))
        .order_by(ParkTarget.track.desc(), ParkTarget.place)
    )
    return list(conn.execute(query))


def _decided(conn: Connection, tenant: UUID, campaign: UUID, no: int) -> list[Any]:
    query = (
        select(
            Park.id.label("park"), Park.code, Park.name, Promotion.track, Promotion.rule,
            Promotion.decision,
        )
        .select_from(Promotion)
        .join(Phase, and_(Phase.tenant == Promotion.tenant, Phase.id == Promotion.phase_id))
        .join(
            Enrollment,
            and_(
                Enrollment.tenant == Promotion.tenant, Enrollment.id == Promotion.enrollment_id
            ),
        )
        .join(Park, and_(Park.tenant == Enrollment.tenant, Park.id == Enrollment.park_id))
        .where(
            Promotion.tenant == tenant,
            Phase.campaign_id == campaign,
            Phase.no == no,
            Promotion.decision.is_not(None),
        )
        .order_by(Promotion.id)
    )  # fmt: skip
    return list(conn.execute(query))
