"""The second demo: a city that begins on 2023-04-01 and has the three years before it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from engine.ids import UuidV7
from engine.protocols import Actor
from workflows.campaign.commands import MakeCampaign, SetQuota
from workflows.clock import at_shanghai
from workflows.demo.campaign.cast import hire
from workflows.demo.campaign.replay import Year, replay
from workflows.demo.campaign.walk import Walk
from workflows.demo.people import ADMIN_LOGIN, ADMIN_NAME, PASSWORD
from workflows.starter import install
from workflows.tenants.commands import InitTenant

if TYPE_CHECKING:
    from workflows.office import Office

BEGINS = date(2023, 4, 1)


def build_city(office: Office, years: int = 0) -> tuple[UUID, list[Year]]:
    """Make it in an empty office, with its campaign, and play so many years of it.

    Gives the tenant and what each year ended with. With 0 years the clock stands at the morning on
    which phase 1 can be started by hand.
    """
    tenant = UuidV7(lambda: at_shanghai(BEGINS, 8)).new()
    init = InitTenant(
        "德阳市", "510600000000", ADMIN_NAME, ADMIN_LOGIN, PASSWORD, is_demo=True,
        starts_at=at_shanghai(BEGINS, 8),
    )  # fmt: skip
    office.execute(init, actor=Actor(tenant, None, channel="cli"))
    install(office, tenant)
    walk = Walk(office, tenant, hire(office, tenant, BEGINS, PASSWORD, {}))
    made = MakeCampaign("园区示范政务服务中心创建", "德阳市")
    campaign: UUID = walk.do("city_admin", made)
    for year in (2023, 2024):
        walk.do("city_admin", SetQuota(campaign, year, "区域中心城市", 3, 4))
    return tenant, list(replay(walk, campaign, years))
