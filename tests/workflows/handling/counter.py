"""A service center to test in: the starter set, its staff, their grants, and a clock that stands.

Everything goes through ``office.execute``: nothing here writes a state or a variable.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

import workflows.models  # noqa: F401
from engine.commands import CompleteTask
from engine.protocols import Actor
from engine.runtime import Engine
from engine.store.schema import slot, task
from tests.workflows.field import PASSWORD, Field, StillClock
from workflows.authority.commands import AddGrant
from workflows.clock import at_shanghai
from workflows.files.commands import StoreFile
from workflows.handling import requests
from workflows.handling.commands import AttachMaterial, CheckMaterial, PartyData, SaveApplication
from workflows.handling.models import Application, Decision
from workflows.handling.participant import HandlingParticipant
from workflows.handling.policy import HandlingPolicy
from workflows.handling.reading import verdicts
from workflows.handling.rules import Verdict
from workflows.items.models import Item
from workflows.notices.models import Document
from workflows.office import Office
from workflows.people.models import Body, Park
from workflows.people.uscc import check_character
from workflows.settings import Settings
from workflows.starter import install
from workflows.tenants.commands import InitTenant

FOOD = "scjg-04"
PARK = "dyjkq"
MATERIALS = ("m01", "m02", "m03", "m04", "m05")
NOODLES = PartyData(
    "enterprise",
    "德阳旌湖面馆有限公司",
    "91510600MA6XY0001" + check_character("91510600MA6XY0001"),
    "陈大勇",
    "陈小燕",
    "13800000001",
    "黄河路9号",
)
FORM = {
    "business_type": "catering",
    "business_scope": ["hot"],
    "area_m2": 86,
    "premises": "黄河路9号",
    "delivery_method": "window",
}

#: Who works here: login, name, role, body, whether for one department only
STAFF = (
    ("zhang", "张窗口", "window", "dyjkq-gwh", False),
    ("zhou", "周帮办", "guide", "dyjkq-gwh", False),
    ("li", "李受理", "acceptor", "scjg", True),
    ("wang", "王审查", "reviewer", "scjg", True),
    ("zhao", "赵核查", "inspector", "scjg", True),
    ("qian", "钱核查", "inspector", "scjg", True),
    ("sun", "孙代表", "approver", "scjg", True),
)

ANSWERS: Mapping[str, Mapping[str, Any]] = {
    "register": {"originals_checked": True, "paper_copies": 1, "intake": "window"},
    "examine": {"outcome": "accept"},
    "review": {"findings": "材料齐全", "conditions_met": "site", "recommendation": "approve"},
    "inspect": {
        "inspected_on": "", "place": "黄河路9号", "attendee": "陈小燕", "checked": ["premises"],
        "findings": "布局与图一致", "inspection": "pass", "signed": True,
    },
    "cosign": {"cosigned": "agree", "signed": True},
    "opinion": {"findings": "符合条件", "recommendation": "approve"},
    "decide": {"decision": "approve", "granted": "热食类食品制售", "valid_years": 5},
    "deliver": {"method": "window", "delivered_on": "", "receiver": "陈小燕"},
    "archive": {"contents": ["application"], "retention": "30", "complete": True},
}  # fmt: skip


def office_on(folder: Path, day: date, url: str) -> Office:
    """An office at nine in the morning of a day, with engine, policy and participant."""
    clock = StillClock(at_shanghai(day, 9))
    engine = Engine(
        url,
        clock=clock,
        policy=HandlingPolicy(),
        participants=(HandlingParticipant(),),
        synchronous="NORMAL",
    )
    return Office(engine, clock, Settings(data_folder=folder))


class Counter(Field):
    """An office with engine, starter set, staff and grants for 食品经营许可 in one park."""

    @staticmethod
    def open(folder: Path, day: date, url: str) -> Counter:
        """A new center on a migrated database."""
        office = office_on(folder, day, url)
        city = office.engine.ids.new()
        init = InitTenant("德阳市", "510600000000", "管理员", "admin", PASSWORD)
        office.execute(init, actor=Actor(city, None, channel="cli"))
        counter = Counter(office, city)
        counter.admin = counter.signed_in("admin")
        install(office, city)
        counter._staff()
        return counter

    def copied(self, folder: Path) -> Counter:
        """The same center in a copy of its SQLite file; this one must be stopped."""
        database = folder / "center.db"
        shutil.copyfile(self.office.settings.data_folder / "center.db", database)
        copy = Counter(office_on(folder, self.today, f"sqlite:///{database}"), self.city)
        copy.office.refresh()
        copy.admin, copy.ids = self.admin, dict(self.ids)
        copy.actors, copy.grants = dict(self.actors), dict(self.grants)
        return copy

    def _staff(self) -> None:
        for table in (Body, Park, Item):
            rows = self.rows(select(table.code, table.id).where(table.tenant == self.city))
            self.ids.update({row.code: row.id for row in rows})
        self.actors = {
            login: self.person(
                login,
                name,
                [
                    {"body": body, "role": role, "park": PARK, "name": name}
                    | ({"department": "scjg"} if own else {})
                ],
            )
            for login, name, role, body, own in STAFF
        }
        self.grants = {kind: self.do(grant) for kind, grant in self.granted(FOOD).items()}

    def granted(self, item: str, park: str = PARK) -> dict[str, AddGrant]:
        """The three papers behind an item: the window's, the handlers', the decider's."""
        scjg, window = self.ids["scjg"], self.ids["dyjkq-gwh"]
        common = {
            "item_id": self.ids[item],
            "park_id": self.ids[park],
            "delegator_id": scjg,
            "legal_basis": "《行政许可法》第二十二条、第二十六条",
            "instrument": "派驻审批授权书",
            "valid_from": self.today,
            "valid_to": self.today.replace(year=self.today.year + 1),
        }
        handling = ("accept", "correct", "review", "inspect")
        return {
            "window": AddGrant(
                f"窗口协议-{item}-{park}", "SHARED_WINDOW", delegatee_id=window,
                actions=("receive", "deliver"), **common,
            ),
            "handling": AddGrant(
                f"授权书-办理-{item}-{park}", "STATIONED", delegatee_id=scjg, actions=handling,
                person_id=self.ids["li"],
                deputy_ids=tuple(self.ids[one] for one in ("wang", "zhao", "qian", "sun")),
                **common,
            ),
            "decide": AddGrant(
                f"授权书-决定-{item}-{park}", "STATIONED", delegatee_id=scjg, actions=("decide",),
                person_id=self.ids["sun"], deputy_ids=(self.ids["wang"],), **common,
            ),
        }  # fmt: skip

    def apply(
        self, who: str = "zhang", party: PartyData = NOODLES, item: str = FOOD, **more: Any
    ) -> UUID:
        """Enter an application with all materials, and submit it."""
        actor = self.actors[who]
        channel = {"zhou": "guide"}.get(who, "window")
        save = SaveApplication(item, PARK, party, FORM, channel=channel, **more)
        id: UUID = self.do(save, actor)
        for code in self.listed(id):
            self.attach(id, code, actor)
        self.submit(id, actor)
        return id

    def listed(self, application: UUID) -> list[str]:
        return [one.code for one in self.verdicts(application)]

    def verdicts(self, application: UUID) -> list[Verdict]:
        with self.office.reading() as conn:
            return verdicts(conn, self.city, application)

    def attach(self, application: UUID, code: str, actor: Actor) -> None:
        file = self.do(StoreFile(f"{code}.pdf", b"%PDF-1.4 " + code.encode()), actor)
        self.do(AttachMaterial(application, code, file), actor)

    def submit(self, application: UUID, actor: Actor) -> None:
        with self.office.reading() as conn:
            start = requests.submit(conn, self.city, application, self.office.clock.now())
        self.do(start, actor)

    def check(self, application: UUID, *wrong: str, codes: tuple[str, ...] = ()) -> None:
        """李受理 checks the materials: all right but ``wrong``."""
        for code in codes or self.listed(application):
            verdict = "wrong" if code in wrong else "ok"
            said = ("内容不清", "重新提交") if verdict == "wrong" else ("", "")
            self.do(CheckMaterial(application, code, verdict, *said), self.actors["li"])

    def finish(self, application: UUID, element: str, who: str, **said: Any) -> Any:
        """Complete the open task of an element with the usual answers, and those given."""
        today = self.today.isoformat()
        answers = {k: v if v != "" else today for k, v in ANSWERS.get(element, {}).items()}
        command = CompleteTask(self.task(application, element), {**answers, **said})
        return self.do(command, self.actors[who])

    def to(self, element: str, application: UUID) -> None:
        """Walk the usual way until the task of ``element`` is open."""
        for step, who in USUAL:
            if step == element:
                return
            if step == "examine":
                self.check(application)
            self.finish(application, step, who)

    def to_here(self, application: UUID, first: str, last: str) -> None:
        """Walk the usual way from the open task of ``first`` until that of ``last`` is open."""
        steps = [step for step, _ in USUAL]
        for step, who in USUAL[steps.index(first) : steps.index(last)]:
            self.finish(application, step, who)

    def person_again(self, login: str, role: str, body: str = "scjg", *, own: bool = True) -> None:
        """A second post for somebody of the staff; acts under it as ``login-role``."""
        from workflows.people.commands import AddPost, Appoint

        park, department = self.ids[PARK], self.ids["scjg"] if own else None
        post = self.do(AddPost(self.ids[body], role, role, park, department))
        person = self.ids[login]
        appointment = self.do(Appoint(person, post, self.today))
        self.actors[f"{login}-{role}"] = Actor(self.city, person, appointment)

    def task(self, application: UUID, element: str) -> UUID:
        found = [one for one in self.open_tasks(application) if one.element_id == element]
        assert found, f"{element} is not open, but {self.elements(application)}"
        return found[0].id

    def elements(self, application: UUID) -> list[str]:
        return [one.element_id for one in self.open_tasks(application)]

    def open_tasks(self, application: UUID) -> list[Any]:
        here = (task.c.tenant == self.city, task.c.case_id == application)
        return self.rows(select(task).where(*here, task.c.state == "open"))

    def keys(self, task_id: UUID) -> set[str]:
        rows = self.rows(select(slot.c.key).where(slot.c.task_id == task_id))
        return {row.key for row in rows}

    def application(self, id: UUID) -> Any:
        return self.rows(select(Application.__table__).where(Application.id == id))[0]

    def deeds(self, id: UUID) -> list[Any]:
        query = select(Decision.__table__).where(Decision.application_id == id)
        return self.rows(query.order_by(Decision.id))

    def papers(self, id: UUID) -> dict[str, Any]:
        query = select(Document.__table__).where(Document.application_id == id)
        return {row.kind: row for row in self.rows(query.order_by(Document.id))}

    def at(self, day: date, hour: int = 9) -> None:
        """Move the clock forward and let happen what falls due on the way."""
        self.until(at_shanghai(day, hour))

    def until(self, instant: datetime) -> None:
        clock = self.office.clock
        clock.shift(clock.offset + (instant - clock.now()))
        self.office.engine.drain()


#: The usual way of a 承诺件 with inspection on site
USUAL = (
    ("register", "zhang"),
    ("examine", "li"),
    ("review", "wang"),
    ("inspect", "zhao"),
    ("cosign", "qian"),
    ("opinion", "wang"),
    ("decide", "sun"),
    ("deliver", "zhang"),
    ("archive", "zhang"),
)
