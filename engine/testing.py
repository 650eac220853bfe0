"""``Sandbox``: the real pipeline on an in-memory database, with a clock that you move.

Nothing is replaced: commands, policy hook, transactions, due rows and snapshots are those of a
production engine. Only the clock stands still until ``advance`` moves it, and everybody may act.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from engine.commands import (
    Command,
    CompleteTask,
    Deploy,
    Outcome,
    PublishMessage,
    StartCase,
    ThrowSignal,
)
from engine.errors import NotFound
from engine.ids import UuidV7
from engine.jobs.perform import answer, as_job, lease
from engine.pipeline.view import CaseView
from engine.protocols import (
    AccessPolicy,
    AccessRequest,
    Actor,
    Job,
    JobHandler,
    Participant,
    TaskFacts,
    Tx,
)
from engine.runtime import Engine
from engine.store.due import DueRow, next_of
from engine.store.types import read_id, to_micros

#: A Friday morning
START = datetime(2025, 9, 26, 1, 0, tzinfo=UTC)
TENANT = UUID("01970000-0000-7000-8000-000000000001")
PERSON = UUID("01970000-0000-7000-8000-000000000002")

Order = Callable[[Job], Any] | Sequence[str] | None


class MovableClock:
    """Stands still until it is moved, and only ever moves forward."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move_to(self, instant: datetime) -> None:
        if instant < self._now:
            raise ValueError(f"the clock does not go back to {instant.isoformat()}")
        self._now = instant


class OpenPolicy:
    """Everybody may do everything, and a task is listed under the candidates as written."""

    def check(self, tx: Tx, request: AccessRequest) -> None:
        return None

    def slot_keys(
        self, tx: Tx, candidates: Sequence[str], variables: Mapping[str, Any]
    ) -> Sequence[str]:
        return candidates


class Case:
    """A case as it is at the moment of asking."""

    def __init__(self, box: Sandbox, case_id: UUID) -> None:
        self._box, self.id = box, case_id

    @property
    def view(self) -> CaseView:
        return self._box.engine.case(self._box.actor, self.id)

    @property
    def state(self) -> str:
        return self.view.state

    @property
    def variables(self) -> dict[str, Any]:
        return self.view.variables

    @property
    def trace(self) -> list[tuple[str, str]]:
        """[(element id, activated | completed | terminated), …] in order."""
        return list(self.view.trace)

    @property
    def tasks(self) -> list[TaskFacts]:
        """Open tasks, the oldest first."""
        return list(self.view.tasks)

    @property
    def incidents(self) -> list[Any]:
        """Incidents that are not resolved."""
        return list(self.view.incidents)

    @property
    def children(self) -> list[Any]:
        """Called cases: process id, state, variables."""
        return list(self.view.children)

    @property
    def tokens(self) -> list[tuple[int, str, str]]:
        return list(self.view.tokens)

    @property
    def business_key(self) -> str | None:
        return self.view.business_key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Case) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"<Case {self.id} {self.state}>"


