"""The product's side: the real pipeline with policy, participant and audit switched on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from engine import Engine
from engine.commands import CompleteTask, Deploy, StartCase
from engine.protocols import Actor, Step, Tx, Work
from engine.settling import settle
from engine.store.types import read_id
from engine.testing import PERSON, TENANT, OpenPolicy

_OPEN = (
    "SELECT id, element_id FROM task WHERE tenant = ? AND case_id = ? AND state = 'open'"
    " ORDER BY token LIMIT 1"
)


class Watcher:
    """A participant that does nothing, so that its call is counted."""

    def performs(self, work_type: str) -> bool:
        return False

    def perform(self, tx: Tx, work: Work) -> Mapping[str, Any]:
        raise LookupError(work.type)

    def on_step(self, tx: Tx, step: Step) -> None:
        return None


class Product:
    """An engine on a fresh database: a SQLite file, or any address."""

    def __init__(
        self,
        place: Path | str,
        xml: bytes,
        process_id: str,
        synchronous: str = "FULL",
        listen: Callable[[Any], None] | None = None,
    ) -> None:
        self._process_id = process_id
        #: {case: task that its last step opened}, as a page that follows a completion knows it
        self._opened: dict[UUID, UUID] = {}
        self.actor = Actor(TENANT, PERSON)
        self.engine = Engine(
            place if isinstance(place, str) else f"sqlite:///{place}",
            policy=OpenPolicy(),
            participants=[Watcher()],
            synchronous=synchronous,
        )
        if listen is not None:
            listen(self.engine.database.engine)
        self.engine.create_schema()
        self.engine.execute(Deploy({"bench.bpmn": xml}), actor=self.actor)
        settle()  # as ``yuanban run`` does

    def start(self, data: Mapping[str, Any]) -> UUID:
        outcome = self.engine.execute(StartCase(self._process_id, data), actor=self.actor)
        assert outcome.case_id is not None
        return outcome.case_id

    def open_task(self, case_id: UUID) -> tuple[UUID, str]:
        """The first open task of a case, read as a list of tasks is read."""
        return open_task(self.engine, self.actor, case_id)

    def complete(self, task_id: UUID, data: Mapping[str, Any]) -> str | None:
        """The case's state after the completion."""
        outcome = self.engine.execute(CompleteTask(task_id, data), actor=self.actor)
        if outcome.case_id is not None and outcome.opened:
            self._opened[outcome.case_id] = outcome.opened[0][0]
        return outcome.state

    def next_task(self, case_id: UUID) -> UUID:
        """The task that the last completion of a case has opened; read where there was none."""
        return self._opened.get(case_id) or self.open_task(case_id)[0]


def open_task(engine: Engine, actor: Actor, case_id: UUID) -> tuple[UUID, str]:
    """The first open task of a case: (task id, element id)."""
    with engine.look(actor, once=True) as tx:
        found = tx.run(_OPEN, (tx.tenant, case_id)).fetchone()
    return read_id(found[0]), found[1]
