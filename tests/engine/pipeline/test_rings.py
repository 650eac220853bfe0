"""PostgreSQL: workers are rung; a rolled-back step rings nobody, a second ring does nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.commands import StartCase
from engine.jobs.distributed import Rings
from engine.protocols import Job
from engine.testing import TENANT, Case, Sandbox
from tests.support.diagrams import apart, catch, service_task, timer


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("empty_postgres"))


@pytest.fixture
def box(url: str) -> Iterator[Sandbox]:
    sandbox = Sandbox(database_url=url)
    yield sandbox
    sandbox.engine.stop()


@pytest.fixture
def rings(box: Sandbox) -> Rings:
    box.deploy(
        apart(
            service_task("one", "meet"),
            service_task("two", "meet"),
            catch("pause", timer("P30D")),
        )
    )
    return box.engine.connect_rings()


def begin(box: Sandbox) -> Case:
    box.engine.execute(StartCase("p"), actor=box.actor)
    return box.cases("p")[-1]


def opened(case: Case) -> list[str]:
    return sorted(task.element_id for task in case.tasks)


def test_two_jobs_of_one_case_overlap_and_a_timer_in_thirty_days_delays_neither(
    box: Sandbox, rings: Rings
) -> None:
    both = threading.Barrier(2, timeout=20)

    def meet(job: Job) -> dict[str, bool]:
        both.wait()
        return {job.element_id: True}

    box.engine.handlers["meet"] = meet
    case = begin(box)
    assert (rings.status().rings, rings.status().late, rings.status().later) == (2, 2, 1)

    rings.work(forever=False)

    assert opened(case) == ["after_one", "after_two"]
    assert (rings.status().rings, rings.status().late) == (0, 0)


def test_a_rolled_back_step_rings_nobody(box: Sandbox, rings: Rings) -> None:
    box.engine.rehearse(StartCase("p"), actor=box.actor)

    assert rings.status().rings == 0


def test_the_sweep_rings_once_for_what_falls_due(box: Sandbox, rings: Rings) -> None:
    case = begin(box)
    rings.work(forever=False)  # no handler: the jobs wait for a worker that has one
    box.clock.move_to(box.now + timedelta(days=30))

    assert (rings.sweep(), rings.sweep()) == (1, 0)
    rings.work(forever=False)

    assert opened(case) == ["after_pause"]


def test_a_second_ring_does_nothing(box: Sandbox, rings: Rings) -> None:
    calls: list[str] = []
    box.engine.handlers["meet"] = lambda job: calls.append(job.element_id)
    case = begin(box)
    with box.engine.look(TENANT) as tx:
        ids = [row[0] for row in tx.run("SELECT id FROM due WHERE kind = 'job'").fetchall()]

    for due_id in ids * 3:
        box.engine.carry_out_due(TENANT, due_id)
    rings.work(forever=False)

    assert sorted(calls) == ["one", "two"]
    assert opened(case) == ["after_one", "after_two"]


def test_the_longest_wait_is_seen(box: Sandbox, rings: Rings) -> None:
    begin(box)
    box.clock.move_to(box.now + timedelta(minutes=3))

    assert rings.status().lag_s == 180


def test_a_ring_that_died_with_its_worker_is_rung_again(box: Sandbox, rings: Rings) -> None:
    box.engine.handlers["meet"] = lambda job: {}
    case = begin(box)
    with box.engine.transaction(box.actor) as tx:
        tx.run("UPDATE procrastinate_jobs SET status = 'doing'")

    assert rings.sweep() == 2
    rings.work(forever=False)

    assert opened(case) == ["after_one", "after_two"]
