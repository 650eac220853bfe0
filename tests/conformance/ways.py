"""The ways in which each model runs; whichever it is, a test sees the same.

straight · reloaded before each step · twins, interleaved: two cases on one shared graph, each act
done to the first and then to the second · jobs in any order. At the end all that still runs is
ended, and then nothing may be left; and the graphs must be as they were after parsing.
"""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from engine.commands import CancelCase, Command, Deploy, Outcome
from engine.errors import EngineError
from engine.pipeline.host import Lru
from engine.protocols import Actor, Job, JobHandler
from engine.store.due import DueRow
from engine.store.types import read_id
from engine.testing import TENANT, Case, Sandbox
from tests.engine.graph_hash import graph_hash

TWIN = UUID("01970000-0000-7000-8000-0000000000aa")


class Straight(Sandbox):
    """As it is; and at the end nothing is left."""

    def __init__(self) -> None:
        super().__init__()
        self._graphs: dict[Any, str] = {}

    def execute(self, command: Command, *, idempotency_key: str | None = None) -> Outcome:
        outcome = super().execute(command, idempotency_key=idempotency_key)
        if isinstance(command, Deploy):
            self._remember()
        return outcome

    def close(self) -> None:
        """End what still runs; no task, timer, job, subscription, incident or token may be left."""
        for case in self.cases():
            if case.state not in ("completed", "terminated"):
                super().execute(CancelCase(case.id, "the test is over"))
        assert self.left() == {}
        assert all(case.tokens == [] for case in self.cases())
        assert {spec: graph_hash(spec) for spec in self._graphs} == self._graphs
        self.engine.stop()

    def left(self) -> Mapping[str, int]:
        """{kind of row: how many belong to a case}."""
        asked = {
            "task": "task WHERE state = 'open'",
            "slot": "slot",
            "due": "due WHERE case_id IS NOT NULL",
            "subscription": "subscription WHERE case_id IS NOT NULL",
            "incident": "incident WHERE resolved_at IS NULL",
        }
        with self.engine.reading() as connection:
            counts = {
                kind: connection.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar()
                for kind, what in asked.items()
            }
        return {kind: count for kind, count in counts.items() if count}

    def _remember(self) -> None:
        """The graphs as they are after parsing, before any case has run on them."""
        for bundle in list(self.engine.host.bundles._items.values()):
            for process in bundle.processes.values():
                self._graphs.setdefault(process.spec, graph_hash(process.spec))


class Reloaded(Straight):
    """Drops every cache before each command, so that each step begins from the database."""

    def execute(self, command: Command, *, idempotency_key: str | None = None) -> Outcome:
        self.reload()
        return super().execute(command, idempotency_key=idempotency_key)


class AnyOrder(Straight):
    """Jobs that nobody holds back are done one by one, in an order that chance gives."""

    def __init__(self) -> None:
        super().__init__()
        self._chance, self._own, self._running = random.Random(7), set[str](), False

    def handle(self, type: str, fn: JobHandler, *, hold: bool = False) -> None:
        (self._own.discard if hold else self._own.add)(type)
        super().handle(type, fn, hold=True)
        self._work()

    def execute(self, command: Command, *, idempotency_key: str | None = None) -> Outcome:
        outcome = super().execute(command, idempotency_key=idempotency_key)
        self._work()
        return outcome

    def advance(self, by: timedelta) -> None:
        goal = self.clock.now() + by
        self.engine.drain()
        self._work()
        while (instant := self.engine.next_due_at()) is not None and instant <= goal:
            self.clock.move_to(instant)
            self.engine.drain()
            self._work()
        self.clock.move_to(goal)
        self.engine.drain()
        self._work()

    def _held_rows(self) -> list[DueRow]:
        rows = super()._held_rows()
        return [row for row in rows if (row.name in self._own) == self._running]

    def _work(self) -> None:
        self._running = True
        while rows := self._held_rows():
            self._run_held(self._chance.choice(rows))
            self.engine.drain()
        self._running = False


