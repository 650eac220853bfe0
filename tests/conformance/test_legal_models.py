"""Models that the standard allows and engines often refuse: they deploy, and run to their end.

Source: BPMN 2.0.2; numbers are those of the list "legal, yet often refused" behind the rules.
"""

from __future__ import annotations

import pytest

from engine.testing import Sandbox
from tests.conformance.trace import completed, count, waiting
from tests.engine import models as m

ROOTS = m.a_message(key="") + m.a_signal() + m.an_error()
STRAIGHT = m.start() + m.user("a") + m.end() + m.path("s", "a", "e")


def runs_through(box: Sandbox, *bodies: bytes) -> None:
    box.deploy(*bodies)
    case = box.start("p")
    box.complete(case, "a")
    assert case.state == "completed"


def test_legal_19_black_box_pool_message_flow_to_its_edge_and_nested_lanes(box: Sandbox) -> None:
    lanes = (
        '<bpmn:laneSet><bpmn:lane id="l1" name="综窗"><bpmn:flowNodeRef>a</bpmn:flowNodeRef>'
        '<bpmn:childLaneSet><bpmn:lane id="l2"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane>'
        '</bpmn:childLaneSet></bpmn:lane><bpmn:lane id="l3"/></bpmn:laneSet>'
    )
    pools = m.node(
        "collaboration",
        "c",
        m.node("participant", "office", processRef="p"),
        m.node("participant", "enterprise", name="企业"),
        m.node("messageFlow", "mf", sourceRef="enterprise", targetRef="a"),
    )
    runs_through(box, m.definitions(pools, m.process(lanes, STRAIGHT)))


def test_legal_6_flags_without_effect(box: Sandbox) -> None:
    start = m.node("startEvent", "s", isInterrupting="false", parallelMultiple="true")
    runs_through(box, m.diagram(start, m.user("a"), m.end(), m.path("s", "a", "e")))


def test_legal_10_two_flows_between_the_same_nodes_are_two_tokens(box: Sandbox) -> None:
    second = m.node("sequenceFlow", "again", sourceRef="a", targetRef="b")
    body = m.start() + m.node("task", "a") + m.user("b") + m.end() + m.path("s", "a", "b", "e")
    box.deploy(m.diagram(body, second))
    case = box.start("p")
    assert waiting(case) == ["b", "b"]
    box.complete(case, "b")
    box.complete(case, "b")
    assert (case.state, count(case, "e")) == ("completed", 2)


def test_legal_11_a_gateway_that_joins_and_splits_at_once(box: Sandbox) -> None:
    flows = m.flows("s>f", "f>a", "f>b", "a>g", "b>g", "g>c", "g>d", "c>e", "d>e")
    users = "".join(m.user(key) for key in "abcd")
    box.deploy(m.diagram(m.start(), m.par("f"), users, m.par("g"), m.end(), flows))
    case = box.start("p")
    box.complete(case, "a")
    box.complete(case, "b")
    assert waiting(case) == ["c", "d"]
    box.complete(case, "c")
    box.complete(case, "d")
    assert (case.state, count(case, "g")) == ("completed", 1)


def test_legal_14_a_process_calls_itself(box: Sandbox) -> None:
    flows = m.flows("s>g", "g>c: n > 0", "g>e", "c>e")
    mapping = m.zeebe("calledElement", processId="p", propagateAllChildVariables="false") + m.io(
        {"n": "=n - 1"}, {"deep": "=if deep = null then 1 else deep + 1"}
    )
    call = m.node("callActivity", "c", m.ext(mapping))
    box.deploy(m.diagram(m.start(), m.xor("g", default="g_e"), call, m.end(), flows))
    case = box.start("p", {"n": 3})
    assert (case.state, case.variables) == ("completed", {"n": 3, "deep": 3})


def test_legal_14_extra_triggered_starts_of_a_called_process_are_ignored(box: Sandbox) -> None:
    called = m.process(
        m.start("qs"), m.start("qm", m.message()), m.user("a"), m.end("qe"),
        m.path("qs", "a", "qe"), m.flows("qm>a"), id="q",
    )  # fmt: skip
    caller = m.process(
        m.start(), m.node("callActivity", "c", calledElement="q"), m.end(), m.path("s", "c", "e")
    )
    box.deploy(m.definitions(ROOTS, caller, called))
    case = box.start("p")
    assert waiting(case) == ["a"]
    box.complete(case, "a")
    assert (case.state, count(case, "qm")) == ("completed", 0)


def test_legal_16_repeated_send_and_receive_tasks(box: Sandbox) -> None:
    twice = m.multi(inner=m.formal("loopCardinality", "2"))
    send = m.node("sendTask", "send", twice, messageRef="m")
    receive = m.node("receiveTask", "r", twice, messageRef="m")
    sender = m.process(m.start("qs"), send, m.end("qe"), m.path("qs", "send", "qe"), id="q")
    receiver = m.process(m.start(), receive, m.end(), m.path("s", "r", "e"))
    box.deploy(m.definitions(m.a_message(key="=order"), receiver, sender))
    case = box.start("p", {"order": "7"})
    box.start("q", {"order": "7"})
    assert case.state == "completed"


@pytest.mark.parametrize(("code", "handler"), [("E1", "coded"), ("E9", "rest")])
def test_legal_8_a_catch_all_beside_a_coded_handler(box: Sandbox, code: str, handler: str) -> None:
    from engine import BpmnError

    def fail(job: object) -> None:
        raise BpmnError(code)

    box.handle("work", fail)  # type: ignore[arg-type]
    body = m.start() + m.service("a", "work") + m.boundary("coded", "a", m.error("err"))
    body += m.boundary("rest", "a", m.error()) + m.end() + m.end("e2") + m.end("e3")
    box.deploy(m.diagram(body, m.path("s", "a", "e"), m.flows("coded>e2", "rest>e3"), roots=ROOTS))
    case = box.start("p")
    assert case.state == "completed"
    assert completed(case)[1] == handler


def test_legal_20_foreign_words_any_order_and_no_diagram(box: Sandbox) -> None:
    foreign = '<x:note xmlns:x="urn:x" y="1"><x:deep/></x:note>'
    task = m.node("userTask", "a", m.ext(foreign)).replace(
        ' id="a"', ' id="a" xmlns:x="urn:x" x:mark="1"'
    )
    body = m.path("s", "a", "e") + m.end() + task + m.start()
    runs_through(box, m.definitions(m.process(body), m.a_signal()))


def test_an_association_and_drawn_data_do_not_matter(box: Sandbox) -> None:
    drawn = (
        m.node("dataObject", "do") + m.node("dataObjectReference", "dor", dataObjectRef="do")
        + m.node("textAnnotation", "ta", "<bpmn:text>注</bpmn:text>") + m.node("group", "g")
        + m.node("association", "as", sourceRef="a", targetRef="ta")
    )  # fmt: skip
    runs_through(box, m.diagram(STRAIGHT, drawn))
