"""BPMN 2.0.2, 10.5.2 Start Event, 10.5.3 End Event, 13.5.1, 13.5.6.

``test_legal_N`` are models that are legal and that engines often refuse or run wrongly.
"""

from __future__ import annotations

from datetime import timedelta

from engine.testing import Sandbox
from tests.conformance.trace import completed, count, waiting
from tests.engine import models as m

ROOTS = m.a_message(key="") + m.a_signal() + m.an_error()


def test_bpmn_13_5_1_a_none_start_begins_one_token(box: Sandbox) -> None:
    box.deploy(m.diagram(m.start(), m.user("a"), m.end(), m.path("s", "a", "e")))
    case = box.start("p", {"x": 1})
    box.complete(case, "a", {"y": 2})
    assert (case.state, case.variables) == ("completed", {"x": 1, "y": 2})
    assert completed(case) == ["s", "a", "e"]


def test_legal_2_without_start_every_node_without_incoming_flow_starts(box: Sandbox) -> None:
    box.deploy(m.diagram(m.user("a"), m.user("b"), m.user("c"), m.path("a", "c")))
    case = box.start("p")
    assert waiting(case) == ["a", "b"]
    box.complete(case, "a")
    box.complete(case, "b")
    box.complete(case, "c")
    assert case.state == "completed"


def test_legal_3_several_flows_out_of_a_start_fork(box: Sandbox) -> None:
    flows = m.flows("s>a", "s>b", "a>e", "b>e")
    box.deploy(m.diagram(m.start(), m.user("a"), m.user("b"), m.end(), flows))
    case = box.start("p")
    assert waiting(case) == ["a", "b"]
    box.complete(case, "b")
    assert case.state == "active"
    box.complete(case, "a")
    assert (case.state, count(case, "e")) == ("completed", 2)


def test_legal_3_message_timer_and_none_start_at_one_process(box: Sandbox) -> None:
    starts = m.start() + m.start("by_message", m.message()) + m.start("by_timer", m.timer("PT1H"))
    flows = m.flows("s>a", "by_message>a", "by_timer>a", "a>e")
    box.deploy(m.diagram(starts, m.user("a"), m.end(), flows, roots=ROOTS))
    by_hand = box.start("p")
    (by_message,) = box.publish("paid", variables={"amount": 5})
    box.advance(timedelta(hours=2))
    (by_timer,) = [c for c in box.cases("p") if c not in (by_hand, by_message)]
    assert completed(by_hand) == ["s"]
    assert (completed(by_message), by_message.variables) == (["by_message"], {"amount": 5})
    assert completed(by_timer) == ["by_timer"]
    for case in (by_hand, by_message, by_timer):
        box.complete(case, "a")
        assert case.state == "completed"


def test_bpmn_10_5_2_a_signal_starts_a_case_of_every_process_that_waits(box: Sandbox) -> None:
    process = m.process(
        m.start("s", m.signal()), m.user("a"), m.end(), m.path("s", "a", "e"), id="q"
    )
    first = m.process(m.start("s1", m.signal()), m.end("e1"), m.path("s1", "e1"))
    box.deploy(m.definitions(ROOTS, process, first))
    started = box.signal("alarm", {"level": 3})
    assert sorted(case.state for case in started) == ["active", "completed"]
    assert all(case.variables == {"level": 3} for case in started)


def test_bpmn_10_5_3_terminate_ends_everything_in_its_scope_only(box: Sandbox) -> None:
    inner = (
        m.start("is") + m.user("x") + m.user("y") + m.end("it", m.TERMINATE)
        + m.flows("is>x", "is>y", "x>it", "y>it")
    )  # fmt: skip
    flows = m.path("s", "t", "after", "e")
    box.deploy(m.diagram(m.start(), m.sub("t", inner), m.user("after"), m.end(), flows))
    case = box.start("p")
    box.complete(case, "x")
    assert waiting(case) == ["after"]
    assert ("y", "terminated") in case.trace
    box.complete(case, "after")
    assert case.state == "completed"


def test_bpmn_10_5_3_message_and_signal_ends_throw(box: Sandbox) -> None:
    sender = m.process(
        m.start(), m.end("e", m.message()), m.end("e2", m.signal()), m.flows("s>e", "s>e2")
    )
    receiver = m.process(
        m.start("rs", m.message()), m.end("re"), m.path("rs", "re"), id="by_message"
    ) + m.process(m.start("gs", m.signal()), m.end("ge"), m.path("gs", "ge"), id="by_signal")
    box.deploy(m.definitions(ROOTS, sender, receiver))
    assert box.start("p", {"secret": 1}).state == "completed"
    for process in ("by_message", "by_signal"):
        (case,) = box.cases(process)
        assert (case.state, case.variables) == ("completed", {})


def test_bpmn_10_5_3_an_error_end_nobody_catches_stops_the_case(box: Sandbox) -> None:
    box.deploy(m.diagram(m.start(), m.end("e", m.error("err")), m.path("s", "e"), roots=ROOTS))
    case = box.start("p", {"kept": 1})
    assert (case.state, case.variables) == ("incident", {"kept": 1})
    assert [(i.code, i.element_id) for i in case.incidents] == [("unhandled-error", "e")]


def test_legal_20_flows_without_id_join_and_lanes_names_and_drawings_do_not_matter(
    box: Sandbox,
) -> None:
    flow = '<bpmn:sequenceFlow sourceRef="{}" targetRef="{}"/>'
    pairs = (("s", "f"), ("f", "a"), ("f", "b"), ("a", "j"), ("b", "j"), ("j", "e"))
    flows = "".join(flow.format(*pair) for pair in pairs)
    nodes = m.start() + m.par("f") + m.user("a") + m.user("b") + m.par("j") + m.end()
    box.deploy(m.diagram(nodes, flows))
    case = box.start("p")
    box.complete(case, "a")
    assert waiting(case) == ["b"]
    box.complete(case, "b")
    assert (case.state, count(case, "e")) == ("completed", 1)


def test_legal_20_nodes_without_id(box: Sandbox) -> None:
    box.deploy(m.diagram("<bpmn:task/><bpmn:task/><bpmn:manualTask/>"))
    case = box.start("p")
    assert (case.state, len(completed(case))) == ("completed", 3)
