"""BPMN 2.0.2, 10.3 Activities, 13.3: tasks in every role, sub-processes, calls, repetition."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from engine import BpmnError
from engine.testing import Sandbox
from tests.conformance.trace import completed, count, waiting
from tests.engine import models as m
from tests.engine.undoable import inside

ROOTS = m.a_message() + m.a_signal() + m.an_error() + m.an_error("err2", "E2")


def test_legal_15_tasks_that_do_nothing_pass_through(box: Sandbox) -> None:
    tasks = m.node("task", "a") + m.node("manualTask", "b") + m.node("scriptTask", "c")
    box.deploy(m.diagram(m.start(), tasks, m.end(), m.path("s", "a", "b", "c", "e")))
    case = box.start("p")
    assert (case.state, completed(case)) == ("completed", ["s", "a", "b", "c", "e"])


def test_legal_3_several_flows_into_a_task_run_it_once_per_token(box: Sandbox) -> None:
    flows = m.flows("s>a", "s>b", "a>c", "b>c", "c>e")
    tasks = m.node("task", "a") + m.node("task", "b") + m.user("c")
    box.deploy(m.diagram(m.start(), tasks, m.end(), flows))
    case = box.start("p")
    assert waiting(case) == ["c", "c"]
    box.complete(case, "c")
    box.complete(case, "c")
    assert (case.state, count(case, "c")) == ("completed", 2)


def test_legal_12_conditional_and_default_flows_out_of_a_task(box: Sandbox) -> None:
    flows = m.flows("s>a", "a>b: x > 1", "a>c: x > 2", "a>d", "b>e", "c>e", "d>e")
    tasks = m.user("a", default="a_d") + "".join(m.node("task", key) for key in "bcd")
    box.deploy(m.diagram(m.start(), tasks, m.end(), flows))
    for x, taken in ((3, ["b", "c"]), (2, ["b"]), (0, ["d"])):
        case = box.start("p")
        box.complete(case, "a", {"x": x})
        assert [key for key in completed(case) if key in "bcd"] == taken
        assert case.state == "completed"


def test_legal_10_self_loop_runs_again_until_left(box: Sandbox) -> None:
    flows = m.flows("s>a", "a>a: again", "a>e: not(again)")
    box.deploy(m.diagram(m.start(), m.user("a"), m.end(), flows))
    case = box.start("p")
    for again in (True, True, False):
        box.complete(case, "a", {"again": again})
    assert (case.state, count(case, "a")) == ("completed", 3)


def test_bpmn_10_3_3_a_service_task_waits_for_its_handler(box: Sandbox) -> None:
    seen: list[Any] = []

    def send(job: Any) -> dict[str, Any]:
        seen.append((job.type, job.element_id, dict(job.headers), job.variables["to"]))
        return {"sent": True}

    extensions = m.zeebe("taskHeaders", m.zeebe("header", key="kind", value="slip"))
    task = m.service("a", "mail", extensions=extensions)
    box.deploy(m.diagram(m.start(), task, m.end(), m.path("s", "a", "e")))
    case = box.start("p", {"to": "企业"})
    assert case.state == "active"
    box.handle("mail", send)
    assert seen == [("mail", "a", {"kind": "slip"}, "企业")]
    assert (case.state, case.variables["sent"]) == ("completed", True)


def test_input_and_output_mapping_decide_what_enters_and_leaves(box: Sandbox) -> None:
    mapping = m.io({"inner": "=outer + 1"}, {"result": "=inner * 10 + given"})
    box.deploy(m.diagram(m.start(), m.user("a", m.ext(mapping)), m.end(), m.path("s", "a", "e")))
    case = box.start("p", {"outer": 1})
    box.complete(case, "a", {"given": 5})
    assert case.variables == {"outer": 1, "result": 25}


#: Activities ``h`` that wait; the receive task for another message than what may interrupt it
HOSTS = {
    "userTask": m.user("h"),
    "subProcess": m.sub("h", inside("i", "in", m.user("in"))),
    "callActivity": m.node("callActivity", "h", calledElement="q"),
    "receiveTask": m.node("receiveTask", "h", messageRef="m2"),
}
CALLED = m.a_message("m2", "second") + m.process(inside("q", "qin", m.user("qin")), id="q")


@pytest.mark.parametrize("host", HOSTS)
def test_interrupting_timer_on_every_kind_of_host(box: Sandbox, host: str) -> None:
    late = m.boundary("b", "h", m.timer("PT2H"))
    body = m.start() + HOSTS[host] + late + m.user("after") + m.end() + m.end("e2")
    flows = m.path("s", "h", "e") + m.path("b", "after", "e2")
    box.deploy(m.definitions(ROOTS, m.process(body, flows), CALLED))
    case = box.start("p", {"order": "7"})
    box.advance(timedelta(hours=1, minutes=59))
    assert ("b", "completed") not in case.trace
    box.advance(timedelta(minutes=1))
    assert waiting(case) == ["after"]
    assert ("h", "terminated") in case.trace
    assert box.publish("second", "7") == []
    box.complete(case, "after")
    assert case.state == "completed"


@pytest.mark.parametrize("host", HOSTS)
def test_non_interrupting_message_on_every_kind_of_host(box: Sandbox, host: str) -> None:
    aside = m.boundary("b", "h", m.message(), interrupting=False)
    body = m.start() + HOSTS[host] + aside + m.user("note") + m.end() + m.end("e2")
    flows = m.path("s", "h", "e") + m.path("b", "note", "e2")
    box.deploy(m.definitions(ROOTS, m.process(body, flows), CALLED))
    case = box.start("p", {"order": "7"})
    assert box.publish("paid", "7", {"n": 1}) == [case]
    assert box.publish("paid", "7", {"n": 2}) == [case]
    assert waiting(case).count("note") == 2
    box.complete(case, "note")
    box.complete(case, "note")
    assert case.state == "active"
    if host == "receiveTask":
        box.publish("second", "7")
    else:
        box.complete(case, {"userTask": "h", "subProcess": "in", "callActivity": "qin"}[host])
    assert (case.state, case.variables["n"]) == ("completed", 2)
    assert box.publish("paid", "7") == []


def test_bpmn_13_3_4_a_sub_process_reads_and_writes_around_it(box: Sandbox) -> None:
    inner = (
        m.start("is") + m.script("w", "outer + 1", "outer") + m.script("n", "1", "new")
        + m.end("ie") + m.path("is", "w", "n", "ie")
    )  # fmt: skip
    box.deploy(m.diagram(m.start(), m.sub("t", inner), m.end(), m.path("s", "t", "e")))
    case = box.start("p", {"outer": 1})
    assert case.variables["outer"] == 2


def test_bpmn_10_3_6_a_call_maps_in_and_out(box: Sandbox) -> None:
    mapping = m.zeebe(
        "calledElement",
        processId="q",
        propagateAllParentVariables="false",
        propagateAllChildVariables="false",
    ) + m.io({"a": "=x"}, {"y": "=b"})
    call = m.node("callActivity", "c", m.ext(mapping))
    called = m.process(m.start("qs"), m.user("u"), m.end("qe"), m.path("qs", "u", "qe"), id="q")
    caller = m.process(m.start(), call, m.end(), m.path("s", "c", "e"))
    box.deploy(m.definitions(caller, called))
    case = box.start("p", {"x": 1, "secret": 2})
    (child,) = case.children
    assert (child.process_id, child.variables) == ("q", {"a": 1})
    box.complete(case, "u", {"b": 3, "more": 4})
    assert (case.state, case.variables) == ("completed", {"x": 1, "secret": 2, "y": 3})


def test_bpmn_10_3_6_an_output_mapping_reads_what_the_called_process_has(box: Sandbox) -> None:
    """Also what it has not changed, while somebody else changed the variable outside."""
    call = m.node("callActivity", "c", m.ext(m.zeebe("calledElement", processId="q"),
                                            m.io({}, {"y": "=x"})))  # fmt: skip
    called = m.process(m.start("qs"), m.user("u"), m.end("qe"), m.path("qs", "u", "qe"), id="q")
    note = m.boundary("b", "c", m.message(), interrupting=False) + m.end("be") + m.flows("b>be")
    caller = m.process(m.start(), call, m.end(), m.path("s", "c", "e"), note)
    box.deploy(m.definitions(ROOTS, caller, called))
    case = box.start("p", {"order": "7", "x": 1})
    box.publish("paid", "7", {"x": 2})
    box.complete(case, "u")
    assert (case.state, case.variables) == ("completed", {"order": "7", "x": 2, "y": 1})


def test_an_error_passes_call_and_sub_process_to_the_nearest_handler(box: Sandbox) -> None:
    called = m.process(m.start("qs"), m.end("qe", m.error("err")), m.path("qs", "qe"), id="q")
    call = m.node("callActivity", "c", calledElement="q")
    inner = m.start("is") + call + m.end("ie") + m.path("is", "c", "ie")
    other = m.boundary("other", "c", m.error("err2")) + m.flows("other>ie")
    caught = m.boundary("caught", "t", m.error("err")) + m.boundary("rest", "t", m.error())
    body = m.start() + m.sub("t", inner + other) + caught + m.end() + m.end("e2") + m.end("e3")
    flows = m.path("s", "t", "e") + m.flows("caught>e2", "rest>e3")
    box.deploy(m.definitions(ROOTS, m.process(body, flows), called))
    case = box.start("p")
    assert case.state == "completed"
    assert completed(case)[-2:] == ["caught", "e2"]


def test_a_handler_error_carries_variables_to_the_catch(box: Sandbox) -> None:
    def fail(job: Any) -> dict[str, Any]:
        raise BpmnError("E1", "没有回音", {"why": "late"})

    box.handle("mail", fail)
    body = m.start() + m.service("a", "mail") + m.boundary("b", "a", m.error("err"))
    body += m.user("u") + m.end() + m.end("e2")
    box.deploy(m.diagram(body, m.path("s", "a", "e"), m.path("b", "u", "e2"), roots=ROOTS))
    case = box.start("p")
    assert waiting(case) == ["u"]
    assert case.variables["why"] == "late"
    box.complete(case, "u")
    assert case.state == "completed"


def test_an_incident_is_retried_with_corrected_variables(box: Sandbox) -> None:
    from engine.commands import RetryIncident

    flows = m.flows("s>g", "g>a: x > 1", "g>b: x = 1", "a>e", "b>e")
    body = m.start() + m.xor("g") + m.node("task", "a") + m.node("task", "b") + m.end()
    box.deploy(m.diagram(body, flows))
    case = box.start("p", {"x": 0})
    (incident,) = case.incidents
    assert (case.state, incident.element_id) == ("incident", "g")
    box.execute(RetryIncident(incident.id, {"x": 1}))
    assert (case.state, "b" in completed(case)) == ("completed", True)


@pytest.mark.parametrize("sequential", [False, True])
def test_bpmn_13_3_7_output_is_collected_in_order_of_input(box: Sandbox, sequential: bool) -> None:
    marker = m.multi(
        "items",
        sequential=sequential,
        inputElement="item",
        outputCollection="results",
        outputElement="=item + given",
    )
    box.deploy(m.diagram(m.start(), m.user("a", marker), m.end(), m.path("s", "a", "e")))
    case = box.start("p", {"items": [10, 20, 30]})
    assert len(case.tasks) == (1 if sequential else 3)
    for given in (1, 2, 3):
        box.complete(case, "a", {"given": given})
    assert case.state == "completed"
    assert case.variables["results"] == [11, 22, 33]


def test_bpmn_13_3_7_completion_condition_ends_the_rest(box: Sandbox) -> None:
    enough = m.formal("completionCondition", "numberOfCompletedInstances >= 2")
    marker = m.multi(inner=m.formal("loopCardinality", "5") + enough)
    box.deploy(m.diagram(m.start(), m.user("a", marker), m.end(), m.path("s", "a", "e")))
    case = box.start("p")
    box.complete(case, "a")
    assert len(case.tasks) == 4
    box.complete(case, "a")
    assert case.state == "completed"


def test_legal_16_cardinality_zero_and_repeated_calls(box: Sandbox) -> None:
    none = m.multi(inner=m.formal("loopCardinality", "0"))
    twice = m.multi("names", inputElement="name")
    called = m.process(m.start("qs"), m.user("u"), m.end("qe"), m.path("qs", "u", "qe"), id="q")
    call = m.node("callActivity", "c", twice, calledElement="q")
    body = m.start() + m.user("a", none) + call + m.end()
    box.deploy(m.definitions(m.process(body, m.path("s", "a", "c", "e")), called))
    case = box.start("p", {"names": ["甲", "乙"]})
    assert sorted(child.variables["name"] for child in case.children) == ["乙", "甲"]
    box.complete(case, "u")
    box.complete(case, "u")
    assert case.state == "completed"


def test_a_receive_task_and_a_send_task_meet(box: Sandbox) -> None:
    sender = m.process(m.start("qs"), m.node("sendTask", "send", messageRef="m"), m.end("qe"),
                       m.path("qs", "send", "qe"), id="q")  # fmt: skip
    receiver = m.process(m.start(), m.node("receiveTask", "r", messageRef="m"), m.end(),
                         m.path("s", "r", "e"))  # fmt: skip
    box.deploy(m.definitions(ROOTS, sender, receiver))
    waits, other = box.start("p", {"order": "1"}), box.start("p", {"order": "2"})
    box.start("q", {"order": "1"})
    assert (waits.state, other.state) == ("completed", "active")
