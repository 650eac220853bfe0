"""Jobs run outside the transaction, at least once; their answers count once."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from engine import BpmnError
from engine.commands import CompleteJob, RetryIncident
from engine.errors import AlreadyDone
from engine.jobs import backoff
from engine.protocols import Actor, Job
from engine.store import due
from engine.store.due import DueRow
from engine.store.types import read_id, to_micros
from engine.testing import TENANT, Sandbox
from tests.support.diagrams import (
    boundary,
    diagram,
    end,
    joined,
    line,
    service_task,
    start,
    then_work,
    user_task,
)
from tests.support.rows import rows_in


def with_job(retries: int | None = None) -> bytes:
    return then_work(service_task("mail", "send-mail", retries=retries))


class Flaky:
    """A handler that fails the first times."""

    def __init__(self, failures: int) -> None:
        self.failures, self.calls = failures, 0

    def __call__(self, job: Job) -> dict[str, Any]:
        self.calls += 1
        if self.calls <= self.failures:
            raise ConnectionError(f"no answer, try {self.calls}")
        return {"sent": self.calls}


def test_a_job_is_done_and_its_variables_return(box: Sandbox) -> None:
    box.deploy(with_job())
    seen: list[Job] = []
    box.handle("send-mail", lambda job: seen.append(job) or {"sent": True})

    case = box.start("p", {"to": "office"})

    assert case.variables == {"to": "office", "sent": True}
    assert [(job.type, job.variables, job.element_id, job.retries) for job in seen] == [
        ("send-mail", {"to": "office"}, "mail", 3)
    ]
    assert [task.element_id for task in case.tasks] == ["work"]


def test_a_job_without_handler_waits(box: Sandbox) -> None:
    box.deploy(with_job())

    case = box.start("p")
    assert case.tasks == []

    box.handle("send-mail", lambda job: None)
    assert [task.element_id for task in case.tasks] == ["work"]


def test_a_failed_job_is_tried_again_after_a_pause(box: Sandbox) -> None:
    box.deploy(with_job())
    flaky = Flaky(2)
    box.handle("send-mail", flaky)

    case = box.start("p")
    assert (flaky.calls, case.state) == (1, "active")
    box.advance(timedelta(hours=1))

    assert case.variables == {"sent": 3}
    assert case.incidents == []


def test_a_job_out_of_retries_is_an_incident_that_can_be_retried(box: Sandbox) -> None:
    box.deploy(with_job(retries=2))
    flaky = Flaky(2)
    box.handle("send-mail", flaky)
    case = box.start("p")
    box.advance(timedelta(hours=1))
    assert case.state == "incident"
    (incident,) = case.incidents
    assert (incident.code, incident.element_id) == ("job-failed", "mail")
    assert "no answer, try 2" in incident.message

    box.execute(RetryIncident(incident.id, {"to": "other"}, "address corrected"))

    assert case.state == "active"
    assert case.incidents == []
    assert case.variables == {"to": "other", "sent": 3}
    with pytest.raises(AlreadyDone):
        box.execute(RetryIncident(incident.id))


def test_a_bpmn_error_of_a_job_goes_to_its_boundary(box: Sandbox) -> None:
    box.deploy(
        diagram(
            "p",
            start(),
            service_task("mail", "send-mail"),
            boundary("wrong", "mail", '<bpmn:errorEventDefinition errorRef="er"/>'),
            user_task("repair"),
            end("e"),
            end("e2"),
            line("s", "mail", "e"),
            line("wrong", "repair", "e2"),
            before='<bpmn:error id="er" errorCode="bad-address"/>',
        )
    )

    def refuse(job: Job) -> None:
        raise BpmnError("bad-address", "no such street", {"street": "?"})

    box.handle("send-mail", refuse)

    case = box.start("p")

    assert [task.element_id for task in case.tasks] == ["repair"]


def test_the_second_answer_to_a_job_finds_nothing_to_do(box: Sandbox) -> None:
    box.deploy(with_job())
    case = box.start("p")
    (row,) = rows_in(box.engine, "due")["due"]
    answer = CompleteJob(read_id(row[1]), {"sent": 1})

    first = box.engine.execute(answer, actor=Actor.system(TENANT))
    second = box.engine.execute(answer, actor=Actor.system(TENANT))

    assert (first.case_id, second.case_id) == (case.id, None)
    assert len(case.tasks) == 1


def test_held_jobs_are_finished_in_the_chosen_order(box: Sandbox) -> None:
    box.deploy(joined(*(service_task(name, "work") for name in "abc")))
    order: list[str] = []
    box.handle("work", lambda job: order.append(job.element_id), hold=True)
    case = box.start("p")
    assert order == []

    assert box.run_jobs(["c", "a", "b"]) == 3

    assert order == ["c", "a", "b"]
    assert case.state == "completed"


def test_a_job_whose_worker_died_is_taken_by_another_after_its_lease(box: Sandbox) -> None:
    box.deploy(with_job())

    def die(job: Job) -> None:
        raise SystemExit  # what a killed worker leaves behind: a lease and no answer

    box.handle("send-mail", die)
    with pytest.raises(SystemExit):
        box.start("p")
    box.handle("send-mail", lambda job: {"sent": True})
    (case,) = box.cases("p")
    assert case.variables == {}

    box.clock.move_to(box.now + timedelta(minutes=5))
    box.engine.drain()

    assert case.variables == {"sent": True}


@pytest.mark.parametrize(("attempt", "full"), [(1, 10), (2, 20), (3, 40), (20, 3600)])
def test_pauses_double_up_to_an_hour_with_jitter(attempt: int, full: int) -> None:
    source = random.Random(1)
    pauses = [backoff.delay(attempt, source).total_seconds() for _ in range(100)]

    assert all(full / 2 <= pause <= full for pause in pauses)
    assert len(set(pauses)) > 90


def test_a_job_is_in_one_pair_of_hands_until_its_lease_is_over(box: Sandbox) -> None:
    box.deploy(with_job())
    box.start("p")
    (row,) = rows_in(box.engine, "due")["due"]
    due_id, minute = read_id(row[1]), timedelta(minutes=1)

    def lease() -> DueRow | None:
        with box.engine.transaction(Actor.system(TENANT)) as tx:
            return due.lease(tx, due_id, to_micros(tx.now + minute))

    assert [lease() is not None, lease() is not None] == [True, False]
    box.clock.move_to(box.now + minute)
    assert lease() is not None
