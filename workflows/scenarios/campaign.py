"""Scenarios of the campaign: a phase with a few parks, played by its cast on a moved clock.

name: 六十九点九九分整改
campaign: {jygxq: municipal}
at: 2023-04-01 09:00
steps:
  - play: [survey, check_survey]
  - move: 2023-11-06 09:00
  - earn: {jygxq: "69.99"}
  - complete: confirm_province
    with: {file_id: null}
    refused: input-invalid
  - result: {dyjkq: pass}
  - expect: {jygxq: RECTIFYING, tasks: [rectify_notice]}
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.errors import Refused
from engine.protocols import Actor
from engine.runtime import Engine
from workflows.campaign.commands import MakeCampaign, RecordProvinceResult, StartPhase
from workflows.campaign.models import Enrollment
from workflows.campaign.participant import CampaignParticipant
from workflows.clock import SHANGHAI, at_shanghai
from workflows.demo.campaign.cast import hire
from workflows.demo.campaign.replay import SHEET
from workflows.demo.campaign.walk import Walk
from workflows.office import Office
from workflows.people.models import Park
from workflows.policy import FieldPolicy
from workflows.scenarios.center import BEGINS, StillClock
from workflows.scenarios.playing import Unexpected
from workflows.scenarios.story import Step, Story, instant
from workflows.settings import Settings
from workflows.starter import install
from workflows.tenants.commands import InitTenant


def _office(folder: Path, at: datetime) -> Office:
    clock = StillClock(at)
    engine = Engine(
        f"sqlite:///{folder / 'town.db'}",
        clock=clock,
        policy=FieldPolicy(),
        participants=(CampaignParticipant(),),
        synchronous="NORMAL",
    )
    return Office(engine, clock, Settings(data_folder=folder))


def prepare(folder: Path) -> Path:
    """A folder with a city that has the starter set; it is copied for each scenario."""
    folder.mkdir(parents=True)
    office = _office(folder, at_shanghai(BEGINS))
    office.engine.migrate()
    tenant = office.engine.ids.new()
    init = InitTenant("德阳市", "510600000000", "管理员", "admin", "scenario-only", is_demo=True)
    office.execute(init, actor=Actor(tenant, None, channel="cli"))
    install(office, tenant)
    office.engine.stop()
    return folder


def play(story: Story, prepared: Path, folder: Path) -> None:
    """Play a scenario in a copy. Raises ``Unexpected``."""
    shutil.copytree(prepared, folder)
    office = _office(folder, story.at)
    office.refresh()
    try:
        Phase(office, story).run()
    finally:
        office.engine.stop()


class Phase:
    """A phase of the parks that the scenario names, under way."""

    def __init__(self, office: Office, story: Story) -> None:
        assert office.tenant is not None
        self.office, self.story, self.tenant = office, story, office.tenant.id
        actors = hire(office, self.tenant, BEGINS, None, {})
        self.walk = Walk(office, self.tenant, actors)
        query = select(Park.code, Park.id).where(Park.tenant == self.tenant)
        with office.reading() as conn:
            parks = {row.code: row.id for row in conn.execute(query)}
        unknown = story.parks.keys() - parks.keys()
        if unknown:
            raise Unexpected(f"没有园区 {'、'.join(sorted(unknown))}")
        campaign = self.walk.do("city_admin", MakeCampaign("创建工作", "德阳市"))
        listed = [(parks[code], track) for code, track in story.parks.items()]
        year = self.walk.today.year
        start = StartPhase(campaign, 1, year, listed, date(year, 12, 31), SHEET)
        self.id: UUID = self.walk.do("city_admin", start)

    def run(self) -> None:
        for number, step in enumerate(self.story.steps, start=1):
            try:
                self._step(step)
            except Unexpected as wrong:
                raise Unexpected(f"第{number}步 {step.verb}：{wrong}") from wrong

    def _step(self, step: Step) -> None:
        try:
            _VERBS[step.verb](self, step)
        except Refused as refused:
            if step.refused != refused.code:
                raise Unexpected(f"被拒绝（{refused.code}）：{refused}") from refused
            return
        if step.refused:
            raise Unexpected(f"应当拒绝（{step.refused}），却办成了")

    def play(self, step: Step) -> None:
        self.walk.play(step.what)

    def complete(self, step: Step) -> None:
        """One open task, with the usual answer and what is said over it."""
        found = self.walk.open((step.what,))
        if not found:
            raise Unexpected(f"{step.what} 没有待办，待办是 {self._tasks()}")
        self.walk.finish(found[0], **step.said)

    def earn(self, step: Step) -> None:
        self.walk.totals.update({code: str(total) for code, total in step.what.items()})

    def result(self, step: Step) -> None:
        for code, outcome in step.what.items():
            file = self.walk.file("province", "省级验收结果")
            command = RecordProvinceResult(
                self._enrollment(code).id, outcome, "省中心评审小组", self.walk.today,
                "省级验收结果", file,
            )  # fmt: skip
            self.walk.do("province", command)

    def move(self, step: Step) -> None:
        at = instant(step.what).astimezone(SHANGHAI)
        self.walk.until(at.date(), at.hour, step.said.get("doing", ()))

    def expect(self, step: Step) -> None:
        for name, wanted in step.what.items():
            found: Any = self._tasks() if name == "tasks" else self._enrollment(name).status
            if found != wanted:
                raise Unexpected(f"{name} 应为 {wanted}，实为 {found}")

    def _tasks(self) -> list[str]:
        return sorted({one.element for one in self.walk.open()})

    def _enrollment(self, code: str) -> Any:
        query = (
            select(Enrollment.id, Enrollment.status)
            .join(Park, (Park.tenant == Enrollment.tenant) & (Park.id == Enrollment.park_id))
            .where(Enrollment.tenant == self.tenant, Park.code == code)
        )
        with self.office.reading() as conn:
            row = conn.execute(query).first()
        if row is None:
            raise Unexpected(f"没有创建园区 {code}")
        return row


_VERBS: Mapping[str, Callable[[Phase, Step], None]] = {
    "play": Phase.play,
    "complete": Phase.complete,
    "earn": Phase.earn,
    "result": Phase.result,
    "move": Phase.move,
    "expect": Phase.expect,
}
