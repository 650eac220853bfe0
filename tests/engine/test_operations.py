"""Operations of an interface say which message is exchanged. BPMN 2.0.2, 8.5.5, 10.3.3, 10.5.5."""

from __future__ import annotations

import pytest

from engine.bundle import compile_bundle
from engine.effects import MessageThrown
from engine.errors import DeploymentRefused
from tests.engine.models import (
    a_message,
    association,
    catch,
    data_spec,
    diagram,
    end,
    node,
    path,
    service,
    start,
)
from tests.engine.runner import Runner

ROOTS = a_message(key="") + (
    '<bpmn:interface id="if" name="registry"><bpmn:operation id="op" name="check">'
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


def test_bpmn_10_3_3_a_service_task_calls_its_operation(mode: str) -> None:
    """A job of the operation's name; with zeebe's words it is what they say."""
    run = Runner(around(node("serviceTask", "a", operationRef="op")), mode=mode)
    (job,) = run.jobs.values()
    assert (job.type, dict(job.headers)) == ("check", {"interface": "registry"})
    run.finish_job("a", {"found": True})
    assert (run.state, run.live.variables) == ("completed", {"found": True})

    run = Runner(around(service("a", "w", operationRef="op")), mode=mode)
    (job,) = run.jobs.values()
    assert job.type == "w"


def test_bpmn_10_3_3_the_data_of_an_operation(mode: str) -> None:
    """Input to the operation by association, its answer to the output."""
    data = data_spec("ask", outputs=("answer",)) + association("Input", "o", "ask")
    data += association("Output", "answer", "o")
    task = node("serviceTask", "a", data, operationRef="op")
    xml = diagram(
        '<bpmn:dataObject id="o"/>', start(), task, end(), path("s", "a", "e"), roots=ROOTS
    )
    run = Runner(xml, {"o": 7}, mode=mode)
    (job,) = run.jobs.values()
    assert job.variables["ask"] == 7
    run.finish_job("a", {"answer": 8})
    assert (run.state, run.live.variables) == ("completed", {"o": 8})


def test_an_operation_that_is_not_there_is_refused() -> None:
    with pytest.raises(DeploymentRefused) as refused:
        compile_bundle({"a.bpmn": around(node("serviceTask", "a", operationRef="nothing"))})
    assert {one.code for one in refused.value.problems} == {"unresolved-reference"}
