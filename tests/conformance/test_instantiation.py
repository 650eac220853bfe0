"""BPMN 2.0.2, 10.3.3 and 10.6.6: messages that begin cases, through the whole pipeline."""

from __future__ import annotations

from engine.testing import Sandbox
from tests.conformance.trace import waiting
from tests.engine import models as m

ROOTS = m.a_message() + m.a_message("m2", "checked")


def test_bpmn_10_3_3_a_receive_task_begins_a_case_for_each_message(box: Sandbox) -> None:
    receive = m.node("receiveTask", "r", messageRef="m", instantiate="true")
    body = receive + m.user("a") + m.end() + m.path("r", "a", "e")
    box.deploy(m.diagram(body, roots=ROOTS))
    for n in (1, 2):
        (case,) = box.publish("paid", str(n), {"n": n})
        assert (waiting(case), case.variables) == (["a"], {"n": n})
        box.complete(case, "a")
        assert case.state == "completed"


def test_bpmn_10_6_6_a_parallel_gateway_brings_two_messages_to_one_case(box: Sandbox) -> None:
    gate = m.node("eventBasedGateway", "g", instantiate="true", eventGatewayType="Parallel")
    body = gate + m.node("receiveTask", "r", messageRef="m") + m.end() + m.end("e2")
    body += m.node("receiveTask", "c", messageRef="m2")
    flows = m.flows("g>r", "g>c", "r>e", "c>e2")
    box.deploy(m.diagram(body, flows, roots=ROOTS))
    (case,) = box.publish("checked", "7", {"order": "7"})
    assert case.state == "active"
    (other,) = box.publish("checked", "8", {"order": "8"})
    assert box.publish("paid", "7") == [case]
    assert (case.state, other.state) == ("completed", "active")
    assert box.publish("paid", "8") == [other]
    assert other.state == "completed"
