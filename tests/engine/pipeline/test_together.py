"""Starts that need several events. BPMN 2.0.2, 10.5.2 Start Event, Parallel Multiple."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.testing import Sandbox
from tests.engine import models as m

ROOTS = m.a_message(key="") + m.a_message("m2", "checked", key="") + m.a_signal()


def started_by(*definitions: str, id: str = "s") -> bytes:
    event = m.node("startEvent", id, *definitions, parallelMultiple="true")
    return m.diagram(event, m.user("a"), m.end(), m.path(id, "a", "e"), roots=ROOTS)


def kept(box: Sandbox) -> int:
    with box.engine.reading() as connection:
        count = connection.exec_driver_sql("SELECT count(*) FROM started_part").scalar()
    return int(count or 0)


@pytest.mark.parametrize("order", [("paid", "checked"), ("checked", "paid")])
def test_bpmn_10_5_2_both_messages_of_one_key_begin_one_case(
    box: Sandbox, order: tuple[str, str]
) -> None:
    box.deploy(started_by(m.message(), m.message("m2")))
    assert box.publish(order[0], "A", {order[0]: 1}) == []
    assert box.publish(order[1], "B") == []
    box.reload()
    (case,) = box.publish(order[1], "A", {order[1]: 2})
    assert (case.business_key, case.variables) == ("A", {order[0]: 1, order[1]: 2})
    assert (len(box.cases()), kept(box)) == (1, 1)
    (other,) = box.publish(order[0], "B")
    assert (other.business_key, kept(box)) == ("B", 0)


def test_the_same_event_once_more_does_not_stand_for_another(box: Sandbox) -> None:
    box.deploy(started_by(m.message(), m.message("m2")))
    for number in range(3):
        assert box.publish("paid", "A", {"n": number}) == []
    (case,) = box.publish("checked", "A")
    assert (case.variables, kept(box)) == ({"n": 2}, 0)


def test_bpmn_10_5_2_message_signal_timer_and_condition_all_occur(box: Sandbox) -> None:
    box.deploy(
        started_by(
            m.message(), m.signal(), m.timer(cycle="R/PT1H"), m.condition("amount > level")
        )
    )  # fmt: skip
    assert box.signal("alarm", {"level": 5}) == []
    box.advance(timedelta(hours=1))
    assert (box.cases(), kept(box)) == ([], 2)
    # All else has occurred, and the condition does not hold: it is asked again
    assert box.publish("paid", "A", {"amount": 3}) == []
    assert box.publish("paid", "A", {"amount": 9}) == box.cases()
    (case,) = box.cases()
    assert case.variables == {"amount": 9, "level": 5}
    assert (case.business_key, kept(box)) == ("A", 0)


def test_a_timer_completes_what_a_message_began(box: Sandbox) -> None:
    box.deploy(started_by(m.message(), m.timer("PT1H")))
    box.publish("paid", "A", {"x": 1})
    box.advance(timedelta(hours=2))
    (case,) = box.cases()
    assert (case.business_key, case.variables, kept(box)) == ("A", {"x": 1}, 0)
    box.complete(case, "a")
    assert case.state == "completed"
    # The timer was once only
    assert box.publish("paid", "A") == []


def test_a_signal_completes_it_too_and_tells_of_no_case_that_is_not_there(box: Sandbox) -> None:
    box.deploy(started_by(m.message(), m.signal()))
    assert box.signal("alarm") == []
    assert box.publish("paid", "A") == box.cases()
    assert box.publish("paid", "B") == []
    box.signal("alarm", {"y": 1})
    assert [case.business_key for case in box.cases()] == ["A", "B"]


def test_bpmn_10_5_2_conditions_alone_begin_it_when_all_hold(box: Sandbox) -> None:
    box.deploy(started_by(m.condition("x > 1"), m.condition("y > 1")))
    with pytest.raises(Exception, match="by an event only"):
        box.start("p", {"x": 2, "y": 1})
    assert box.start("p", {"x": 2, "y": 2}).tasks


def test_what_has_occurred_for_an_older_version_begins_nothing(box: Sandbox) -> None:
    box.deploy(started_by(m.message(), m.message("m2")))
    box.publish("paid", "A")
    box.deploy(started_by(m.message(), m.message("m2"), id="begin"))
    assert (kept(box), box.publish("checked", "A")) == (0, [])


def test_a_message_that_is_a_part_is_not_buffered_as_well(box: Sandbox) -> None:
    waits = m.process(
        m.start("ws"), m.catch("c", m.message()), m.end("we"), m.path("ws", "c", "we"), id="w"
    )
    box.deploy(started_by(m.message(), m.message("m2")))
    box.publish("paid", "A", ttl=timedelta(hours=1))
    box.deploy(m.definitions(ROOTS, waits))
    assert box.start("w", business_key="A").state == "active"


def test_bpmn_10_6_6_several_events_of_an_arm_begin_together(box: Sandbox) -> None:
    both = m.catch("c", m.message() + m.signal(), parallelMultiple="true")
    body = m.node("eventBasedGateway", "g", instantiate="true") + both
    body += m.catch("d", m.message("m2")) + m.end() + m.flows("g>c", "g>d", "c>e", "d>e")
    box.deploy(m.diagram(body, roots=ROOTS))
    assert box.publish("paid", "A") == []
    (one,) = box.publish("checked", "A")
    box.signal("alarm")
    assert [count for case in box.cases() for count in [case.trace.count(("c", "completed"))]] == [
        0, 1,
    ]  # fmt: skip
    assert (one.state, len(box.cases()), kept(box)) == ("completed", 2, 0)


@pytest.mark.parametrize("kind", ["Exclusive", "Parallel"])
def test_bpmn_10_6_6_a_timer_behind_an_instantiating_gateway_begins_a_case(
    box: Sandbox, kind: str
) -> None:
    gate = m.node("eventBasedGateway", "g", instantiate="true", eventGatewayType=kind)
    body = gate + m.catch("c", m.message()) + m.catch("t", m.timer("PT1H")) + m.end()
    box.deploy(m.diagram(body, m.flows("g>c", "g>t", "c>e", "t>e"), roots=ROOTS))
    box.advance(timedelta(hours=1))
    (case,) = box.cases()
    assert case.trace[0] == ("g", "activated")
    assert case.state == ("completed" if kind == "Exclusive" else "active")
    box.publish("paid")
    states = [(one.state, one.trace.count(("c", "completed"))) for one in box.cases()]
    exclusive = [("completed", 0), ("completed", 1)]
    assert states == (exclusive if kind == "Exclusive" else [("completed", 1)])


def test_bpmn_10_6_6_a_condition_behind_an_instantiating_gateway_begins_a_case(
    box: Sandbox,
) -> None:
    gate = m.node("eventBasedGateway", "g", instantiate="true")
    body = gate + m.catch("c", m.message()) + m.catch("k", m.condition("x > 1")) + m.end()
    box.deploy(m.diagram(body, m.flows("g>c", "g>k", "c>e", "k>e"), roots=ROOTS))
    assert box.start("p", {"x": 2}).trace[2:4] == [("k", "activated"), ("k", "completed")]


@pytest.mark.parametrize("sequential", [True, False])
def test_bpmn_10_3_8_a_repeated_receive_task_begins_with_its_first_instance(
    box: Sandbox, sequential: bool
) -> None:
    marker = m.multi("[1, 2, 3]", sequential=sequential, outputCollection="all",
                     outputElement="=amount", inputElement="n")  # fmt: skip
    mapped = m.ext(m.io({}, {"amount": "=sum"}))
    receive = m.node("receiveTask", "r", mapped, marker, messageRef="m", instantiate="true")
    box.deploy(m.diagram(receive, m.user("z"), m.end(), m.path("r", "z", "e"), roots=ROOTS))
    (case,) = box.publish("paid", "A", {"sum": 10})
    for number in (20, 30):
        assert case.tasks == []
        box.reload()
        assert box.publish("paid", "A", {"sum": number}) == [case]
    assert (case.variables["all"], len(case.tasks)) == ([10, 20, 30], 1)
    assert len(box.cases()) == 1


def test_bpmn_10_3_8_a_looped_receive_task_begins_with_its_first_round(box: Sandbox) -> None:
    receive = m.node("receiveTask", "r", m.loop("more"), messageRef="m", instantiate="true")
    box.deploy(m.diagram(receive, m.end(), m.path("r", "e"), roots=ROOTS))
    (case,) = box.publish("paid", "A", {"more": True})
    assert box.publish("paid", "A", {"more": True}) == [case]
    assert box.publish("paid", "A", {"more": False}) == [case]
    assert (case.state, case.trace.count(("r", "completed"))) == ("completed", 3)


def test_bpmn_10_6_6_a_repeated_receive_task_behind_a_starting_parallel_gateway(
    box: Sandbox,
) -> None:
    gate = m.node("eventBasedGateway", "g", instantiate="true", eventGatewayType="Parallel")
    body = gate + m.node("receiveTask", "r", m.multi("[1, 2]"), messageRef="m")
    body += m.node("receiveTask", "c", messageRef="m2") + m.end() + m.end("e2")
    box.deploy(m.diagram(body, m.flows("g>r", "g>c", "r>e", "c>e2"), roots=ROOTS))
    (case,) = box.publish("paid", "A")
    box.publish("checked", "A")
    assert case.state == "active"
    box.publish("paid", "A")
    assert (case.state, case.trace.count(("r", "completed"))) == ("completed", 2)


@pytest.mark.parametrize("marker", [m.multi("[1, 2]"), m.multi("[1, 2]", sequential=True),
                                    m.loop("again")])  # fmt: skip
def test_bpmn_10_6_6_a_repeated_receive_task_wins_a_race_once(box: Sandbox, marker: str) -> None:
    body = m.start() + m.node("eventBasedGateway", "g")
    body += m.node("receiveTask", "r", marker, messageRef="m") + m.catch("t", m.timer("PT1H"))
    body += m.end() + m.flows("s>g", "g>r", "g>t", "r>e", "t>e")
    box.deploy(m.diagram(body, roots=ROOTS))
    case, late = box.start("p", business_key="A"), box.start("p", business_key="B")
    assert box.publish("paid", "A", {"again": True}) == [case]
    box.advance(timedelta(hours=1))
    assert (case.state, late.state) == ("active", "completed")
    assert (late.trace.count(("t", "completed")), late.trace.count(("r", "activated"))) == (1, 0)
    box.publish("paid", "A", {"again": False})
    assert (case.state, case.trace.count(("r", "completed"))) == ("completed", 2)
