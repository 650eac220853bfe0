"""Tenants share tables and nothing else; what belongs to another does not exist."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from engine.commands import (
    CancelCase,
    ClaimTask,
    Command,
    CompleteTask,
    Deploy,
    PublishMessage,
    SetVariables,
    StartCase,
    ThrowSignal,
)
from engine.errors import NotFound
from engine.protocols import Actor
from engine.testing import Sandbox
from tests.support.diagrams import (
    catch,
    diagram,
    end,
    line,
    message,
    of_message,
    of_signal,
    one_task,
    signal,
    start,
)


@pytest.fixture
def stranger(box: Sandbox) -> Actor:
    return replace(box.actor, tenant=uuid4(), person=uuid4())


def test_a_stranger_finds_neither_case_nor_task_nor_process(box: Sandbox, stranger: Actor) -> None:
    box.deploy(one_task())
    case = box.start("p")
    (open_task,) = case.tasks
    attempts: list[Command] = [
        StartCase("p"),
        ClaimTask(open_task.id),
        CompleteTask(open_task.id),
        SetVariables(case.id, {"x": 1}, "curious"),
        CancelCase(case.id, "spite"),
    ]

    for command in attempts:
        with pytest.raises(NotFound):
            box.engine.execute(command, actor=stranger)
    with pytest.raises(NotFound):
        box.engine.case(stranger, case.id)

    box.complete(case, "work")
    assert case.state == "completed"


def test_messages_and_signals_stay_in_their_tenant(box: Sandbox, stranger: Actor) -> None:
    box.deploy(
        diagram(
            "p",
            start(),
            catch("paid", of_message("m")),
            end(),
            line("s", "paid", "e"),
            before=message("m", "payment"),
        ),
        diagram(
            "q",
            start(),
            catch("heard", of_signal("g")),
            end(),
            line("s", "heard", "e"),
            before=signal("g", "alarm"),
        ),
    )
    waiting = [box.start("p"), box.start("q")]

    sent = box.engine.execute(PublishMessage("payment"), actor=stranger)
    thrown = box.engine.execute(ThrowSignal("alarm"), actor=stranger)
    box.engine.drain()

    assert (sent.reached, thrown.reached) == ((), ())
    assert [case.state for case in waiting] == ["active", "active"]


def test_the_same_key_and_content_mean_nothing_to_another_tenant(
    box: Sandbox, stranger: Actor
) -> None:
    files = {"p.bpmn": one_task()}
    box.engine.execute(Deploy(files), actor=box.actor, idempotency_key="k")

    theirs = box.engine.execute(Deploy(files), actor=stranger, idempotency_key="k")
    started = box.engine.execute(StartCase("p"), actor=stranger, idempotency_key="s")
    ours = box.engine.execute(StartCase("p"), actor=box.actor, idempotency_key="s")

    assert not theirs.repeated
    assert started.case_id != ours.case_id