class Sandbox:
    """An engine to try a diagram on.

    After every call all that is due is done: jobs run, messages arrive. ``hold=True`` on a
    handler keeps its jobs back until ``run_jobs``.
    """

    def __init__(
        self,
        now: datetime = START,
        *,
        database_url: str = "sqlite://",
        policy: AccessPolicy | None = None,
        participants: Sequence[Participant] = (),
        seed: int = 0,
    ) -> None:
        self.clock = MovableClock(now)
        self.actor = Actor(TENANT, PERSON, channel="cli")
        source = random.Random(seed)
        self.engine = Engine(
            database_url,
            clock=self.clock,
            ids=UuidV7(self.clock.now, source.randbytes),
            policy=policy or OpenPolicy(),
            participants=participants,
            random_source=source,
        )
        self.engine.create_schema()

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def deploy(self, *bodies: bytes | str) -> UUID:
        """Deploy BPMN, DMN and form JSON together. Raises ``DeploymentRefused``."""
        files = dict(_named(number, body) for number, body in enumerate(bodies))
        deployment = self.execute(Deploy(files)).deployment_id
        assert deployment is not None
        return deployment

    def start(
        self,
        process_id: str,
        variables: Mapping[str, Any] | None = None,
        *,
        business_key: str | None = None,
        start_event: str | None = None,
    ) -> Case:
        outcome = self.execute(StartCase(process_id, variables or {}, business_key, start_event))
        assert outcome.case_id is not None
        return Case(self, outcome.case_id)

    def complete(
        self, case: Case, element_id: str, variables: Mapping[str, Any] | None = None
    ) -> None:
        """Complete the oldest open task of an element."""
        for task in case.tasks:
            if task.element_id == element_id:
                self.execute(CompleteTask(task.id, variables or {}))
                return
        raise NotFound(f"no task of {element_id} is open", element=element_id)

    def publish(
        self,
        name: str,
        key: str | None = None,
        variables: Mapping[str, Any] | None = None,
        *,
        ttl: timedelta = timedelta(0),
        message_id: str | None = None,
        case: Case | None = None,
    ) -> list[Case]:
        """The cases that the message reached or started."""
        target = None if case is None else case.id
        message = PublishMessage(name, key, variables or {}, ttl, target, message_id)
        return [Case(self, one) for one in self.execute(message).reached]

    def signal(self, name: str, variables: Mapping[str, Any] | None = None) -> list[Case]:
        """The cases that the signal reached or started."""
        return [Case(self, one) for one in self.execute(ThrowSignal(name, variables or {})).reached]

    def execute(self, command: Command, *, idempotency_key: str | None = None) -> Outcome:
        """Any command, and then all that it made due."""
        outcome = self.engine.execute(command, actor=self.actor, idempotency_key=idempotency_key)
        self.engine.drain()
        return outcome

    def handle(self, type: str, fn: JobHandler, *, hold: bool = False) -> None:
        """Do jobs of a type with ``fn(job)``; it may raise ``engine.BpmnError``."""
        self.engine.handlers[type] = fn
        (self.engine.held.add if hold else self.engine.held.discard)(type)
        self.engine.drain()

    def run_jobs(self, order: Order = None) -> int:
        """Finish the held jobs in a chosen order; how many there were.

        ``order``: a sort key over jobs, or element ids in the wanted order (the rest follows).
        """
        rows = _ordered(self._held_rows(), order)
        for row in rows:
            self._run_held(row)
        self.engine.drain()
        return len(rows)

    def advance(self, by: timedelta) -> None:
        """Move the clock by ``by``, stopping at each instant at which something falls due."""
        goal = self.clock.now() + by
        self.engine.drain()
        while (instant := self.engine.next_due_at()) is not None and instant <= goal:
            self.clock.move_to(instant)
            self.engine.drain()
        self.clock.move_to(goal)
        self.engine.drain()

    def reload(self) -> None:
        """Drop every cache: what follows is loaded from the database."""
        self.engine.forget()

    def cases(self, process_id: str | None = None) -> list[Case]:
        """All cases, or those of a process, the oldest first."""
        with self.engine.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT id, process_id FROM process_case ORDER BY id"
            ).all()
        return [Case(self, read_id(id)) for id, process in rows if process_id in (None, process)]

    def _held_rows(self) -> list[DueRow]:
        held = self.engine.held
        with self.engine.reading() as connection:
            rows = next_of(connection, to_micros(self.now), sorted(held), limit=10_000)
        return [row for row in rows if row.kind == "job" and row.name in held]

    def _run_held(self, row: DueRow) -> None:
        actor = Actor.system(row.tenant)
        with self.engine.transaction(actor) as tx:
            leased = lease(tx, row)
        if leased is not None:
            self.engine.execute(answer(self.engine, leased, random.Random(0)), actor=actor)


def _named(number: int, body: bytes | str) -> tuple[str, bytes]:
    content = body.encode() if isinstance(body, str) else body
    head = content.lstrip()[:1]
    if head == b"{":
        return f"{number}.form", content
    top = content[:2000]
    kind = "dmn" if b"/DMN/" in top and b"/BPMN/20100524/MODEL" not in top else "bpmn"
    return f"{number}.{kind}", content


def _ordered(rows: Iterable[DueRow], order: Order) -> list[DueRow]:
    listed = list(rows)
    if order is None:
        return listed
    if callable(order):
        return sorted(listed, key=lambda row: order(as_job(row)))
    places = {element: place for place, element in reversed(list(enumerate(order)))}
    return sorted(listed, key=lambda row: places.get(row.element_id or "", len(places)))


__all__ = ["Case", "MovableClock", "OpenPolicy", "Sandbox"]
