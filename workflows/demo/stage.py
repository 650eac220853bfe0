"""The stage on which the demo's stories are played: cast, clock, and a verb per thing done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from engine.commands import ClaimTask, CompleteTask
from engine.protocols import Actor
from engine.store.schema import slot, task
from workflows.clock import SHANGHAI, at_shanghai
from workflows.demo.enterprises import enterprises
from workflows.files.commands import StoreFile
from workflows.handling import requests
from workflows.handling.commands import AttachMaterial, CheckMaterial, SaveApplication
from workflows.handling.reading import verdicts
from workflows.people.holders import appointments_of
from workflows.tenants.commands import MoveClock

if TYPE_CHECKING:
    from workflows.office import Office

#: One blank page: what the demo's materials look like
_PDF = b"\n".join(
    (
        b"%PDF-1.4",
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj",
        b"trailer<</Root 1 0 R>>",
        b"%%EOF",
    )
)


class Stage:
    """Office, tenant and cast. ``actors``: {login: actor under the first post}."""

    def __init__(self, office: Office, tenant: UUID) -> None:
        self.office, self.tenant = office, tenant
        self.actors: dict[str, Actor] = {}
        self.ids: dict[str, UUID] = {}
        self.enterprises = enterprises()
        self.machine = Actor(tenant, None, channel="import")
        self._file: dict[str, UUID] = {}

    def do(self, command: Any, login: str | None = None) -> Any:
        return self.office.execute(command, actor=self.actors[login] if login else self.machine)

    @property
    def now(self) -> datetime:
        return self.office.clock.now().astimezone(SHANGHAI)

    def at(self, instant: datetime) -> None:
        """Move the clock to an instant that lies ahead, and let happen what falls due by then."""
        if instant > self.office.clock.now() + timedelta(seconds=1):
            self.do(MoveClock(instant.astimezone(UTC)))
            self.office.engine.drain()

    def later(self, workdays: int = 0, hour: int = 9, minute: int = 30) -> datetime:
        """A time of day so many working days from today, a while from now at least."""
        wanted = at_shanghai(self.workday(self.now.date(), workdays), hour, minute)
        return max(wanted, self.now + timedelta(minutes=17))

    def workday(self, start: date, count: int) -> date:
        with self.office.reading() as conn:
            calendar = self.office.calendar(conn, self.tenant)
        day = calendar.next_workday(start)
        for _ in range(count):
            day = calendar.next_workday(day + timedelta(1))
        return day

    def save(
        self, who: str, item: str, park: str, enterprise: str, form: Mapping[str, Any], channel: str
    ) -> UUID:
        """Keep a draft with all its materials."""
        party = self.enterprises[enterprise]
        id: UUID = self.do(SaveApplication(item, park, party, form, None, channel), who)
        for code, name in self.materials(id):
            self.attach(who, id, code, name)
        return id

    def attach(self, who: str, application: UUID, code: str, name: str) -> None:
        file = self.do(StoreFile(f"{name}.pdf", _PDF), who)
        self.do(AttachMaterial(application, code, file), who)

    def submit(self, who: str, application: UUID) -> None:
        with self.office.reading() as conn:
            now = self.office.clock.now()
            start = requests.submit(conn, self.tenant, application, now)
        self.do(start, who)

    def materials(self, application: UUID) -> list[tuple[str, str]]:
        with self.office.reading() as conn:
            return [(one.code, one.name) for one in verdicts(conn, self.tenant, application)]

    def check(
        self,
        who: str,
        application: UUID,
        wrong: Mapping[str, tuple[str, str]],
        codes: Sequence[str],
    ) -> None:
        """Give a verdict on each material. ``wrong``: {code: (problem, demand)}."""
        for code in codes:
            said = wrong.get(code)
            verdict = "wrong" if said else "ok"
            self.do(CheckMaterial(application, code, verdict, *(said or ("", ""))), who)

    def claim(self, who: str, element: str) -> UUID:
        """Take the oldest task of an element that the person's post finds in its queue."""
        with self.office.reading() as conn:
            held = appointments_of(conn, self.tenant, _person(self.actors[who]), self.now.date())
            query = (
                select(task.c.id)
                .join(slot, (slot.c.tenant == task.c.tenant) & (slot.c.task_id == task.c.id))
                .where(
                    task.c.tenant == self.tenant,
                    task.c.element_id == element,
                    slot.c.key.in_([one.key for one in held]),
                )
                .order_by(task.c.id)
            )
            found: UUID = conn.execute(query.limit(1)).scalar_one()
        self.do(ClaimTask(found), who)
        return found

    def finish(self, who: str, application: UUID, element: str, form: Mapping[str, Any]) -> None:
        self.do(CompleteTask(self.task(application, element), form), who)

    def is_open(self, application: UUID, element: str) -> bool:
        return self._task(application, element) is not None

    def task(self, application: UUID, element: str) -> UUID:
        found = self._task(application, element)
        if found is None:
            raise LookupError(f"{element} of {application} is not open at {self.now}")
        return found

    def _task(self, application: UUID, element: str) -> UUID | None:
        query = select(task.c.id).where(
            task.c.tenant == self.tenant,
            task.c.case_id == application,
            task.c.element_id == element,
            task.c.state == "open",
        )
        with self.office.reading() as conn:
            return conn.execute(query).scalar()


def _person(actor: Actor) -> UUID:
    assert actor.person is not None
    return actor.person
