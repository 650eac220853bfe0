"""How often PostgreSQL is waited for: counted, because a clock would count the machine as well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from engine.commands import ClaimTask, CompleteJob, CompleteTask
from engine.store.types import read_id
from engine.store.wire import Wire
from engine.testing import Sandbox
from tests.support.diagrams import diagram, end, line, service_task, start, two_tasks

pytestmark = pytest.mark.parametrize("database_url", ["postgres"], indirect=True)


@pytest.fixture
def box(database_url: str) -> Iterator[Sandbox]:
    sandbox = Sandbox(database_url=database_url)
    yield sandbox
    sandbox.engine.stop()


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many statements went along, for each time that an answer was waited for."""
    counts: list[int] = []
    plain = Wire.exchange

    def counted(self: Wire, statements: Any) -> Any:
        counts.append(len(statements))
        return plain(self, statements)

    monkeypatch.setattr(Wire, "exchange", counted)
    return counts


def test_a_task_at_hand_is_completed_in_one_round_trip_of_one_statement(
    box: Sandbox, waited: list[int]
) -> None:
    box.deploy(two_tasks())
    (task,) = box.start("p").tasks
    waited.clear()

    box.engine.execute(CompleteTask(task.id, {"x": 1}), actor=box.actor)

    assert waited == [1]


def test_a_task_at_hand_is_claimed_in_one_round_trip(box: Sandbox, waited: list[int]) -> None:
    box.deploy(two_tasks())
    (task,) = box.start("p").tasks
    waited.clear()

    box.engine.execute(ClaimTask(task.id), actor=box.actor)

    assert len(waited) == 1


def test_a_task_from_the_database_is_completed_in_two(box: Sandbox, waited: list[int]) -> None:
    box.deploy(two_tasks())
    (task,) = box.start("p").tasks
    box.engine.host.cases.clear()
    waited.clear()

    box.engine.execute(CompleteTask(task.id), actor=box.actor)

    assert waited == [3, 2]


def test_the_answer_of_a_job_takes_two(box: Sandbox, waited: list[int]) -> None:
    box.handle("print", lambda job: {}, hold=True)
    box.deploy(
        diagram("p", start(), service_task("print", "print"), end(), line("s", "print", "e"))
    )
    box.start("p")
    due = _only_due_row(box)
    waited.clear()

    box.engine.execute(CompleteJob(due, {}), actor=box.actor)

    assert waited == [3, 2]


def _only_due_row(box: Sandbox) -> UUID:
    with box.engine.look(box.actor, once=True) as tx:
        (found,) = tx.run("SELECT id FROM due WHERE tenant = ?", (tx.tenant,)).fetchall()
    return read_id(found[0])
