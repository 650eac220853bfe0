"""Three years of the plan, 2023 to 2025, played by commands and clock: 4, 8, 12 of 12.

Source: the plan, 二 (R-004 to R-008).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from workflows.campaign import lists, states
from workflows.campaign.commands import RecordProvinceResult, StartPhase
from workflows.campaign.models import Enrollment, Phase
from workflows.campaign.proposing import proposed_parks
from workflows.demo.campaign.walk import Walk

SHEET = "deyang-2023-draft"
_EARLY = ("survey", "check_survey", "consult", "draft_plan", "sign_plan", "publish_plan")
_ONSITE = ("hold_meeting", "hold_training", "hold_visit", "list_tasks", "confirm_tasks")
_BUILD = ("monthly_report", "answer", "conclude")
_WORK = (*_BUILD, "build_task", "take_over_items")
_REVIEW = (
    *_BUILD, "appoint_team", "score", "evaluation_report", "rectify_notice", "rectify",
    "report_province", "confirm_city", "plaque_city", "decide_failed", "reconcile",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Year:
    """What a year ended with."""

    year: int
    phase: int
    provincial: int
    municipal: int
    coverage: lists.Coverage

    def __str__(self) -> str:
        return (
            f"{self.year}年 第{self.phase}阶段  省级 {self.provincial}  市级 {self.municipal}"
            f"  覆盖 {self.coverage}"
        )


def replay(walk: Walk, campaign: UUID, years: int = 3) -> Iterator[Year]:
    """Play the phases one by one; gives what each year ended with."""
    for no in range(1, years + 1):
        yield play_phase(walk, campaign, no)


def play_phase(walk: Walk, campaign: UUID, no: int) -> Year:
    """One phase from its start in April to its end on the last day of the year."""
    year = 2022 + no
    walk.until(date(year, 4, 1))
    with walk.office.reading() as conn:
        parks = proposed_parks(conn, walk.tenant, campaign, no)
    command = StartPhase(
        campaign, no, year, [(one.park, one.track) for one in parks], date(year, 12, 31), SHEET
    )
    phase: UUID = walk.do("city_admin", command)
    walk.until(date(year, 4, 20))
    walk.play(_EARLY)
    walk.until(date(year, 5, 15))
    walk.play(_ONSITE)
    walk.until(date(year, 9, 20), elements=_BUILD)
    walk.play(_WORK)
    walk.until(date(year, 10, 25), elements=_BUILD)
    walk.play(("self_assess",))
    walk.until(date(year, 11, 10), elements=_BUILD)
    walk.play(_REVIEW)
    walk.until(date(year, 12, 15), elements=_REVIEW)
    _province_decides(walk, phase)
    walk.play(("confirm_province", "plaque_province", "summarize_park"))
    walk.until(date(year, 12, 30), elements=_REVIEW)
    walk.play()
    return _ended(walk, campaign, phase)


def _province_decides(walk: Walk, phase: UUID) -> None:
    query = select(Enrollment.id).where(
        Enrollment.tenant == walk.tenant,
        Enrollment.phase_id == phase,
        Enrollment.status.in_(states.AT_PROVINCE),
    )
    with walk.office.reading() as conn:
        waiting = list(conn.execute(query.order_by(Enrollment.id)).scalars())
    for enrollment in waiting:
        file = walk.file("province", "省级验收结果")
        walk.do(
            "province",
            RecordProvinceResult(
                enrollment, "pass", "省中心评审小组", walk.today, "省级验收结果", file
            ),
        )


def _ended(walk: Walk, campaign: UUID, phase: UUID) -> Year:
    titled = select(Enrollment.track, func.count()).where(
        Enrollment.tenant == walk.tenant,
        Enrollment.phase_id == phase,
        Enrollment.status.in_(states.TITLED),
    )
    with walk.office.reading() as conn:
        row = conn.execute(
            select(Phase.no, Phase.year, Phase.deadline).where(Phase.id == phase)
        ).one()
        counts = {row[0]: row[1] for row in conn.execute(titled.group_by(Enrollment.track))}
        covered = lists.coverage(conn, walk.tenant, campaign, row.deadline)
    return Year(
        row.year, row.no, counts.get(states.PROVINCIAL, 0), counts.get(states.MUNICIPAL, 0), covered
    )
