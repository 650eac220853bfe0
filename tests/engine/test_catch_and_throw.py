"""Events in the flow: waiting and throwing. BPMN 2.0.2, 10.5.4, 10.5.5, 13.5.2."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from engine.effects import MessageThrown, SignalThrown
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
    par,
    path,
    signal,
    start,
    timer,
)
from tests.engine.runner import NOW, Runner


def test_bpmn_13_5_2_message_catch_waits_for_name_and_key(mode: str) -> None:
    run = Runner(
        diagram(
            start(), node("intermediateCatchEvent", "c", message()), end(), path("s", "c", "e"),
            roots=a_message(),
        ),
        {"order": Decimal("7.0")},
        mode=mode,
    )  # fmt: skip
    assert not run.publish("paid", "8")
    assert not run.publish("other", "7")
    assert run.publish("paid", "7", {"amount": 12.5})
    assert (run.state, run.variables["amount"]) == ("completed", Decimal("12.5"))


def test_a_correlation_key_that_is_null_is_an_incident(mode: str) -> None:
    run = Runner(
        diagram(
            start(), node("intermediateCatchEvent", "c", message()), end(), path("s", "c", "e"),
            roots=a_message(),
        ),
        mode=mode,
    )  # fmt: skip
    assert run.codes() == ["correlation-key-null"]
    run.retry("c", {"order": "A"})
    assert run.publish("paid", "A")
    assert run.state == "completed"


@pytest.mark.parametrize(
    ("definition", "due"),
    [
        (timer("PT90M"), NOW + timedelta(minutes=90)),
        (timer('=duration("PT" + string(hours) + "H")'), NOW + timedelta(hours=3)),
        (timer("P1M"), datetime(2025, 10, 26, 1, tzinfo=UTC)),
        (timer(date="2025-10-01T08:30:00+08:00"), datetime(2025, 10, 1, 0, 30, tzinfo=UTC)),
        (timer(date="2025-10-01T08:30:00"), datetime(2025, 10, 1, 0, 30, tzinfo=UTC)),
        (timer(date="=at"), datetime(2025, 11, 5, 4, tzinfo=UTC)),
    ],
)
def test_bpmn_10_5_5_timer_date_and_duration(definition: str, due: datetime, mode: str) -> None:
    run = Runner(
        diagram(
            start(), node("intermediateCatchEvent", "t", definition), end(), path("s", "t", "e")
        ),
        {"hours": 3, "at": datetime(2025, 11, 5, 4, tzinfo=UTC)},
        mode=mode,
    )
    (row,) = run.timers.values()
    assert row.due_at == due
    run.advance(due - NOW - timedelta(seconds=1))
    assert run.state == "active"
    run.advance(timedelta(seconds=1))
    assert run.state == "completed"


def test_a_timer_without_a_usable_value_is_an_incident(mode: str) -> None:
    run = Runner(
        diagram(
            start(), node("intermediateCatchEvent", "t", timer("=wait")), end(), path("s", "t", "e")
        ),
        {"wait": "tomorrow"},
        mode=mode,
    )
    assert run.codes() == ["timer-not-iso"]
    run.retry("t", {"wait": "PT1H"})
    run.advance(timedelta(hours=1))
    assert run.state == "completed"


def test_bpmn_10_5_5_signal_reaches_all_who_wait(mode: str) -> None:
    run = Runner(
        diagram(
            start(), par("f"), node("intermediateCatchEvent", "a", signal()),
            node("intermediateCatchEvent", "b", signal()), par("j"), end(),
            flows("s>f", "f>a", "f>b", "a>j", "b>j", "j>e"), roots=a_signal(),
        ),
        mode=mode,
    )  # fmt: skip
    assert run.signal("silence") == 0
    assert run.signal("alarm", {"level": 2}) == 2
    assert (run.state, run.variables["level"]) == ("completed", 2)


def test_throws_carry_the_mapped_payload_and_nothing_else(mode: str) -> None:
    extension = ext(io({"amount": "=price * 2"}))
    run = Runner(
        diagram(
            start(), node("intermediateThrowEvent", "t", extension, message()),
            node("intermediateThrowEvent", "n", signal()), end("e", extension, message()),
            path("s", "t", "n", "e"), roots=a_message() + a_signal(),
        ),
        {"price": 4, "secret": "x", "order": "A-1"},
        mode=mode,
    )  # fmt: skip
    assert run.thrown == [
        MessageThrown("paid", "A-1", {"amount": Decimal(8)}, 0.0),
        SignalThrown("alarm", {}),
        MessageThrown("paid", "A-1", {"amount": Decimal(8)}, 0.0),
    ]
    assert "amount" not in run.variables
