"""Messages find whom they are meant for, once. Source: BPMN 2.0.2, 8.4.2 Correlation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands import PublishMessage
from engine.errors import Refused
from engine.testing import Sandbox
from tests.support.diagrams import (
    catch,
    diagram,
    end,
    line,
    message,
    of_message,
    of_signal,
    signal,
    start,
    then_work,
    user_task,
)
from tests.support.rows import count, rows_in


def waits_with_key(process_id: str = "p") -> bytes:
    return diagram(
        process_id,
        start(),
        catch("paid", of_message("m")),
        end(),
        line("s", "paid", "e"),
        before=message("m", "payment", "number"),
    )


def waits_without_key(process_id: str = "p") -> bytes:
    return diagram(
        process_id,
        start(),
        catch("paid", of_message("m")),
        end(),
        line("s", "paid", "e"),
        before=message("m", "payment"),
    )


def begins_with_message(process_id: str = "q") -> bytes:
    return diagram(
        process_id,
        start("s", of_message("m")),
        user_task("work"),
        end(),
        line("s", "work", "e"),
        before=message("m", "payment"),
    )


def test_a_message_reaches_the_case_with_its_key(box: Sandbox) -> None:
    box.deploy(waits_with_key())
    one, two = box.start("p", {"number": "A"}), box.start("p", {"number": "B"})

    reached = box.publish("payment", "B", {"amount": 5})

    assert reached == [two]
    assert (one.state, two.state) == ("active", "completed")
    assert two.variables["amount"] == 5


def test_a_message_that_nobody_waits_for_is_dropped(box: Sandbox) -> None:
    box.deploy(waits_with_key())

    assert box.publish("payment", "A") == []

    assert box.start("p", {"number": "A"}).state == "active"
    assert count(box.engine, "message") == 0


def test_a_message_with_time_to_live_waits_for_its_subscriber(box: Sandbox) -> None:
    box.deploy(waits_with_key())
    box.publish("payment", "A", {"amount": 7}, ttl=timedelta(hours=1))
    box.advance(timedelta(minutes=59))

    case = box.start("p", {"number": "A"})

    assert case.state == "completed"
    assert case.variables["amount"] == 7
    assert box.start("p", {"number": "A"}).state == "active"


def test_a_message_whose_time_is_over_is_not_delivered(box: Sandbox) -> None:
    box.deploy(waits_with_key())
    box.publish("payment", "A", ttl=timedelta(hours=1))
    box.advance(timedelta(minutes=61))

    assert box.start("p", {"number": "A"}).state == "active"


def test_a_message_id_is_accepted_once(box: Sandbox) -> None:
    box.deploy(begins_with_message())

    first = box.publish("payment", message_id="bank-17")
    second = box.publish("payment", message_id="bank-17")

    assert len(first) == 1
    assert second == []
    assert len(box.cases("q")) == 1


def test_a_message_starts_a_case_where_none_waits(box: Sandbox) -> None:
    box.deploy(begins_with_message())

    (case,) = box.publish("payment", "A-17", {"amount": 3})

    assert case.variables == {"amount": 3}
    assert case.business_key == "A-17"
    assert [one.element_id for one in case.tasks] == ["work"]


def test_a_waiting_case_comes_before_a_start(box: Sandbox) -> None:
    box.deploy(waits_with_key(), begins_with_message())
    waiting = box.start("p", {"number": "A"})

    assert box.publish("payment", "A") == [waiting]
    assert box.cases("q") == []


def test_without_a_key_the_business_key_finds_the_case(box: Sandbox) -> None:
    box.deploy(waits_without_key())
    one = box.start("p", business_key="2025-1")
    two = box.start("p", business_key="2025-2")

    assert box.publish("payment", "2025-2") == [two]
    assert one.state == "active"


def test_without_any_key_the_one_that_waits_is_reached(box: Sandbox) -> None:
    box.deploy(waits_without_key())
    only = box.start("p")

    assert box.publish("payment") == [only]


def test_without_any_key_several_that_wait_are_ambiguous(box: Sandbox) -> None:
    box.deploy(waits_without_key())
    cases = [box.start("p"), box.start("p")]

    with pytest.raises(Refused) as refusal:
        box.publish("payment")

    assert refusal.value.code == "ambiguous-message"
    assert [case.state for case in cases] == ["active", "active"]


def test_a_message_to_one_case_reaches_no_other(box: Sandbox) -> None:
    box.deploy(waits_without_key())
    one, two = box.start("p"), box.start("p")

    assert box.publish("payment", case=two) == [two]
    assert one.state == "active"


def test_a_thrown_message_arrives_once(box: Sandbox) -> None:
    box.deploy(
        diagram(
            "sender",
            start(),
            f'<bpmn:intermediateThrowEvent id="throw">{of_message("m")}'
            "</bpmn:intermediateThrowEvent>",
            end(),
            line("s", "throw", "e"),
            before=message("m", "payment", "number"),
        ),
        waits_with_key(),
    )
    waiting = box.start("p", {"number": "A"})

    sender = box.start("sender", {"number": "A"})

    assert (sender.state, waiting.state) == ("completed", "completed")
    assert rows_in(box.engine, "due", "subscription") == {"due": [], "subscription": []}


def of_throw(id: str, message_id: str) -> str:
    inner = of_message(message_id)
    return f'<bpmn:intermediateThrowEvent id="{id}">{inner}</bpmn:intermediateThrowEvent>'


def two_pools() -> tuple[bytes, bytes]:
    """One asks and waits for the answer, the other begins by the question; no message has a key."""
    names = message("m", "question") + message("n", "answer")
    asks = diagram(
        "asks", start(), of_throw("ask", "m"), catch("answered", of_message("n")), end(),
        line("s", "ask", "answered", "e"), before=names,
    )  # fmt: skip
    answers = diagram(
        "answers", start("as", of_message("m")), user_task("think"), end("ae", of_message("n")),
        line("as", "think", "ae"), before=names.replace('"m"', '"m2"').replace('"n"', '"n2"'),
    )  # fmt: skip
    return asks, answers.replace(b'messageRef="m"', b'messageRef="m2"').replace(
        b'messageRef="n"', b'messageRef="n2"'
    )


def test_two_pools_without_keys_talk_by_the_business_key_of_the_case(box: Sandbox) -> None:
    box.deploy(*two_pools())
    first, second = box.start("asks", business_key="K-1"), box.start("asks", business_key="K-2")
    one, two = box.cases("answers")
    assert (one.business_key, two.business_key) == ("K-1", "K-2")

    box.complete(two, "think")
    assert (first.state, second.state) == ("active", "completed")
    box.complete(one, "think")
    assert first.state == "completed"


def test_without_a_case_of_its_business_key_a_thrown_message_goes_by_name(box: Sandbox) -> None:
    box.deploy(*two_pools())
    asked = box.start("asks")
    (answering,) = box.cases("answers")
    assert answering.business_key is None
    stranger = box.start("asks", business_key="K-9")
    assert [one.business_key for one in box.cases("answers")] == [None, "K-9"]
    box.complete(box.cases("answers")[1], "think")
    assert stranger.state == "completed"
    box.complete(answering, "think")
    assert asked.state == "completed"


def test_a_signal_reaches_all_who_wait_when_it_is_thrown(box: Sandbox) -> None:
    box.deploy(
        then_work(catch("heard", of_signal("g")), before=signal("g", "alarm")),
        diagram(
            "q",
            start("s", of_signal("g")),
            user_task("work"),
            end(),
            line("s", "work", "e"),
            before=signal("g", "alarm"),
        ),
    )
    waiting = [box.start("p"), box.start("p")]

    reached = box.signal("alarm", {"level": 2})

    started = box.cases("q")
    assert set(reached) == {*waiting, *started}
    assert len(started) == 1
    assert [case.tasks[0].element_id for case in reached] == ["work"] * 3
    assert all(case.variables == {"level": 2} for case in reached)
    assert box.signal("other") == []


def test_only_the_newest_definition_starts(box: Sandbox) -> None:
    box.deploy(begins_with_message())
    newest = box.deploy(begins_with_message().replace(b'name="work"', b'name="new work"'))

    (case,) = box.publish("payment")

    assert case.view.deployment_id == newest


def test_publishing_twice_with_one_key_of_idempotency_delivers_once(box: Sandbox) -> None:
    box.deploy(begins_with_message())
    command = PublishMessage("payment")

    first = box.execute(command, idempotency_key="k")
    second = box.execute(command, idempotency_key="k")

    assert first.reached == second.reached
    assert len(box.cases("q")) == 1
