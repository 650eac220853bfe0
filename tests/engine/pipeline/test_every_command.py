"""No command passes by the access policy, whoever invents the next one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from engine import Engine
from engine import commands as c
from engine.errors import NotPermitted
from engine.pipeline.registry import VERBS
from engine.store.schema import metadata
from engine.testing import Sandbox
from tests.support.diagrams import (
    boundary,
    diagram,
    end,
    line,
    one_task,
    service_task,
    start,
    timer,
    user_task,
)
from tests.support.rows import rows_in

Ids = dict[str, UUID]
COMMANDS: dict[type, Callable[[Ids], c.Command]] = {
    c.Deploy: lambda ids: c.Deploy({"other.bpmn": one_task("other")}),
    c.WithdrawDeployment: lambda ids: c.WithdrawDeployment(ids["coming"], "x"),
    c.StartCase: lambda ids: c.StartCase("p"),
    c.ClaimTask: lambda ids: c.ClaimTask(ids["task"]),
    c.ReleaseTask: lambda ids: c.ReleaseTask(ids["held"]),
    c.CompleteTask: lambda ids: c.CompleteTask(ids["task"]),
    c.PublishMessage: lambda ids: c.PublishMessage("news", ttl=timedelta(days=1)),
    c.ThrowSignal: lambda ids: c.ThrowSignal("alarm"),
    c.FireTimer: lambda ids: c.FireTimer(ids["timer"]),
    c.CarryOut: lambda ids: c.CarryOut(ids["timer"]),
    c.GiveUpDue: lambda ids: c.GiveUpDue(ids["timer"], "x", "x"),
    c.CompleteJob: lambda ids: c.CompleteJob(ids["job"]),
    c.FailJob: lambda ids: c.FailJob(ids["job"], "x"),
    c.ThrowJobError: lambda ids: c.ThrowJobError(ids["job"], "x"),
    c.RetryIncident: lambda ids: c.RetryIncident(ids["incident"], reason="x"),
    c.SetVariables: lambda ids: c.SetVariables(ids["case"], {"x": 1}, "x"),
    c.CancelCase: lambda ids: c.CancelCase(ids["case"], "x"),
    c.MigrateCase: lambda ids: c.MigrateCase(ids["case"], "x"),
    c.ModifyCase: lambda ids: c.ModifyCase(ids["case"], "x", ("task",), ("held",)),
}


def work() -> bytes:
    """Two tasks, a job and a timer at the same time."""
    return diagram(
        "p",
        start(),
        '<bpmn:parallelGateway id="fork"/>',
        user_task("task"),
        user_task("held"),
        boundary("late", "task", timer("PT1H"), cancels=False),
        service_task("job", "send"),
        service_task("fails", "fail"),
        end(),
        line("s", "fork", "task", "e"),
        line("fork", "held", "e"),
        line("fork", "job", "e"),
        line("fork", "fails", "e"),
        line("late", "e"),
    )


def ids_of(box: Sandbox) -> Ids:
    """One of each thing that a command may name."""
    box.deploy(work())
    later = c.Deploy({"next.bpmn": one_task("next")}, effective_at=box.now + timedelta(days=9))
    coming = box.execute(later).deployment_id
    assert coming is not None
    case = box.start("p")
    tasks = {task.element_id: task.id for task in case.tasks}
    box.execute(c.ClaimTask(tasks["held"]))
    due = {element: id for id, element in _named(box, "due")}
    box.execute(c.FailJob(due["fails"], "cannot"))
    ((incident, _),) = _named(box, "incident")
    return {
        "case": case.id,
        "coming": coming,
        **tasks,
        "timer": due["late"],
        "job": due["job"],
        "incident": incident,
    }


def _named(box: Sandbox, table: str) -> list[tuple[UUID, str]]:
    columns = metadata.tables[table].c
    with box.engine.reading() as connection:
        found = connection.execute(select(columns.id, columns.element_id)).all()
    return [(id, element) for id, element in found]


@pytest.mark.parametrize("command", VERBS, ids=lambda one: one.__name__)
def test_a_person_is_asked_about_before_every_command(box: Sandbox, command: type) -> None:
    ids = ids_of(box)
    before = rows_in(box.engine)
    without_policy = Engine(box.engine.database.url, clock=box.clock)

    with pytest.raises(NotPermitted):
        without_policy.execute(COMMANDS[command](ids), actor=box.actor)

    assert rows_in(box.engine) == before
    without_policy.stop()
