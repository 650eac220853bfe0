"""Random histories through the real pipeline: people, workers, clock, messages and operators."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from engine.commands import ClaimTask, CompleteTask, ReleaseTask, RetryIncident, SetVariables
from engine.errors import BpmnError, Refused
from engine.protocols import Job
from engine.testing import Case, Sandbox
from tests.engine.random_diagrams import Generator

VARIABLES = {"v": 6, "key": "K"}


class History:
    """A few cases of one random diagram, acted on at random. Same seed, same acts."""

    def __init__(self, box: Sandbox, seed: int, cases: int = 2) -> None:
        self.box, self.choose = box, random.Random(seed)
        self.xml = Generator(seed).build().xml
        box.deploy(self.xml)
        for kind in ("work", "flaky", "mail"):
            box.handle(kind, self._do_job, hold=True)
        self.cases = [box.start("p", VARIABLES) for _ in range(cases)]

    def live(self, acts: int) -> None:
        """Let so many things happen."""
        for _ in range(acts):
            self.act()

    def act(self) -> None:
        """One thing that is possible now."""
        doings: list[Callable[[], Any]] = [
            self._task, self._task, self._task, self._claim, self._jobs, self._wait, self._tell,
            self._repair, self._correct,
        ]  # fmt: skip
        with suppress(Refused):
            self.choose.choice(doings)()

    def running(self) -> list[Case]:
        return [case for case in self.cases if case.state in ("active", "incident")]

    def _case(self) -> Case:
        return self.choose.choice(self.cases)

    def _task(self) -> None:
        if tasks := self._case().tasks:
            self.box.execute(CompleteTask(self.choose.choice(tasks).id, {"a": 1}))

    def _claim(self) -> None:
        if tasks := self._case().tasks:
            task = self.choose.choice(tasks)
            held = task.assignee is not None
            self.box.execute(ReleaseTask(task.id) if held else ClaimTask(task.id))

    def _jobs(self) -> None:
        self.box.run_jobs(lambda job: self.choose.random())

    def _do_job(self, job: Job) -> dict[str, Any]:
        luck = self.choose.random()
        if luck < 0.2:
            raise ConnectionError("no answer")
        if luck < 0.3:
            raise BpmnError("NOBODY")
        return {"done": True}

    def _wait(self) -> None:
        self.box.advance(timedelta(hours=self.choose.choice((1, 30))))

    def _tell(self) -> None:
        with self.box.engine.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT kind, name, key FROM subscription WHERE case_id IS NOT NULL ORDER BY id"
            ).all()
        if rows:
            kind, name, key = self.choose.choice(rows)
            self.box.signal(name) if kind == "signal" else self.box.publish(name, key or None)

    def _repair(self) -> None:
        case = self._case()
        for incident in case.incidents[:1]:
            fixed = {f"{incident.element_id}_fixed": True}
            self.box.execute(RetryIncident(incident.id, fixed, "tried again"))

    def _correct(self) -> None:
        self.box.execute(SetVariables(self._case().id, {"b": self.choose.random() < 0.5}, "why"))
