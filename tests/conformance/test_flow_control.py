"""BPMN 2.0.2, 10.6 Gateways, 13.4; 10.5.4 events in the flow, through the whole pipeline."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.testing import Sandbox
from tests.conformance.trace import completed, count, waiting
from tests.engine import models as m

ROOTS = m.a_message() + m.a_signal()


def caught(key: str, definition: str) -> str:
    return m.node("intermediateCatchEvent", key, definition)


def thrown(key: str, definition: str = "") -> str:
    return m.node("intermediateThrowEvent", key, definition)


@pytest.mark.parametrize(("x", "end"), [(3, "a"), (2, "b"), (0, "d")])
def test_bpmn_13_4_2_exclusive_takes_the_first_that_holds(box: Sandbox, x: int, end: str) -> None:
    flows = m.flows("s>g", "g>a: x > 2", "g>b: x > 1", "g>d")
    body = m.start() + m.xor("g", default="g_d") + m.end("a") + m.end("b") + m.end("d")
    box.deploy(m.diagram(body, flows))
    case = box.start("p", {"x": x})
    assert completed(case) == ["s", "g", end]


def test_legal_1_a_condition_on_the_default_flow_is_ignored(box: Sandbox) -> None:
    flows = m.flows("s>g", "g>a: false", "g>d: false")
    body = m.start() + m.xor("g", default="g_d") + m.end("a") + m.end("d")
    box.deploy(m.diagram(body, flows))
    assert completed(box.start("p")) == ["s", "g", "d"]


def test_bpmn_13_4_1_fork_and_join_in_a_loop(box: Sandbox) -> None:
    flows = m.flows("s>m", "m>f", "f>a", "f>b", "a>j", "b>j", "j>g", "g>m: n < 3", "g>e: n >= 3")
    body = m.start() + m.xor("m") + m.par("f") + m.user("a") + m.node("task", "b")
    body += m.par("j") + m.xor("g") + m.end()
    box.deploy(m.diagram(body, flows))
    case = box.start("p", {"n": 0})
    for n in (1, 2, 3):
        assert waiting(case) == ["a"]
        box.complete(case, "a", {"n": n})
    assert (case.state, count(case, "j"), count(case, "e")) == ("completed", 3, 1)


def race() -> bytes:
    body = m.start() + m.node("eventBasedGateway", "g") + caught("by_message", m.message())
    body += caught("by_timer", m.timer("PT1H")) + caught("by_signal", m.signal())
    body += m.user("a") + m.user("b") + m.user("c") + m.end()
    flows = m.flows("s>g", "g>by_message", "g>by_timer", "g>by_signal", "by_message>a")
    flows += m.flows("by_timer>b", "by_signal>c", "a>e", "b>e", "c>e")
    return m.diagram(body, flows, roots=ROOTS)


@pytest.mark.parametrize("winner", ["a", "b", "c"])
def test_bpmn_13_4_4_exactly_one_event_wins(box: Sandbox, winner: str) -> None:
    box.deploy(race())
    case = box.start("p", {"order": "7"})
    if winner == "a":
        box.publish("paid", "7", {"amount": 1})
    elif winner == "c":
        box.signal("alarm")
    box.advance(timedelta(hours=2))
    assert box.publish("paid", "7") == []
    assert box.signal("alarm") == []
    assert waiting(case) == [winner]
    box.complete(case, winner)
    assert case.state == "completed"


def test_event_gateway_with_a_receive_task(box: Sandbox) -> None:
    body = m.start() + m.node("eventBasedGateway", "g") + caught("t", m.timer("PT1H"))
    body += m.node("receiveTask", "r", messageRef="m") + m.end() + m.end("e2")
    box.deploy(m.diagram(body, m.flows("s>g", "g>t", "g>r", "t>e", "r>e2"), roots=ROOTS))
    case = box.start("p", {"order": "7"})
    assert box.publish("paid", "7", {"amount": 9}) == [case]
    assert (case.state, case.variables["amount"]) == ("completed", 9)
    assert completed(case)[-2:] == ["r", "e2"]


@pytest.mark.parametrize(
    ("definition", "wait"),
    [
        (m.timer("PT90M"), timedelta(minutes=90)),
        (m.timer("=wait"), timedelta(hours=3)),
        (m.timer(date="2025-09-27T09:00:00+08:00"), timedelta(days=1)),
        (m.timer(date="2025-09-27"), timedelta(hours=15)),
        (m.timer(cycle="R3/PT2H"), timedelta(hours=2)),
    ],
)
def test_bpmn_10_5_5_timer_catch(box: Sandbox, definition: str, wait: timedelta) -> None:
    body = m.start() + caught("t", definition) + m.end()
    box.deploy(m.diagram(body, m.path("s", "t", "e")))
    case = box.start("p", {"wait": timedelta(hours=3)})
    box.advance(wait - timedelta(seconds=1))
    assert case.state == "active"
    box.advance(timedelta(seconds=1))
    assert case.state == "completed"


def test_a_message_without_key_finds_the_business_key_or_the_only_one(box: Sandbox) -> None:
    roots = m.a_message(key="")
    body = m.start() + caught("c", m.message()) + m.end()
    box.deploy(m.diagram(body, m.path("s", "c", "e"), roots=roots))
    one, two = box.start("p", business_key="A-1"), box.start("p", business_key="A-2")
    assert box.publish("paid", "A-2") == [two]
    assert box.publish("paid") == [one]
    assert (one.state, two.state) == ("completed", "completed")


def test_bpmn_10_5_5_a_throw_reaches_the_catch_of_its_own_case(box: Sandbox) -> None:
    flows = m.flows("s>c", "s>a", "a>t", "c>e", "t>e")
    body = m.start() + caught("c", m.signal()) + m.user("a") + thrown("t", m.signal()) + m.end()
    box.deploy(m.diagram(body, flows, roots=ROOTS))
    case = box.start("p")
    assert case.state == "active"
    box.complete(case, "a")
    assert (case.state, count(case, "e")) == ("completed", 2)


def test_none_throw_marks_a_point(box: Sandbox) -> None:
    box.deploy(m.diagram(m.start(), thrown("t"), m.end(), m.path("s", "t", "e")))
    assert completed(box.start("p")) == ["s", "t", "e"]


def test_names_and_keys_by_expression(box: Sandbox) -> None:
    roots = m.a_message(name='="paid-" + kind', key="=order")
    body = m.start() + caught("c", m.message()) + m.end()
    box.deploy(m.diagram(body, m.path("s", "c", "e"), roots=roots))
    case = box.start("p", {"kind": "fee", "order": 17})
    assert box.publish("paid-other", "17") == []
    assert box.publish("paid-fee", "17") == [case]
    assert case.state == "completed"


def test_non_interrupting_cycle_beside_a_task(box: Sandbox) -> None:
    body = m.start() + m.user("a") + m.boundary("b", "a", m.timer(cycle="R2/PT1H"),
                                                interrupting=False)  # fmt: skip
    body += m.node("task", "n") + m.end() + m.end("e2")
    box.deploy(m.diagram(body, m.path("s", "a", "e"), m.path("b", "n", "e2")))
    case = box.start("p")
    box.advance(timedelta(hours=5))
    assert count(case, "n") == 2
    box.complete(case, "a")
    assert case.state == "completed"


def test_a_token_that_can_never_go_on_is_an_incident_and_no_silent_hang(box: Sandbox) -> None:
    flows = m.flows("s>g", "g>a: x", "g>b: not(x)", "a>j", "b>j", "j>e")
    body = m.start() + m.xor("g") + m.node("task", "a") + m.node("task", "b") + m.par("j") + m.end()
    box.deploy(m.diagram(body, flows))
    case = box.start("p", {"x": True})
    assert case.state == "incident"
    assert [incident.element_id for incident in case.incidents] == ["j"]


LIBRARY = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:lib"'
    ' xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"><message id="m" name="from-library">'
    '<extensionElements><zeebe:subscription correlationKey="=order"/></extensionElements></message>'
    "</definitions>"
)


def test_bpmn_8_2_a_message_of_an_imported_file(box: Sandbox) -> None:
    imported = m.node(
        "import", "i", namespace="urn:lib", location="1.bpmn",
        importType="http://www.omg.org/spec/BPMN/20100524/MODEL",
    ).replace(' id="i"', "")  # fmt: skip
    body = m.start() + caught("c", m.message("lib:m")) + m.end()
    own = m.a_message(name="own")  # the same id in this file is another message
    main = m.diagram(body, m.path("s", "c", "e"), roots=imported + own)
    box.deploy(main.replace(b" xmlns:yb=", b' xmlns:lib="urn:lib" xmlns:yb='), LIBRARY)
    case = box.start("p", {"order": "7"})
    assert box.publish("own", "7") == []
    assert box.publish("from-library", "7") == [case]
    assert case.state == "completed"
