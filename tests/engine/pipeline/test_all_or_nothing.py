"""A refusal leaves nothing behind; a key carries a command out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from engine import Engine
from engine.commands import CompleteTask, StartCase
from engine.errors import KeyReused, NotPermitted, Refused
from engine.protocols import AccessRequest, Actor, Step, Tx, Work
from engine.testing import PERSON, TENANT, OpenPolicy, Sandbox
from tests.support.diagrams import one_task, two_tasks
from tests.support.rows import rows_in


class Stubborn:
    """A participant that writes first and refuses then."""

    def __init__(self) -> None:
        self.refuses = False

    def performs(self, work_type: str) -> bool:
        return False

    def perform(self, tx: Tx, work: Work) -> Mapping[str, Any]:
        raise LookupError(work.type)

    def on_step(self, tx: Tx, step: Step) -> None:
        if self.refuses:
            tx.record(step.case_id, "Tried", {"case": str(step.case_id)})
            raise Refused("not today", code="not-today")


class NoCompletion(OpenPolicy):
    def check(self, tx: Tx, request: AccessRequest) -> None:
        if isinstance(request.command, CompleteTask):
            raise NotPermitted("only others may")

    def slot_keys(
        self, tx: Tx, candidates: Sequence[str], variables: Mapping[str, Any]
    ) -> Sequence[str]:
        return candidates


def test_a_refusal_in_a_participant_leaves_no_row(database_url: str) -> None:
    stubborn = Stubborn()
    box = Sandbox(database_url=database_url, participants=[stubborn])
    box.deploy(two_tasks())
    case = box.start("p")
    before, stubborn.refuses = rows_in(box.engine), True

    with pytest.raises(Refused, match="not today"):
        box.complete(case, "first", {"lost": True})

    assert rows_in(box.engine) == before
    stubborn.refuses = False
    box.complete(case, "first")
    assert case.variables == {}
    box.engine.stop()


def test_a_refusal_of_the_policy_leaves_no_row(database_url: str) -> None:
    box = Sandbox(database_url=database_url, policy=NoCompletion())
    box.deploy(two_tasks())
    case = box.start("p")
    before = rows_in(box.engine)

    with pytest.raises(NotPermitted):
        box.complete(case, "first")

    assert rows_in(box.engine) == before
    box.engine.stop()


def test_without_a_policy_only_the_engine_itself_may_act(sqlite_url: str) -> None:
    engine = Engine(sqlite_url)

    with pytest.raises(NotPermitted):
        engine.execute(StartCase("p"), actor=Actor(TENANT, PERSON))

    engine.stop()


def test_a_key_repeated_gives_the_same_outcome(box: Sandbox) -> None:
    box.deploy(two_tasks())
    case = box.start("p")
    command = CompleteTask(case.tasks[0].id, {"x": 1})

    first = box.execute(command, idempotency_key="k-1")
    second = box.execute(command, idempotency_key="k-1")

    assert not first.repeated
    assert second.repeated
    assert (second.case_id, second.state, second.opened) == (
        first.case_id,
        first.state,
        first.opened,
    )
    assert [one.element_id for one in case.tasks] == ["second"]


def test_a_key_reused_for_another_command_refuses(box: Sandbox) -> None:
    box.deploy(two_tasks())
    case = box.start("p")
    task_id = case.tasks[0].id
    box.execute(CompleteTask(task_id, {"x": 1}), idempotency_key="k-1")

    with pytest.raises(KeyReused):
        box.execute(CompleteTask(task_id, {"x": 2}), idempotency_key="k-1")


def test_a_key_of_a_refused_command_is_free(box: Sandbox) -> None:
    with pytest.raises(Refused):
        box.execute(StartCase("p"), idempotency_key="k-1")
    box.deploy(one_task())

    outcome = box.execute(StartCase("p"), idempotency_key="k-1")

    assert outcome.state == "active"
    assert not outcome.repeated


def test_once_gives_what_the_first_call_returned(box: Sandbox) -> None:
    calls = []

    def work() -> dict[str, Any]:
        calls.append(1)
        return {"person": PERSON, "count": len(calls)}

    def run(command: Any) -> Any:
        with box.engine.transaction(box.actor) as tx:
            return tx.once("k-1", command, work)

    assert run({"do": "it"}) == run({"do": "it"}) == {"person": PERSON, "count": 1}
    with pytest.raises(KeyReused):
        run({"do": "something else"})
