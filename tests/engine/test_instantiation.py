"""BPMN 2.0.2, 10.3.3 Receive Task and 10.6.6 Event-Based Gateway that begin a process."""

from __future__ import annotations

import pytest

from engine.bundle import compile_bundle
from engine.errors import WrongState
from tests.engine.models import (
    a_message,
    a_signal,
    diagram,
    end,
    ext,
    flows,
    io,
    message,
    node,
    path,
    signal,
    start,
    user,
)
from tests.engine.runner import Runner

ROOTS = a_message() + a_message("m2", "checked") + a_signal()
RECEIVE = diagram(
    node("receiveTask", "r", ext(io({}, {"amount": "=sum * 2"})), messageRef="m",
         instantiate="true"),
    user("z"), end(), path("r", "z", "e"), roots=ROOTS,
)  # fmt: skip


def gateway(kind: str = "Exclusive") -> bytes:
    return diagram(
        node("eventBasedGateway", "g", instantiate="true", eventGatewayType=kind),
        node("receiveTask", "c", messageRef="m"), node("receiveTask", "r", messageRef="m2"),
        user("a"), user("b"), end(),
        flows("g>c", "g>r", "c>a", "r>b", "a>e", "b>e"), roots=ROOTS,
    )  # fmt: skip


def began(xml: bytes, element_id: str, mode: str, **variables: object) -> Runner:
    return Runner(xml, mode=mode, start_event=element_id, event_variables=variables)


def test_bpmn_10_3_3_an_instantiating_receive_task_waits_for_the_deployment() -> None:
    (waiting,) = compile_bundle({"a.bpmn": RECEIVE}).start_subscriptions
    assert (waiting.process_id, waiting.element_id, waiting.name) == ("p", "r", "paid")
    with pytest.raises(WrongState):
        Runner(RECEIVE)


def test_bpmn_10_3_3_its_message_begins_the_case_and_is_received(mode: str) -> None:
    run = began(RECEIVE, "r", mode, sum=4)
    assert (run.open, run.done("r"), run.variables) == (["z"], 1, {"amount": 8})
    assert run.waits == {}
    run.complete("z")
    assert run.state == "completed"


def test_an_instantiating_receive_task_beside_a_none_start(mode: str) -> None:
    xml = diagram(
        start(), node("receiveTask", "r", messageRef="m", instantiate="true"), user("z"), end(),
        flows("s>z", "r>z", "z>e"), roots=ROOTS,
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    assert (run.open, run.began("r")) == (["z"], 0)
    assert began(xml, "r", mode).done("r") == 1


def test_bpmn_10_6_6_the_first_event_behind_the_gateway_begins_the_case(mode: str) -> None:
    bundle = compile_bundle({"a.bpmn": gateway()})
    assert sorted(one.element_id for one in bundle.start_subscriptions) == ["c", "r"]
    run = began(gateway(), "r", mode, order=5)
    assert (run.open, run.waits) == (["b"], {})
    assert run.trace[:4] == [
        ("g", "activated"), ("g", "completed"), ("r", "activated"), ("r", "completed"),
    ]  # fmt: skip
    run.complete("b")
    assert (run.state, run.began("c"), run.variables) == ("completed", 0, {"order": 5})


def test_bpmn_10_6_6_a_parallel_one_waits_for_the_others_under_the_same_key(mode: str) -> None:
    run = began(gateway("Parallel"), "r", mode, order=5)
    assert run.open == ["b"]
    run.complete("b")
    assert run.state == "active"
    assert not run.publish("paid", "6")
    assert run.publish("paid", "5")
    run.complete("a")
    assert (run.state, run.done("g"), run.done("c"), run.done("r")) == ("completed", 1, 1, 1)


def test_a_signal_behind_the_gateway_begins_as_well(mode: str) -> None:
    xml = diagram(
        node("eventBasedGateway", "g", instantiate="true"),
        node("intermediateCatchEvent", "c", message()),
        node("intermediateCatchEvent", "d", signal()), end(),
        flows("g>c", "g>d", "c>e", "d>e"), roots=ROOTS,
    )  # fmt: skip
    kinds = {(s.element_id, s.kind) for s in compile_bundle({"a.bpmn": xml}).start_subscriptions}
    assert kinds == {("c", "message"), ("d", "signal")}
    assert began(xml, "d", mode).state == "completed"