class Twins(Straight):
    """All that is done to a case is done, right after it, to a second one of another tenant.

    Both run on the same compiled graphs, step by step in turn, and must look the same.
    """

    def __init__(self) -> None:
        super().__init__()
        self.twin = Actor(TWIN, self.actor.person, channel="cli")
        self._deployed: dict[UUID, UUID] = {}
        self.engine.host.bundles = _Shared(self._deployed)
        self._answers: dict[bool, deque[Any]] = {True: deque(), False: deque()}

    def execute(self, command: Command, *, idempotency_key: str | None = None) -> Outcome:
        second = self._translated(command)
        try:
            outcome = super().execute(command, idempotency_key=idempotency_key)
        except EngineError as refused:
            self._refused_as_well(second, refused)
            raise
        other = self.engine.execute(second, actor=self.twin, idempotency_key=idempotency_key)
        if isinstance(command, Deploy) and outcome.deployment_id and other.deployment_id:
            self._deployed[other.deployment_id] = outcome.deployment_id
        self.engine.drain()
        return outcome

    def handle(self, type: str, fn: JobHandler, *, hold: bool = False) -> None:
        super().handle(type, self._once(fn), hold=hold)

    def run_jobs(self, order: Any = None) -> int:
        return super().run_jobs(order) // 2

    def cases(self, process_id: str | None = None) -> list[Case]:
        return self._cases_of(TENANT, process_id)

    def close(self) -> None:
        self._compare()
        for case in self._cases_of(TWIN):
            if self._state(case) not in ("completed", "terminated"):
                self.engine.execute(CancelCase(case.id, "the test is over"), actor=self.twin)
        super().close()

    # Inside

    def _cases_of(self, tenant: UUID, process_id: str | None = None) -> list[Case]:
        with self.engine.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT tenant, id, process_id FROM process_case ORDER BY id"
            ).all()
        return [
            Case(self, read_id(id))
            for owner, id, process in rows
            if read_id(owner) == tenant and process_id in (None, process)
        ]

    def _state(self, case: Case) -> str:
        return self.engine.case(self.twin, case.id).state

    def _compare(self) -> None:
        ours, theirs = self._cases_of(TENANT), self._cases_of(TWIN)
        assert len(ours) == len(theirs)
        for one, other in zip(ours, theirs, strict=True):
            assert self._seen(self.actor, one) == self._seen(self.twin, other)

    def _seen(self, actor: Actor, case: Case) -> Any:
        view = self.engine.case(actor, case.id)
        return (
            view.process_id, view.state, view.variables, list(view.trace), list(view.tokens),
            sorted(task.element_id for task in view.tasks),
            sorted((one.element_id, one.code) for one in view.incidents),
        )  # fmt: skip

    def _translated(self, command: Command) -> Command:
        """The command with the ids of the second tenant's case, task, incident, deployment."""
        known = self._known()
        changes = {
            one.name: known[value]
            for one in fields(command)
            if isinstance(value := getattr(command, one.name), UUID) and value in known
        }
        return replace(command, **changes)

    def _known(self) -> dict[Any, UUID]:
        """{id of the first tenant: id of the second}: cases by age, the rest by case and token."""
        cases = {
            one.id: other.id
            for one, other in zip(self._cases_of(TENANT), self._cases_of(TWIN), strict=True)
        }
        known: dict[Any, UUID] = dict(cases)
        known.update({first: second for second, first in self._deployed.items()})
        for table in ("task", "incident"):
            with self.engine.reading() as connection:
                rows = connection.exec_driver_sql(
                    f"SELECT tenant, case_id, token, id FROM {table} ORDER BY id"
                ).all()
            ours, theirs = self._numbered(rows, TENANT), self._numbered(rows, TWIN)
            known.update(
                {id: theirs[(cases[case], token, n)] for (case, token, n), id in ours.items()}
            )
        return known

    def _numbered(self, rows: Any, tenant: UUID) -> dict[Any, UUID]:
        seen: Counter[Any] = Counter()
        found = {}
        for owner, case, token, id in rows:
            if read_id(owner) == tenant and case is not None:
                key = (read_id(case), token)
                found[(*key, seen[key])] = read_id(id)
                seen[key] += 1
        return found

    def _refused_as_well(self, command: Command, first: EngineError) -> None:
        with pytest.raises(EngineError) as second:
            self.engine.execute(command, actor=self.twin)
        assert second.value.code == first.code

    def _once(self, fn: JobHandler) -> JobHandler:
        """Asked once for both: the second gets the answer that the first got."""

        def answer(job: Job) -> Mapping[str, Any] | None:
            second = job.case_id in {case.id for case in self._cases_of(TWIN)}
            if self._answers[second]:
                given = self._answers[second].popleft()
            else:
                given = _tried(fn, job)
                self._answers[not second].append(given)
            if isinstance(given, Exception):
                raise given
            return given

        return answer


def _tried(fn: JobHandler, job: Job) -> Any:
    try:
        return fn(job)
    except Exception as error:
        return error


class _Shared(Lru[Any, Any]):
    """Both tenants get the very same compiled graphs."""

    def __init__(self, deployed: dict[UUID, UUID]) -> None:
        super().__init__(64)
        self._deployed = deployed

    def get(self, key: Any) -> Any:
        _, deployment = key
        return super().get((TENANT, self._deployed.get(deployment, deployment)))

    def put(self, key: Any, value: Any) -> None:
        tenant, deployment = key
        if tenant == TENANT:
            super().put((TENANT, deployment), value)


WAYS: dict[str, Callable[[], Straight]] = {
    "straight": Straight,
    "reloaded": Reloaded,
    "interleaved": Twins,
    "any order": AnyOrder,
}
