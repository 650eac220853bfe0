"""The campaign as the demo of 2025 shows it: the third phase, entered while it was going on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from workflows.campaign.commands import (
    AddBasis,
    MakeCampaign,
    RaiseSupervision,
    SetBudget,
    SetCountyDuty,
    SetQuota,
    StartPhase,
)
from workflows.campaign.proposing import proposed_parks
from workflows.clock import at_shanghai
from workflows.demo.campaign.cast import hire
from workflows.demo.campaign.replay import SHEET
from workflows.demo.campaign.walk import Walk
from workflows.demo.people import PASSWORD
from workflows.demo.stage import Stage

_BASIS = (
    ("集成授权改革试点方案", "中共四川省委", date(2022, 12, 1), ""),
    (
        "建设百个省级园区示范政务服务中心两年行动工作方案",
        "四川省政府政务服务和公共资源交易服务中心",
        date(2023, 1, 30),
        "",
    ),
    (
        "创建百个省级园区示范政务服务中心指导意见",
        "四川省政府政务服务和公共资源交易服务中心",
        date(2023, 2, 20),
        "",
    ),
    (
        "四川省省级园区示范政务服务中心建设指导手册",
        "四川省政府政务服务和公共资源交易服务中心",
        date(2023, 4, 10),
        "四川省省级园区政务服务中心建设指导手册",
    ),
)
_ALREADY = "2025年6月系统启用，前期工作补录"


def campaign_story(stage: Stage) -> Iterator[datetime]:
    """Four farm parks towards the provincial title, each a step further than the next."""
    walk = Walk(
        stage.office,
        stage.tenant,
        hire(stage.office, stage.tenant, date(2025, 6, 1), PASSWORD, stage.actors),
    )
    stage.actors.update({key: one for key, one in walk.actors.items() if key not in stage.actors})
    campaign = _campaign(walk)
    with stage.office.reading() as conn:
        parks = proposed_parks(conn, stage.tenant, campaign, 3)
    phase: UUID = walk.do(
        "city_admin",
        StartPhase(
            campaign, 3, 2025, [(one.park, one.track) for one in parks], date(2025, 12, 31), SHEET,
            entry="BUILD", late_reason=_ALREADY,
        ),
    )  # fmt: skip
    yield at_shanghai(date(2025, 7, 3), 10)
    _told_late(walk)
    walk.play(("consult", "draft_plan", "sign_plan", "publish_plan"))
    yield at_shanghai(date(2025, 7, 10), 10)
    walk.play(("hold_meeting", "hold_training", "hold_visit"))
    for code in ("zjzyc", "mzmht", "ljzz"):
        walk.play(("list_tasks", "confirm_tasks"), park=code)
    yield at_shanghai(date(2025, 8, 4), 10)
    walk.play(("monthly_report",))
    yield at_shanghai(date(2025, 9, 3), 10)
    for code in ("zjzyc", "mzmht"):
        walk.play(("monthly_report",), park=code)
    walk.play(("build_task", "take_over_items"), park="zjzyc")
    walk.totals["zjzyc"] = "82.5"
    walk.play(("self_assess",), park="zjzyc")
    _money(walk)
    yield at_shanghai(date(2025, 9, 15), 10)
    _ask_the_county(walk, phase)


def _campaign(walk: Walk) -> UUID:
    campaign: UUID = walk.do("city_admin", MakeCampaign("园区示范政务服务中心创建", "德阳市"))
    for title, issuer, on, alias in _BASIS:
        file = walk.file("city_admin", title[:20])
        walk.do("city_admin", AddBasis(campaign, title, issuer, on, file, alias=alias))
    for year in (2023, 2024):
        walk.do("city_admin", SetQuota(campaign, year, "区域中心城市", 3, 4))
    duty = SetCountyDuty(campaign, "旌阳区", "毛成林", True, "旌委办〔2025〕12号")
    walk.do("city_admin", duty)
    return campaign


def _told_late(walk: Walk) -> None:
    """The survey was made in April, before there was a system."""
    told = at_shanghai(date(2025, 4, 18), 10)
    for element in ("survey", "check_survey"):
        for asked in walk.open((element,)):
            at = told + timedelta(days=1 if element == "check_survey" else 0)
            more = {"filled_on": "2025-04-18"} if element == "survey" else {}
            walk.finish(asked, happened_at=at, late_reason=_ALREADY, **more)


def _money(walk: Walk) -> None:
    for asked in walk.open(("build_task",)):
        who = f"park_admin:{asked.seen['park']}"
        command = SetBudget(asked.enrollment, "260", "区级财政和园区自筹", True, "150")
        walk.do(who, command)


def _ask_the_county(walk: Walk, phase: UUID) -> None:
    """The park that has not begun is asked why."""
    for asked in walk.open(("list_tasks",)):
        walk.do(
            "city_admin",
            RaiseSupervision(
                "supervision", phase, asked.enrollment, str(asked.seen["county"]),
                "旌阳区行政审批局", "粮油园区尚未报送任务清单", "督促园区限期报送，并说明原因",
                walk.today + timedelta(14),
            ),
        )  # fmt: skip
