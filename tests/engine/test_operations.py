"""Operations of an interface say which message is exchanged. BPMN 2.0.2, 8.5.5, 10.3.3, 10.5.5."""

from __future__ import annotations

import pytest

from engine.bundle import compile_bundle
from engine.effects import MessageThrown
from engine.errors import DeploymentRefused
from tests.engine.models import a_message, catch, diagram, end, node, path, service, start
from tests.engine.runner import Runner

ROOTS = a_message(key="") + (
    '<bpmn:interface id="if" name="if"><bpmn:operation id="op" name="op">'
    "<bpmn:inMessageRef>m</bpmn:inMessageRef></bpmn:operation></bpmn:interface>"
)


def around(task: str) -> bytes:
    return diagram(start(), task, end(), path("s", "a", "e"), roots=ROOTS)


def test_bpmn_10_3_3_a_send_task_sends_the_message_of_its_operation(mode: str) -> None:
    run = Runner(around(node("sendTask", "a", operationRef="op")), mode=mode)
    assert (run.state, run.thrown) == ("completed", [MessageThrown("paid", None, {}, 0.0)])


EVENT = '<bpmn:messageEventDefinition messageRef="m"><bpmn:operationRef>op</bpmn:operationRef>'


@pytest.mark.parametrize(
    "waits",
    [
        node("receiveTask", "a", operationRef="op"),
        catch("a", f"{EVENT}</bpmn:messageEventDefinition>"),
    ],
)
def test_bpmn_10_5_5_who_names_an_operation_waits_for_its_message(waits: str, mode: str) -> None:
    run = Runner(around(waits), mode=mode)
    assert run.publish("paid")
    assert run.state == "completed"


def test_bpmn_10_3_3_an_operation_alone_does_no_work(mode: str) -> None:
    run = Runner(around(service("a", "w", operationRef="op")), mode=mode)
    run.finish_job("a")
    assert run.state == "completed"
    with pytest.raises(DeploymentRefused) as refused:
        compile_bundle({"a.bpmn": around(node("serviceTask", "a", operationRef="op"))})
    assert {one.code for one in refused.value.problems} == {"not-supported"}
