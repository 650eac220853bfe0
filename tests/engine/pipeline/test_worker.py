"""The embedded worker: a slow handler delays no timer, jobs of one case overlap."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from engine.commands import StartCase
from engine.jobs import embedded, outbox
from engine.protocols import Job
from engine.testing import Case, Sandbox
from tests.support.diagrams import apart, catch, service_task, timer

PATIENCE_S = 20


@pytest.fixture
def working(box: Sandbox) -> Iterator[Sandbox]:
    """A sandbox whose work is done by the worker's threads alone."""
    box.engine.start_worker()
    yield box
    box.engine.stop()


def begin(box: Sandbox) -> None:
    """A case; what it makes due is left to the worker."""
    box.engine.execute(StartCase("p"), actor=box.actor)


def opened(box: Sandbox, element_id: str) -> bool:
    """Whether a task of that element is open within the time that a test has."""
    for _ in range(PATIENCE_S * 20):
        case: Case = box.cases("p")[0]
        if element_id in [task.element_id for task in case.tasks]:
            return True
        box.engine.ring()
        threading.Event().wait(0.05)
    return False


def test_a_slow_handler_delays_no_timer(working: Sandbox) -> None:
    go_on = threading.Event()
    working.engine.handlers["slow"] = lambda job: {"done": go_on.wait(PATIENCE_S)}
    working.deploy(apart(service_task("mail", "slow"), catch("pause", timer("PT1H"))))
    begin(working)

    working.clock.move_to(working.now + timedelta(hours=1))

    assert opened(working, "after_pause")
    assert "after_mail" not in [task.element_id for task in working.cases("p")[0].tasks]
    go_on.set()
    assert opened(working, "after_mail")


def test_two_jobs_of_one_case_overlap(working: Sandbox) -> None:
    both = threading.Barrier(2, timeout=PATIENCE_S)

    def meet(job: Job) -> dict[str, bool]:
        both.wait()  # breaks unless the other job is done at the same time
        return {job.element_id: True}

    working.engine.handlers["meet"] = meet
    working.deploy(apart(service_task("one", "meet"), service_task("two", "meet")))
    begin(working)

    assert opened(working, "after_one")
    assert opened(working, "after_two")
    assert working.cases("p")[0].variables == {"one": True, "two": True}


def test_a_timer_in_thirty_days_delays_no_job_of_its_case(working: Sandbox) -> None:
    working.engine.handlers["quick"] = lambda job: {}
    working.deploy(apart(service_task("mail", "quick"), catch("pause", timer("P30D"))))
    begin(working)

    assert opened(working, "after_mail")


def test_what_an_operation_posts_is_done_at_once_and_what_is_rolled_back_rings_nobody(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not at the next round: it takes an hour here."""
    monkeypatch.setattr(embedded, "ROUND_S", 3600)
    done, rung = threading.Event(), 0
    box.engine.handlers["letter"] = lambda job: done.set() or {}
    box.engine.start_worker()
    box.engine.ring()  # the first round is over when it has looked
    ring = box.engine.ring

    def counted() -> None:
        nonlocal rung
        rung += 1
        ring()

    monkeypatch.setattr(box.engine, "ring", counted)

    def post(*types: str, fail: bool = False) -> None:
        with box.engine.transaction(box.actor) as tx:
            for one in types:
                outbox.post(tx, one, {})
            if fail:
                raise LookupError

    with pytest.raises(LookupError):
        post("letter", fail=True)
    assert rung == 0

    post("letter", "other")

    assert rung == 1
    assert done.wait(PATIENCE_S)
