"""Walking through the campaign: open tasks are done by those who hold them, with usual answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection, select

from engine.commands import CompleteTask
from engine.protocols import Actor
from engine.store.schema import case_, task
from workflows.campaign.oversight_models import Promotion
from workflows.campaign.policy import PROCESSES
from workflows.campaign.reading import enrollment_facts, sheet_for
from workflows.campaign.sheets import Entry, Sheet
from workflows.clock import at_shanghai
from workflows.demo.campaign.answers import USUAL, Asked
from workflows.files.commands import StoreFile
from workflows.tenants.commands import MoveClock

if TYPE_CHECKING:
    from workflows.office import Office


class Walk:
    """An office, its cast (``actors``: {role, or role:where: actor}) and what each park earns.

    ``totals``: {park code: total of its sheets}; others get ``usual_total``.
    """

    usual_total = "86.5"

    def __init__(self, office: Office, tenant: UUID, actors: Mapping[str, Actor]) -> None:
        self.office, self.tenant, self.actors = office, tenant, actors
        self.totals: dict[str, str] = {}
        #: Elements that nobody does on the way
        self.left: set[str] = set()
        self._numbers, self._sheets = count(1), dict[UUID, Sheet]()

    def do(self, who: str, command: Any) -> Any:
        """Carry it out and what follows from it at once."""
        done = self.office.execute(command, actor=self.actors[who])
        self.office.engine.drain()
        return done

    @property
    def today(self) -> date:
        return self.office.clock.today()

    def count(self) -> int:
        return next(self._numbers)

    def file(self, who: str, name: str) -> UUID:
        id: UUID = self.office.execute(
            StoreFile(f"{name}.pdf", b"%PDF-1.4 " + name.encode()), actor=self.actors[who]
        )
        return id

    def until(self, day: date, hour: int = 9, elements: Collection[str] = ()) -> None:
        """Move the clock to a day, stopping at every timer; on the way these elements are done."""
        end, engine = at_shanghai(day, hour), self.office.engine
        while (due := engine.next_due_at()) is not None and due <= end:
            self._to(due)
            engine.drain()
            if elements:
                self.play(elements)
        self._to(end)
        engine.drain()

    def _to(self, instant: datetime) -> None:
        if instant > self.office.clock.now():
            self.office.execute(MoveClock(instant), actor=Actor(self.tenant, None, channel="cli"))

    def play(self, elements: Collection[str] | None = None, park: str | None = None) -> int:
        """Do open tasks until none of these is left. Gives how many were done."""
        done = 0
        while todo := [one for one in self.open(elements) if park in {None, one.seen.get("park")}]:
            for one in todo:
                # What one finishes may end what another was about to do
                if self._is_open(one):
                    self.finish(one)
                    done += 1
        return done

    def finish(self, asked: Asked, **more: Any) -> None:
        """Do one task with its usual answer, and ``more`` over it."""
        _, answer = USUAL[asked.element]
        key = self.key_of(asked)
        happened_at = more.pop("happened_at", None)
        form = {**answer(self, asked), **more}
        self.do(key, CompleteTask(asked.id, form, happened_at=happened_at))

    def open(self, elements: Collection[str] | None = None) -> list[Asked]:
        """Open tasks of the campaign that have a usual answer."""
        wanted = USUAL.keys() if elements is None else elements
        query = (
            select(task.c.id, task.c.element_id, task.c.assignee)
            .join(case_, (case_.c.tenant == task.c.tenant) & (case_.c.id == task.c.case_id))
            .where(
                task.c.tenant == self.tenant,
                task.c.state == "open",
                case_.c.process_id.in_(PROCESSES),
                task.c.element_id.in_(set(wanted) - self.left),
            )
            .order_by(task.c.id)
        )
        with self.office.reading() as conn:
            rows = list(conn.execute(query))
        return list(self._asked(rows))

    def _asked(self, rows: list[Any]) -> Iterator[Asked]:
        for row in rows:
            seen = self.office.engine.task_variables(self.tenant, row.id)
            yield Asked(row.id, row.element_id, row.assignee, seen)

    def _is_open(self, asked: Asked) -> bool:
        query = select(task.c.state).where(task.c.tenant == self.tenant, task.c.id == asked.id)
        with self.office.reading() as conn:
            return bool(conn.execute(query).scalar() == "open")

    def key_of(self, asked: Asked) -> str:
        """Who does it: the role where it is listed, or the person it names."""
        role, _ = USUAL[asked.element]
        if role == "assigned":
            found = [k for k, actor in self.actors.items() if actor.person == asked.assignee]
            return next(k for k in found if k.startswith("evaluator"))
        place = {"park_admin": "park", "county_lead": "county", "county_leader": "county"}
        return f"{role}:{asked.seen[place[role]]}" if role in place else role

    # Scores

    def total_of(self, enrollment: UUID) -> str:
        with self.office.reading() as conn:
            facts = enrollment_facts(conn, self.tenant, enrollment)
        return self.totals.get(facts.park_code, self.usual_total)

    def sheet(self, enrollment: UUID) -> Sheet:
        if enrollment not in self._sheets:
            with self.office.reading() as conn:
                facts = enrollment_facts(conn, self.tenant, enrollment)
                self._sheets[enrollment] = Sheet.of(sheet_for(conn, facts))
        return self._sheets[enrollment]

    def entries(self, enrollment: UUID, total: str) -> list[Entry]:
        """A filled sheet with this total: points go to the first indicators."""
        left, given = Decimal(total), []
        for line in self.sheet(enrollment).indicators:
            points = min(left, line.max)
            left -= points
            reason = "" if points == line.max else "有差距"
            given.append(Entry(line.code, str(points), reason))
        return given


def proposals(conn: Connection, tenant: UUID, phase: UUID) -> list[tuple[UUID, str]]:
    """(enrollment, rule) of what was proposed when a phase closed."""
    query = select(Promotion.enrollment_id, Promotion.rule).where(
        Promotion.tenant == tenant, Promotion.phase_id == phase
    )
    return [(row[0], row[1]) for row in conn.execute(query.order_by(Promotion.id))]
