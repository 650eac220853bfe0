"""Due work that is refused is put off, and in the end an incident; others are not held up."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from engine.commands import (
    CancelCase,
    CarryOut,
    CompleteJob,
    FireTimer,
    RetryIncident,
    SetVariables,
    StartCase,
)
from engine.errors import NotPermitted, Refused
from engine.protocols import Step, Tx, Work
from engine.testing import Sandbox
from tests.support.diagrams import (
    catch,
    diagram,
    end,
    line,
    service_task,
    start,
    then_work,
    timer,
    two_tasks,
    user_task,
)
from tests.support.rows import rows_in


class Moody:
    """Refuses timers of one case while it is in the mood."""

    def __init__(self) -> None:
        self.refuses: str | None = None
        self.refuses_jobs = False

    def performs(self, work_type: str) -> bool:
        return work_type == "compute"

    def perform(self, tx: Tx, work: Work) -> Mapping[str, Any]:
        if work.variables.get("x") == 0:
            raise Refused("not with zero", code="zero")
        return {"y": work.variables["x"] + 1}

    def on_step(self, tx: Tx, step: Step) -> None:
        if isinstance(step.command, CompleteJob) and self.refuses_jobs:
            raise Refused("the mood is bad", code="mood")
        if isinstance(step.command, FireTimer) and step.business_key == self.refuses:
            raise Refused("the mood is bad", code="mood")


def test_refused_due_work_does_not_hold_up_others_and_can_be_retried(database_url: str) -> None:
    moody = Moody()
    box = Sandbox(database_url=database_url, participants=[moody])
    box.deploy(then_work(catch("pause", timer("PT1H"))))
    moody.refuses = "bad"
    bad, good = box.start("p", business_key="bad"), box.start("p", business_key="good")

    box.advance(timedelta(hours=1))
    assert (bad.tasks, len(good.tasks)) == ([], 1)
    box.advance(timedelta(hours=1))
    (incident,) = bad.incidents
    assert incident.code == "mood"

    moody.refuses = None
    box.execute(RetryIncident(incident.id, reason="mood is better"))

    assert [task.element_id for task in bad.tasks] == ["work"]
    assert bad.incidents == []
    box.engine.stop()


def test_a_job_whose_answer_is_refused_can_be_retried(database_url: str) -> None:
    moody = Moody()
    box = Sandbox(database_url=database_url, participants=[moody])
    box.deploy(then_work(service_task("mail", "send-mail", retries=1)))
    moody.refuses_jobs = True
    box.handle("send-mail", lambda job: {"sent": True})
    case = box.start("p")
    (incident,) = case.incidents
    assert (incident.code, case.tasks) == ("mood", [])

    moody.refuses_jobs = False
    box.execute(RetryIncident(incident.id, reason="mood is better"))

    assert case.variables == {"sent": True}
    assert [task.element_id for task in case.tasks] == ["work"]
    assert case.incidents == []
    box.engine.stop()


def test_only_the_engine_says_that_it_is_time(box: Sandbox) -> None:
    for command in (FireTimer(uuid4()), CarryOut(uuid4())):
        with pytest.raises(NotPermitted):
            box.engine.execute(command, actor=box.actor)


def test_work_that_a_participant_performs_is_done_inside_the_step(database_url: str) -> None:
    box = Sandbox(database_url=database_url, participants=[Moody()])
    box.deploy(
        diagram(
            "p",
            start(),
            '<bpmn:serviceTask id="compute"><bpmn:extensionElements>'
            '<zeebe:taskDefinition type="compute"/>'
            "</bpmn:extensionElements></bpmn:serviceTask>",
            user_task("work"),
            end(),
            line("s", "compute", "work", "e"),
        )
    )

    outcome = box.start("p", {"x": 1})

    assert outcome.variables == {"x": 1, "y": 2}
    assert rows_in(box.engine, "due")["due"] == []
    box.engine.stop()


def test_variables_are_corrected_with_a_reason(box: Sandbox) -> None:
    box.deploy(two_tasks())
    case = box.start("p", {"x": 1})

    box.execute(SetVariables(case.id, {"x": 2}, "typing error"))

    box.reload()
    assert case.variables == {"x": 2}


def test_a_cancelled_case_leaves_nothing_to_do(box: Sandbox) -> None:
    box.deploy(then_work(catch("pause", timer("PT1H"))))
    case = box.start("p")

    box.execute(CancelCase(case.id, "withdrawn"))

    assert case.state == "terminated"
    assert rows_in(box.engine, "due", "slot", "subscription") == {
        "due": [],
        "slot": [],
        "subscription": [],
    }


def test_the_worker_thread_does_what_is_due(database_url: str) -> None:
    box = Sandbox(database_url=database_url)
    done = _bell(box)
    box.engine.start_worker()
    box.deploy(
        diagram(
            "p",
            start(),
            '<bpmn:serviceTask id="mail"><bpmn:extensionElements>'
            '<zeebe:taskDefinition type="ring"/>'
            "</bpmn:extensionElements></bpmn:serviceTask>",
            end(),
            line("s", "mail", "e"),
        )
    )

    box.engine.execute(StartCase("p"), actor=box.actor)

    assert done.wait(10)
    box.engine.stop()


def _bell(box: Sandbox) -> Any:
    done = threading.Event()
    box.engine.handlers["ring"] = lambda job: done.set()
    return done
