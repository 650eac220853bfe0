"""The campaign's list of parks: how many there are to cover on a day, and the quota. Reading only.

Source: the plan, 二(三): 12个全覆盖, 创建园区名单实行动态调整机制 (R-008, R-009); R-011.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select

from workflows.campaign import states
from workflows.campaign.models import Campaign, CampaignPark, Enrollment, Phase, Quota


@dataclass(frozen=True, slots=True)
class Coverage:
    """覆盖率: parks that bear the provincial title, of all on the list."""

    on: date
    confirmed: int
    denominator: int

    def __str__(self) -> str:
        return f"{self.confirmed}/{self.denominator}"


def denominator(conn: Connection, tenant: UUID, campaign: UUID, on: date) -> int:
    """Parks on the list on a day: a later change leaves an earlier day as it was."""
    query = select(func.count()).where(
        CampaignPark.tenant == tenant,
        CampaignPark.campaign_id == campaign,
        CampaignPark.joined_on <= on,
        or_(CampaignPark.left_on.is_(None), CampaignPark.left_on > on),
    )
    return int(conn.execute(query).scalar_one())


def coverage(conn: Connection, tenant: UUID, campaign: UUID, on: date) -> Coverage:
    """Confirmed by the province until a day, of all that were on the list that day."""
    counted = and_(
        CampaignPark.tenant == Enrollment.tenant,
        CampaignPark.campaign_id == Phase.campaign_id,
        CampaignPark.park_id == Enrollment.park_id,
    )
    query = (
        select(func.count(func.distinct(Enrollment.park_id)))
        .select_from(Enrollment)
        .join(Phase, and_(Phase.tenant == Enrollment.tenant, Phase.id == Enrollment.phase_id))
        .join(CampaignPark, counted)
        .where(
            Enrollment.tenant == tenant,
            Phase.campaign_id == campaign,
            Enrollment.track == states.PROVINCIAL,
            Enrollment.status.in_(states.TITLED),
            Enrollment.confirm_on <= on,
            or_(CampaignPark.left_on.is_(None), CampaignPark.left_on > on),
        )
    )
    confirmed = int(conn.execute(query).scalar_one())
    return Coverage(on, confirmed, denominator(conn, tenant, campaign, on))


def quota_warnings(conn: Connection, tenant: UUID, campaign: UUID) -> list[str]:
    """A sentence for each year whose provincial parks are out of the quota: it blocks nothing."""
    active = func.count(Enrollment.id).filter(Enrollment.status != states.REMOVED)
    query = (
        select(Quota.year, Quota.minimum, Quota.maximum, active)
        .select_from(Quota)
        .join(
            Campaign,
            and_(
                Campaign.tenant == Quota.tenant,
                Campaign.id == Quota.campaign_id,
                Campaign.city_class == Quota.city_class,
            ),
        )
        .join(
            Phase,
            and_(
                Phase.tenant == Quota.tenant,
                Phase.campaign_id == Quota.campaign_id,
                Phase.year == Quota.year,
            ),
        )
        .outerjoin(
            Enrollment,
            and_(
                Enrollment.tenant == Phase.tenant,
                Enrollment.phase_id == Phase.id,
                Enrollment.track == states.PROVINCIAL,
            ),
        )
        .where(Quota.tenant == tenant, Quota.campaign_id == campaign)
        .group_by(Quota.year, Quota.minimum, Quota.maximum)
        .order_by(Quota.year)
    )
    return [
        quota_sentence(year, count, least, most)
        for year, least, most, count in conn.execute(query)
        if not least <= count <= most
    ]


def quota_sentence(year: int, count: int, least: int, most: int) -> str:
    """What is said where the number of a year is out of the quota."""
    return f"{year}年省级创建园区{count}个，省里安排每年{least}—{most}个，请核对。"
