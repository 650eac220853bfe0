"""A case from memory is only as good as the database says: whoever changed it meanwhile has won."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from engine import Engine
from engine.commands import ClaimTask, CompleteTask, ReleaseTask
from engine.errors import AlreadyDone, NotPermitted
from engine.protocols import AccessRequest, Step, Tx, Work
from engine.store.transaction import Transaction
from engine.testing import PERSON, TENANT, OpenPolicy, Sandbox
from tests.support.diagrams import one_task, two_tasks
from tests.support.rows import rows_in


@pytest.fixture
def other(box: Sandbox, database_url: str) -> Iterator[Engine]:
    """Another process on the same database, with a memory of its own."""
    engine = Engine(database_url, clock=box.engine.clock, policy=OpenPolicy(), synchronous="NORMAL")
    yield engine
    engine.stop()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Statements whose answer somebody waited for."""
    said: list[str] = []
    for name in ("run", "rows"):
        plain = getattr(Transaction, name)

        def spoken(tx: Transaction, *words: Any, plain: Any = plain) -> Any:
            said.append(str(words[0]))
            return plain(tx, *words)

        monkeypatch.setattr(Transaction, name, spoken)
    return said


def first_task(box: Sandbox) -> Any:
    (found,) = box.start("p").tasks
    return found


def test_a_task_at_hand_is_completed_without_reading(box: Sandbox, asked: list[str]) -> None:
    box.deploy(two_tasks())
    case = box.start("p")
    (task,) = case.tasks
    asked.clear()

    outcome = box.execute(CompleteTask(task.id))
    box.execute(CompleteTask(outcome.opened[0][0]))

    assert asked == []
    assert case.state == "completed"
    assert box.engine.verify(TENANT).is_sound


def test_who_comes_second_from_another_process_is_told_who_was_first(
    box: Sandbox, other: Engine
) -> None:
    box.deploy(two_tasks())
    task = first_task(box)
    somebody = replace(box.actor, person=uuid4())
    other.execute(CompleteTask(task.id), actor=somebody)

    with pytest.raises(AlreadyDone) as refusal:
        box.execute(CompleteTask(task.id))

    assert refusal.value.facts["by"] == somebody.person


def test_what_another_process_did_is_built_upon(box: Sandbox, other: Engine) -> None:
    """The memory of the first is one step behind: it reads anew, and loses nothing."""
    box.deploy(two_tasks())
    case = box.start("p")
    (task,) = case.tasks
    other.execute(ClaimTask(task.id), actor=box.actor)

    box.execute(CompleteTask(task.id, {"approved": True}))

    assert case.variables == {"approved": True}
    assert [row[1] for row in rows_in(box.engine, "slot")["slot"]] == ["heads"]
    assert box.engine.verify(TENANT).is_sound


def test_a_refusal_on_old_ground_is_none(box: Sandbox, other: Engine) -> None:
    """Here the task is still in other hands; there it was released a moment ago."""
    box.deploy(one_task())
    task = first_task(box)
    somebody = replace(box.actor, person=uuid4())
    box.engine.execute(ClaimTask(task.id), actor=somebody)
    other.execute(ReleaseTask(task.id), actor=somebody)

    box.execute(ClaimTask(task.id))

    assert [row[1] for row in rows_in(box.engine, "slot")["slot"]] == [f"user:{PERSON}"]


def test_a_refusal_on_firm_ground_is_said_once(box: Sandbox) -> None:
    class Closed(OpenPolicy):
        asked = 0

        def check(self, tx: Tx, request: AccessRequest) -> None:
            self.asked += isinstance(request.command, CompleteTask)
            raise NotPermitted("nobody may", code="closed")

    box.deploy(one_task())
    task = first_task(box)
    policy = Closed()
    box.engine.host.policy = policy

    with pytest.raises(NotPermitted):
        box.execute(CompleteTask(task.id))

    assert policy.asked == 1


def test_a_record_beside_the_steps_breaks_no_chain(box: Sandbox, other: Engine) -> None:
    """A record moves the head of the chain and leaves the version of the case as it was."""
    box.deploy(two_tasks())
    case = box.start("p")
    (task,) = case.tasks
    with other.transaction(box.actor) as tx:
        tx.record(case.id, "Noted", {"words": "seen"})

    box.execute(CompleteTask(task.id))

    types = [row[4] for row in rows_in(box.engine, "event")["event"]]
    assert types.count("TaskCompleted") == 1
    assert box.engine.verify(TENANT).is_sound


def test_who_reads_within_a_step_reads_under_the_lock_of_its_case(
    box: Sandbox, other: Engine
) -> None:
    """Whoever reads on old ground is stopped before the answer, not behind it."""

    class Reader:
        def __init__(self) -> None:
            self.seen: list[Any] = []

        def performs(self, work_type: str) -> bool:
            return False

        def perform(self, tx: Tx, work: Work) -> Mapping[str, Any]:
            raise LookupError(work.type)

        def on_step(self, tx: Tx, step: Step) -> None:
            tx.run("SELECT count(*) FROM event WHERE tenant = ?", (tx.tenant,))
            self.seen.append(dict(step.variables))

    box.deploy(two_tasks())
    case = box.start("p")
    (task,) = case.tasks
    first = other.execute(CompleteTask(task.id, {"a": 1}), actor=box.actor)
    reader = Reader()
    box.engine.host.participants = (reader,)

    with pytest.raises(AlreadyDone):
        box.execute(CompleteTask(task.id, {"b": 2}))
    box.execute(CompleteTask(first.opened[0][0], {"c": 3}))

    assert reader.seen == [{"a": 1, "c": 3}]
    assert case.variables == {"a": 1, "c": 3}
