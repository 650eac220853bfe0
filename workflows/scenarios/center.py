"""A service center for one scenario: starter set, staff, grants, in a database of its own."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from engine.protocols import Actor
from engine.runtime import Engine
from workflows.authority.commands import AddGrant
from workflows.clock import SHANGHAI, OfficeClock, at_shanghai
from workflows.handling.participant import HandlingParticipant
from workflows.handling.policy import HandlingPolicy
from workflows.items.models import Item
from workflows.office import Office
from workflows.people.commands import AddPerson, AddPost, Appoint
from workflows.people.models import Body, Park
from workflows.settings import Settings
from workflows.starter import install
from workflows.tenants.commands import InitTenant

PARK = "dyjkq"
BEGINS = date(2023, 1, 3)
#: Who does what: role, and whether at the committee or at the item's department
CAST: dict[str, tuple[str, str]] = {
    "window": ("window", "committee"),
    "acceptor": ("acceptor", "department"),
    "reviewer": ("reviewer", "department"),
    "first": ("inspector", "department"),
    "second": ("inspector", "department"),
    "approver": ("approver", "department"),
}


class StillClock(OfficeClock):
    """A clock that stands until it is moved."""

    def __init__(self, instant: datetime) -> None:
        super().__init__()
        self._instant = instant

    def now(self) -> datetime:
        return self._instant + self.offset

    def move(self, instant: datetime) -> None:
        self.shift(instant - self._instant)


class Center:
    """The stage of one scenario. ``actors``: {role in ``CAST``: actor}."""

    def __init__(self, folder: Path, at: datetime) -> None:
        self.clock = StillClock(at)
        url = f"sqlite:///{folder / 'center.db'}"
        engine = Engine(
            url,
            clock=self.clock,
            policy=HandlingPolicy(),
            participants=(HandlingParticipant(),),
            synchronous="NORMAL",
        )
        self.office = Office(engine, self.clock, Settings(data_folder=folder))
        self.actors: dict[str, Actor] = {}

    @property
    def tenant(self) -> UUID:
        assert self.office.tenant is not None
        return self.office.tenant.id

    @staticmethod
    def prepare(folder: Path) -> Path:
        """A folder with a center that has the starter set; it is copied for each scenario."""
        folder.mkdir(parents=True)
        center = Center(folder, at_shanghai(BEGINS))
        center.office.engine.migrate()
        tenant = center.office.engine.ids.new()
        init = InitTenant("德阳市", "510600000000", "管理员", "admin", "scenario-only")
        center.office.execute(init, actor=Actor(tenant, None, channel="cli"))
        install(center.office, tenant)
        center.office.engine.stop()
        return folder

    @staticmethod
    def open(prepared: Path, folder: Path, item: str, at: datetime) -> Center:
        """A copy of the prepared center with staff and grants for an item."""
        shutil.copytree(prepared, folder)
        center = Center(folder, at)
        center.office.refresh()
        center._staff(item)
        return center

    def _staff(self, item: str) -> None:
        with self.office.reading() as conn:
            item_id, department = conn.execute(
                select(Item.id, Item.department_id).where(Item.code == item)
            ).one()
            park, committee = conn.execute(
                select(Park.id, Park.committee_id).where(Park.code == PARK)
            ).one()
            assert committee is not None
            code = conn.execute(select(Body.code).where(Body.id == department)).scalar_one()
        bodies = {"committee": committee, "department": department}
        for login, (role, where) in CAST.items():
            self._hire(login, role, bodies[where], park)
        for grant in self._grants(item_id, park, department, committee, code):
            self.office.execute(grant, actor=Actor(self.tenant, None, channel="import"))

    def _hire(self, login: str, role: str, body: UUID, park: UUID) -> None:
        machine = Actor(self.tenant, None, channel="import")
        person = self.office.execute(AddPerson(f"{login}一", f"{login}-one"), actor=machine)
        post = self.office.execute(AddPost(body, role, role, park), actor=machine)
        appointment = self.office.execute(Appoint(person, post, BEGINS), actor=machine)
        self.actors[login] = Actor(self.tenant, person, appointment)

    def _grants(
        self, item: UUID, park: UUID, department: UUID, committee: UUID, code: str
    ) -> list[AddGrant]:
        """The window's, the handlers' and the decider's paper."""
        from_, to = BEGINS, BEGINS + timedelta(3650)
        people = {name: actor.person for name, actor in self.actors.items()}
        handlers = [people[name] for name in ("acceptor", "reviewer", "first", "second")]
        named = [one for one in handlers if one is not None]
        basis = "《行政许可法》第二十二条"
        return [
            AddGrant(
                f"窗口协议-{code}", "SHARED_WINDOW", item, park, department, committee,
                ("receive", "deliver"), basis, "窗口协议", from_, to,
            ),
            AddGrant(
                f"授权书-办理-{code}", "STATIONED", item, park, department, department,
                ("accept", "correct", "review", "inspect"), basis, "派驻审批授权书", from_, to,
                person_id=named[0], deputy_ids=tuple(named[1:]),
            ),
            AddGrant(
                f"授权书-决定-{code}", "STATIONED", item, park, department, department,
                ("decide",), basis, "派驻审批授权书", from_, to, person_id=people["approver"],
            ),
        ]  # fmt: skip

    @property
    def today(self) -> str:
        return self.clock.now().astimezone(SHANGHAI).date().isoformat()
