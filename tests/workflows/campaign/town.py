"""A city with its campaign to test in: staff of every kind, one line for each thing that is done.

Everything goes through ``office.execute``: nothing here writes a status or a variable.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

import workflows.models  # noqa: F401
from engine.commands import CompleteTask
from engine.protocols import Actor
from engine.runtime import Engine
from engine.store.schema import task
from tests.workflows.field import PASSWORD, Field, StillClock
from workflows.campaign import commands as c
from workflows.campaign.models import Enrollment, Phase
from workflows.campaign.participant import CampaignParticipant
from workflows.campaign.reading import enrollment_facts, sheet_for
from workflows.campaign.sheets import Entry, Sheet
from workflows.campaign.timeline import park_history
from workflows.clock import at_shanghai
from workflows.demo.campaign.cast import hire
from workflows.demo.campaign.walk import Walk
from workflows.files.commands import StoreFile
from workflows.office import Office
from workflows.people.models import Body, Park, ParkTarget
from workflows.policy import FieldPolicy
from workflows.settings import Settings
from workflows.starter import install
from workflows.tenants.commands import InitTenant

SHEET = "deyang-2023-draft"
EARLY = ("survey", "check_survey", "consult", "draft_plan", "sign_plan", "publish_plan")
BEGINS = date(2023, 4, 1)


def office_on(folder: Path, day: date, url: str | None = None) -> Office:
    """An office at nine in the morning of a day."""
    clock = StillClock(at_shanghai(day, 9))
    engine = Engine(
        url or f"sqlite:///{folder / 'town.db'}",
        clock=clock,
        policy=FieldPolicy(),
        participants=(CampaignParticipant(),),
        synchronous="NORMAL",
    )
    return Office(engine, clock, Settings(data_folder=folder))


class Town(Field):
    """A city with starter set, staff, a campaign; its clock stands at 2023-04-01."""

    campaign: UUID
    phase: UUID
    actors: dict[str, Actor]
    _walk: Walk | None = None

    @staticmethod
    def open(folder: Path, url: str | None = None) -> Town:
        office = office_on(folder, BEGINS, url)
        office.engine.migrate()
        tenant = office.engine.ids.new()
        init = InitTenant("德阳市", "510600000000", "管理员", "admin", PASSWORD, is_demo=True)
        office.execute(init, actor=Actor(tenant, None, channel="cli"))
        town = Town(office, tenant)
        town.admin = town.signed_in("admin")
        install(office, tenant)
        town._hire()
        town.campaign = town.act("city", c.MakeCampaign("德阳市园区示范政务服务中心创建", "德阳市"))
        return town

    def copied(self, folder: Path) -> Town:
        """The same town in a copy of its file; this one must be stopped."""
        shutil.copyfile(self.office.settings.data_folder / "town.db", folder / "town.db")
        copy = Town(office_on(folder, BEGINS), self.city)
        copy.office.refresh()
        copy.admin, copy.ids, copy.actors = self.admin, dict(self.ids), dict(self.actors)
        copy.campaign = self.campaign
        return copy

    def _hire(self) -> None:
        for table in (Body, Park):
            rows = self.rows(select(table.code, table.id).where(table.tenant == self.city))
            self.ids.update({row.code: row.id for row in rows})
        self.ids["category"] = self.city  # the list is there
        self.actors = dict(hire(self.office, self.city, BEGINS, None, {}))
        self.actors |= {"city": self.actors["city_admin"], "leader": self.actors["bureau_leader"]}
        self.actors |= {f"e{n}": self.actors[f"evaluator:{n}"] for n in (1, 2, 3)}
        self.actors |= {code: self.actors[f"park_admin:{code}"] for code in self.codes()}

    @property
    def walk(self) -> Walk:
        if self._walk is None:
            self._walk = Walk(self.office, self.city, self.actors)
        return self._walk

    def codes(self) -> list[str]:
        query = select(Park.code).where(Park.tenant == self.city).order_by(Park.serial)
        return [row.code for row in self.rows(query)]

    def act(self, who: str, command: Any) -> Any:
        done = self.do(command, self.actors[who])
        self.office.engine.drain()
        return done

    def file(self, who: str = "city", name: str = "文件") -> UUID:
        id: UUID = self.do(StoreFile(f"{name}.pdf", b"%PDF-1.4 " + name.encode()), self.actors[who])
        return id

    def at(self, day: date, hour: int = 9, do: Sequence[str] = ()) -> None:
        """Move the clock to a day, stopping at every timer; on the way these elements are done."""
        self.walk.until(day, hour, do)

    # Phases

    def plan(self, no: int) -> list[tuple[str, str]]:
        """(park code, track) as the plan lists them."""
        query = (
            select(Park.code, ParkTarget.track)
            .join(ParkTarget, (ParkTarget.tenant == Park.tenant) & (ParkTarget.park_id == Park.id))
            .where(ParkTarget.tenant == self.city, ParkTarget.phase == no)
            .order_by(ParkTarget.track.desc(), ParkTarget.place)
        )
        return [(row.code, row.track) for row in self.rows(query)]

    def start(
        self, no: int = 1, parks: Sequence[tuple[str, str]] | None = None, **more: Any
    ) -> UUID:
        """Start a phase for some parks: those of the plan, unless named."""
        year = more.pop("year", 2022 + no)
        named = self.plan(no) if parks is None else parks
        command = c.StartPhase(
            self.campaign, no, year, [(self.ids[code], track) for code, track in named],
            more.pop("deadline", date(year, 12, 31)), more.pop("sheet", SHEET), **more,
        )  # fmt: skip
        self.phase = self.act("city", command)
        return self.phase

    def enrollment(self, code: str, phase: UUID | None = None) -> Any:
        query = (
            select(Enrollment.__table__)
            .join(Park, (Park.tenant == Enrollment.tenant) & (Park.id == Enrollment.park_id))
            .where(Enrollment.phase_id == (phase or self.phase), Park.code == code)
        )
        return self.rows(query)[0]

    def status(self, code: str) -> str:
        return str(self.enrollment(code).status)

    # Tasks

    def open_tasks(self, element: str | None = None, case: UUID | None = None) -> list[Any]:
        query = select(task).where(task.c.tenant == self.city, task.c.state == "open")
        if element is not None:
            query = query.where(task.c.element_id == element)
        if case is not None:
            query = query.where(task.c.case_id == case)
        return self.rows(query.order_by(task.c.id))

    def elements(self, code: str) -> list[str]:
        case = self.enrollment(code).case_id
        return sorted(one.element_id for one in self.open_tasks(case=case))

    def phase_elements(self) -> list[str]:
        query = select(Phase.case_id).where(Phase.id == self.phase)
        return sorted(one.element_id for one in self.open_tasks(case=self.rows(query)[0].case_id))

    def find(self, element: str, **seen: str) -> UUID:
        """The open task of an element whose variables are these."""
        for one in self.open_tasks(element):
            variables = self.office.engine.task_variables(self.city, one.id)
            if all(str(variables.get(name)) == value for name, value in seen.items()):
                found: UUID = one.id
                return found
        raise AssertionError(f"{element} {seen} is not open")

    def finish(self, who: str, element: str, form: Mapping[str, Any], **seen: str) -> Any:
        """Complete the task of an element of this phase with a form."""
        happened_at = seen.pop("happened_at", None)
        seen.setdefault("phase", str(self.phase))
        command = CompleteTask(self.find(element, **seen), form, happened_at=happened_at)
        return self.act(who, command)

    def for_park(self, code: str, who: str, element: str, **form: Any) -> Any:
        """Complete a park's task."""
        at = form.pop("happened_at", None)
        enrollment = str(self.enrollment(code).id)
        command = CompleteTask(self.find(element, enrollment=enrollment), form, happened_at=at)
        return self.act(who, command)

    def lead_of(self, code: str) -> str:
        """The post that looks after a park for its county."""
        return f"county_lead:{self.enrollment(code).county}"

    # Scores

    def sheet(self, code: str) -> Sheet:
        with self.office.reading() as conn:
            facts = enrollment_facts(conn, self.city, self.enrollment(code).id)
            return Sheet.of(sheet_for(conn, facts))

    def entries(self, code: str, total: str) -> list[Entry]:
        """A filled sheet with this total: points go to the first indicators."""
        from decimal import Decimal

        left, given = Decimal(total), []
        for line in self.sheet(code).indicators:
            points = min(left, line.max)
            left -= points
            reason = "" if points == line.max else "有差距"
            given.append(Entry(line.code, str(points), reason))
        assert left == 0
        return given

    def save(self, who: str, code: str, total: str, **more: Any) -> None:
        entries = self.entries(code, total)
        enrollment = self.enrollment(code).id
        self.act(who, c.SaveScores(enrollment, entries, opinion="同意", **more))

    # Usual ways

    def published(self) -> None:
        """The plan is out; the parks begin to build."""
        self.walk.play(EARLY)

    def building(self, *codes: str) -> None:
        """These parks build; by default all."""
        self.published()
        self._play(("list_tasks", "confirm_tasks"), codes)

    def under_review(self, *codes: str) -> None:
        """In November, with these parks' teams at work."""
        self.building(*codes)
        self._play(("build_task", "take_over_items", "self_assess"), codes)
        self.at(date(self.office.clock.today().year, 11, 6))
        self._play(("appoint_team",), codes)

    def reported(self, *codes: str) -> None:
        """The city's own evaluation was sent to the province."""
        self.under_review(*codes)
        self._play(("score", "evaluation_report", "report_province"), codes)

    def scored(self, code: str, *totals: str) -> None:
        """The three evaluators give these totals, and the leader reports."""
        for who, total in zip(("e1", "e2", "e3"), totals, strict=True):
            self.save(who, code, total)
            self.for_evaluator(code, who)

    def for_evaluator(self, code: str, who: str) -> None:
        person, enrollment = self.actors[who].person, str(self.enrollment(code).id)
        found = self.find("score", enrollment=enrollment, evaluator=f"user:{person}")
        self.act(who, CompleteTask(found, {}))

    def result(self, code: str, outcome: str, who: str = "province", **more: Any) -> Any:
        """The province has decided."""
        values = {
            "group": "省评审小组", "decided_on": self.today, "document": "省级验收结果〔1〕号",
            "file_id": self.file(who), **more,
        }  # fmt: skip
        return self.act(who, c.RecordProvinceResult(self.enrollment(code).id, outcome, **values))

    def history(self, code: str) -> list[str]:
        with self.office.reading() as conn:
            return [one.status for one in park_history(conn, self.city, self.enrollment(code).id)]

    def _play(self, elements: Sequence[str], codes: Sequence[str]) -> None:
        for code in codes or [None]:
            self.walk.play(elements, park=code)
