"""Work of machines: jobs, participants, failures. BPMN 2.0.2, 10.3.3 Service Task, 13.3.3."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from engine.errors import BpmnError, Refused
from engine.protocols import Work
from tests.engine.models import (
    an_error,
    boundary,
    diagram,
    end,
    error,
    io,
    path,
    service,
    start,
    timer,
    user,
    zeebe,
)
from tests.engine.runner import Runner

STEPS = path("s", "a", "e")


def test_a_job_is_queued_with_headers_and_what_the_task_sees(mode: str) -> None:
    extension = zeebe("taskHeaders", zeebe("header", key="to", value="desk")) + io({"n": "=x + 1"})
    run = Runner(
        diagram(start(), service("a", "=kind", extensions=extension), end(), STEPS),
        {"x": 1, "kind": "mail"},
        mode=mode,
    )
    (job,) = run.jobs.values()
    assert (job.type, job.headers, job.retries) == ("mail", {"to": "desk"}, 3)
    assert job.variables == {"x": 1, "kind": "mail", "n": 2}
    run.finish_job("a", {"sent": True})
    assert (run.state, run.variables["sent"]) == ("completed", True)


def test_a_participant_does_the_work_inside_the_step() -> None:
    seen: list[Work] = []

    def number(work: Work) -> dict[str, Any]:
        seen.append(work)
        return {"number": 12}

    xml = diagram(start(), service("a", "number"), end(), STEPS)
    run = Runner(xml, {"x": 1}, handlers={"number": number})
    assert (run.state, run.variables["number"], run.jobs) == ("completed", 12, {})
    assert (seen[0].element_id, seen[0].process_id, seen[0].business_key) == ("a", "p", "K-1")
    assert seen[0].variables == {"x": 1}


def test_what_a_participant_refuses_is_no_incident() -> None:
    def refuse(work: Work) -> dict[str, Any]:
        raise Refused("not today")

    with pytest.raises(Refused, match="not today"):
        Runner(diagram(start(), service("a", "x"), end(), STEPS), handlers={"x": refuse})


def test_a_bpmn_error_of_a_worker_goes_to_the_boundary_with_its_variables(mode: str) -> None:
    xml = diagram(
        start(), service("a", "pay"), end(), user("x"),
        boundary("b", "a", error("err")), path("s", "a", "e"), path("b", "x", "e"),
        roots=an_error(),
    )  # fmt: skip

    def inside(work: Work) -> dict[str, Any]:
        raise BpmnError("E1", "no money", {"missing": 5})

    for run in (Runner(xml, mode=mode), Runner(xml, handlers={"pay": inside}, mode=mode)):
        if run.jobs:
            run.throw("a", "E1", {"missing": 5})
        assert (run.open, run.variables) == (["x"], {"missing": 5})
        run.complete("x")
        assert run.state == "completed"


def test_a_failed_job_is_an_incident_and_a_retry_queues_it_again(mode: str) -> None:
    run = Runner(diagram(start(), service("a", "pay"), end(), STEPS), mode=mode)
    run.fail_job("a", "timeout")
    assert (run.codes(), run.jobs) == (["job-failed"], {})
    run.retry("a", {"x": 1})
    (job,) = run.jobs.values()
    assert job.variables == {"x": 1}
    run.finish_job("a")
    assert run.state == "completed"


def test_news_for_a_job_that_is_gone_does_nothing(mode: str) -> None:
    run = Runner(
        diagram(
            start(), service("a", "pay"), end(), user("x"), boundary("t", "a", timer("PT1H")),
            path("s", "a", "e"), path("t", "x", "e"),
        ),
        mode=mode,
    )  # fmt: skip
    (token,) = run.jobs
    run.advance(timedelta(hours=1))
    assert run.live.complete_job(token, {"x": 1}) is False
    assert run.live.fail_job(token, "late") is False
    assert run.live.throw_error(token, "E", "", {}) is False
    assert run.variables == {}
