"""BPMN 2.0.2, 10.5.6 Handling Events: event sub-processes, escalations, conditions, links."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from engine import BpmnError
from engine.commands import RetryIncident, SetVariables
from engine.testing import Case, Sandbox
from tests.conformance.trace import completed, count, waiting
from tests.engine import models as m

ROOTS = m.a_message() + m.a_signal() + m.an_error() + m.an_escalation()


def deploy(box: Sandbox, *parts: str, task: str = "") -> None:
    """A process with one task ``a``."""
    straight = m.start() + (task or m.user("a")) + m.end() + m.path("s", "a", "e")
    box.deploy(m.diagram(straight, *parts, roots=ROOTS))


def happen(box: Sandbox, kind: str) -> None:
    if kind == "message":
        box.publish("paid", "7", {"amount": 5})
    elif kind == "signal":
        box.signal("alarm", {"amount": 5})
    else:
        box.advance(timedelta(hours=1))


TRIGGERS = {"message": m.message(), "signal": m.signal(), "timer": m.timer("PT1H")}


@pytest.mark.parametrize("kind", TRIGGERS)
def test_bpmn_13_5_4_an_interrupting_handler_takes_the_place_of_its_scope(
    box: Sandbox, kind: str
) -> None:
    deploy(box, m.handler("h", TRIGGERS[kind], task=m.user("h_t")))
    case = box.start("p", {"order": "7"})
    happen(box, kind)
    assert (waiting(case), count(case, "a", "terminated")) == (["h_t"], 1)
    happen(box, kind)
    box.complete(case, "h_t")
    assert (case.state, count(case, "h"), count(case, "e")) == ("completed", 1, 0)
    assert case.variables.get("amount") == (None if kind == "timer" else 5)


@pytest.mark.parametrize("kind", ["message", "signal"])
def test_bpmn_13_5_4_a_handler_that_does_not_interrupt_runs_as_often_as_it_is_told(
    box: Sandbox, kind: str
) -> None:
    deploy(box, m.handler("h", TRIGGERS[kind], interrupting=False, task=m.user("h_t")))
    case = box.start("p", {"order": "7"})
    for _ in range(3):
        happen(box, kind)
    assert waiting(case) == ["a", "h_t", "h_t", "h_t"]
    box.complete(case, "a")
    assert case.state == "active"
    for _ in range(3):
        box.complete(case, "h_t")
    assert (case.state, count(case, "h")) == ("completed", 3)


def test_a_late_job_of_an_interrupted_scope_is_dropped(box: Sandbox) -> None:
    done: list[Any] = []
    box.handle("work", done.append, hold=True)
    deploy(box, m.handler("h", m.message(), task=m.user("h_t")), task=m.service("a", "work"))
    case = box.start("p", {"order": "7"})
    happen(box, "message")
    assert (box.run_jobs(), done, waiting(case)) == (0, [], ["h_t"])
    box.complete(case, "h_t")
    assert case.state == "completed"


@pytest.mark.parametrize(("code", "taken"), [("E1", "named"), ("E9", "rest")])
def test_bpmn_10_5_6_a_named_error_handler_beats_the_catch_all(
    box: Sandbox, code: str, taken: str
) -> None:
    def fail(job: object) -> None:
        raise BpmnError(code, "no")

    box.handle("work", fail)  # type: ignore[arg-type]
    handlers = m.handler("rest", m.error()) + m.handler("named", m.error("err"))
    deploy(box, handlers, task=m.service("a", "work"))
    case = box.start("p")
    assert (case.state, case.incidents) == ("completed", [])
    assert (count(case, taken), count(case, "rest") + count(case, "named")) == (1, 1)


def escalating(*parts: str) -> str:
    inner = m.start("xs") + m.throw("t", m.escalation("esc")) + m.user("b") + m.end("xe")
    return m.sub("a", inner, m.path("xs", "t", "b", "xe"), *parts)


@pytest.mark.parametrize("interrupting", [True, False])
def test_bpmn_10_5_5_an_escalation_is_caught_around_its_scope(
    box: Sandbox, interrupting: bool
) -> None:
    caught = m.boundary("g", "a", m.escalation("esc"), interrupting=interrupting)
    caught += m.user("o") + m.end("oe") + m.path("g", "o", "oe")
    deploy(box, caught, task=escalating())
    case = box.start("p")
    assert waiting(case) == (["o"] if interrupting else ["b", "o"])
    for element in waiting(case):
        box.complete(case, element)
    assert (case.state, count(case, "e")) == ("completed", 0 if interrupting else 1)


def test_an_escalation_that_nobody_catches_is_recorded(box: Sandbox) -> None:
    deploy(box, task=escalating())
    case = box.start("p")
    assert (waiting(case), case.state, case.incidents) == (["b"], "active", [])
    with box.engine.reading() as connection:
        rows = connection.exec_driver_sql("SELECT type, element_id FROM event").all()
    assert ("EscalationUncaught", "t") in [tuple(row) for row in rows]
    box.complete(case, "b")
    assert case.state == "completed"


def correct(box: Sandbox, case: Case, **variables: Any) -> None:
    box.execute(SetVariables(case.id, variables, "corrected"))


def test_bpmn_10_5_5_a_condition_fires_each_time_it_becomes_true(box: Sandbox) -> None:
    side = m.boundary("g", "a", m.condition("x > 5"), interrupting=False)
    deploy(box, side, m.end("ge"), m.flows("g>ge"))
    case = box.start("p")
    for x, fired in ((1, 0), (6, 1), (8, 1), (None, 1), (9, 2)):
        correct(box, case, x=x)
        assert count(case, "g") == fired
    box.complete(case, "a")
    assert case.state == "completed"


def test_bpmn_13_5_4_a_condition_that_interrupts_does_so_before_the_next_task(
    box: Sandbox,
) -> None:
    flow = m.start() + m.user("a") + m.user("b") + m.end() + m.path("s", "a", "b", "e")
    box.deploy(m.diagram(flow, m.handler("h", m.condition("x > 5"))))
    case = box.start("p")
    box.complete(case, "a", {"x": 6})
    assert (case.state, count(case, "b", "activated"), count(case, "h")) == ("completed", 0, 1)


def test_bpmn_10_5_6_a_signal_interrupts_its_own_thrower_at_once(box: Sandbox) -> None:
    inner = m.start("xs") + m.throw("t", m.signal()) + m.node("task", "b") + m.end("xe")
    caught = m.boundary("g", "a", m.signal()) + m.end("ge") + m.flows("g>ge")
    deploy(box, caught, task=m.sub("a", inner, m.path("xs", "t", "b", "xe")))
    deploy_other = m.start("qs") + m.catch("qc", m.signal()) + m.end("qe")
    other = m.process(deploy_other, m.path("qs", "qc", "qe"), id="q")
    box.deploy(m.definitions(m.a_signal(), other))
    beside = box.start("q")
    case = box.start("p")
    assert (case.state, count(case, "g"), count(case, "b", "activated")) == ("completed", 1, 0)
    assert beside.state == "completed"


def test_bpmn_10_5_5_links_lead_on_inside_their_scope(box: Sandbox) -> None:
    flow = m.start() + m.throw("t", m.link()) + m.catch("c", m.link()) + m.user("a") + m.end()
    box.deploy(m.diagram(flow, m.path("s", "t"), m.path("c", "a", "e")))
    case = box.start("p")
    box.complete(case, "a")
    assert completed(case) == ["s", "t", "c", "a", "e"]


def test_bpmn_10_5_5_parallel_multiple_needs_all(box: Sandbox) -> None:
    both = m.catch("a", m.message(), m.signal(), m.timer("PT1H"), parallelMultiple="true")
    deploy(box, task=both)
    case = box.start("p", {"order": "7"})
    for kind in ("signal", "timer"):
        happen(box, kind)
        assert case.state == "active"
    happen(box, "message")
    assert (case.state, case.variables["amount"]) == ("completed", 5)


def test_a_handler_that_cannot_be_armed_holds_its_scope(box: Sandbox) -> None:
    deploy(box, m.handler("h", m.message()))
    case = box.start("p")
    (incident,) = case.incidents
    assert (incident.code, incident.element_id) == ("correlation-key-null", "h")
    assert waiting(case) == []
    box.execute(RetryIncident(incident.id, {"order": "7"}, "key added"))
    assert (case.state, waiting(case)) == ("active", ["a"])
    happen(box, "message")
    assert (case.state, count(case, "h")) == ("completed", 1)
