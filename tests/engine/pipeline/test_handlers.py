"""Handlers that hang, die or answer with garbage: the job fails, the case stays sound."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest

from engine.commands import RetryIncident
from engine.jobs import perform
from engine.protocols import Job
from engine.store.due import next_of
from engine.store.types import to_micros
from engine.testing import TENANT, Sandbox
from tests.support.diagrams import diagram, end, line, service_task, start, user_task


def with_job(retries: int = 2) -> bytes:
    return diagram(
        "p", start(), service_task("send", "send", retries=retries), user_task("work"), end(),
        line("s", "send", "work", "e"),
    )  # fmt: skip


def test_a_handler_that_hangs_has_failed_and_another_takes_over(box: Sandbox) -> None:
    go_on, entered = threading.Event(), []

    def hangs_once(job: Job) -> dict[str, Any]:
        entered.append(job.id)
        if len(entered) == 1:
            go_on.wait(20)
        return {"by": len(entered)}

    box.engine.job_limit_s = 0.2
    box.deploy(with_job())
    box.handle("send", hangs_once)
    case = box.start("p")
    assert case.tasks == []

    box.advance(timedelta(minutes=1))
    go_on.set()

    assert [task.element_id for task in case.tasks] == ["work"]
    assert case.variables == {"by": 2}
    assert case.trace.count(("send", "completed")) == 1
    assert len(entered) == 2


def test_a_handler_that_always_hangs_is_an_incident_that_says_so(box: Sandbox) -> None:
    over = threading.Event()
    box.engine.job_limit_s = 0.1
    box.deploy(with_job())
    box.handle("send", lambda job: {"late": over.wait(20)})
    case = box.start("p")
    box.advance(timedelta(hours=1))
    over.set()

    assert case.state == "incident"
    assert case.incidents[0].message == "HandlerHangs: no answer within 0.1 s"


def test_a_job_at_which_every_worker_dies_is_given_up(box: Sandbox) -> None:
    """Else it would kill one worker after the other for ever."""
    deaths = []

    def die(job: Job) -> None:
        deaths.append(job.id)
        raise SystemExit

    box.deploy(with_job(retries=2))
    box.handle("send", die)
    with pytest.raises(SystemExit):
        box.start("p")
    with pytest.raises(SystemExit):
        box.advance(timedelta(minutes=2))
    (case,) = box.cases("p")

    box.advance(timedelta(minutes=2))

    assert len(deaths) == 2
    assert case.state == "incident"
    assert "no worker has answered in 2 attempts" in case.incidents[0].message


def test_the_lease_of_a_long_job_is_renewed_as_long_as_it_works(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(perform, "RENEW_S", 0.02)
    seen: list[int] = []

    def long(job: Job) -> None:
        """Longer than three leases; whoever looks meanwhile finds nothing to take."""
        for _ in range(6):
            box.clock.move_to(box.now + timedelta(seconds=perform.LEASE_S / 2))
            threading.Event().wait(0.2)
            with box.engine.reading() as connection:
                seen.append(len(next_of(connection, to_micros(box.now), ["send"])))

    box.deploy(with_job())
    box.handle("send", long)
    case = box.start("p")

    assert seen == [0] * 6
    assert [task.element_id for task in case.tasks] == ["work"]


def circular() -> list[Any]:
    found: list[Any] = []
    found.append(found)
    return found


def deep() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(100_000):
        found = {"d": found}
    return found


GARBAGE = {
    "list": ([1], "answered with a list, not variables"),
    "text": ("done", "answered with a str, not variables"),
    "object": ({"x": object()}, "a variable cannot hold a object"),
    "number as key": ({1: 2}, "must be text"),
    "circle": ({"x": circular()}, "nest deeper"),
    "depth": (deep(), "nest deeper"),
    "surrogate": ({"x": "\ud800"}, "half a character"),
    "not a number": ({"x": float("nan")}, "InvalidValue"),
}


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_is_refused_and_the_case_stays_loadable(box: Sandbox, name: str) -> None:
    given, words = GARBAGE[name]
    box.deploy(with_job())
    box.handle("send", lambda job: given)
    case = box.start("p")
    box.advance(timedelta(hours=1))
    box.reload()

    assert case.state == "incident"
    assert words in case.incidents[0].message
    box.handle("send", lambda job: {"fine": True})
    box.execute(RetryIncident(case.incidents[0].id, reason="the handler is repaired"))
    assert case.variables == {"fine": True}
    assert box.engine.rebuild(TENANT, write=False).differences == []
