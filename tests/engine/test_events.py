"""Events by position and definition. BPMN 2.0.2, 10.5 and 13.5."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from engine.effects import MessageThrown, SignalThrown
from engine.errors import BpmnError, NotFound, WrongState
from engine.protocols import Work
from tests.engine.models import (
    TERMINATE,
    a_message,
    a_signal,
    an_error,
    boundary,
    diagram,
    end,
    error,
    ext,
    flows,
    io,
    message,
    node,
    par,
    path,
    script,
    service,
    signal,
    start,
    sub,
    timer,
    user,
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


# Boundary events


def test_bpmn_13_5_3_interrupting_timer_ends_its_activity(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), end(), user("late"), boundary("t", "a", timer("PT1H")),
            flows("s>a", "a>e", "t>late", "late>e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.advance(timedelta(hours=1))
    assert run.open == ["late"]
    assert run.trace[-4:] == [
        ("a", "terminated"),
        ("t", "activated"),
        ("t", "completed"),
        ("late", "activated"),
    ]
    run.complete("late")
    assert run.state == "completed"


def test_a_completed_activity_has_no_boundary_event_left(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), user("b"), end(), boundary("t", "a", timer("PT1H")),
            boundary("m1", "a", message(), interrupting=False),
            flows("s>a", "a>b", "b>e", "t>e", "m1>e"), roots=a_message(),
        ),
        {"order": 1},
        mode=mode,
    )  # fmt: skip
    run.complete("a")
    assert not run.timers
    assert not run.waits
    run.complete("b")


def test_bpmn_13_5_3_non_interrupting_message_fires_as_often_as_it_comes(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), user("note"), end(),
            boundary("m1", "a", message(), interrupting=False),
            flows("s>a", "a>e", "m1>note", "note>e"), roots=a_message(),
        ),
        {"order": 1},
        mode=mode,
    )  # fmt: skip
    for _ in range(3):
        assert run.publish("paid", "1")
    assert run.open == ["a", "note", "note", "note"]
    run.complete("a")
    assert not run.publish("paid", "1")
    for _ in range(3):
        run.complete("note")
    assert run.state == "completed"


@pytest.mark.parametrize(("cycle", "times"), [("R3/PT1H", 3), ("R/PT1H", 5)])
def test_non_interrupting_cycle_fires_every_round(cycle: str, times: int, mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), script("tick", "n + 1", "n"), end(), end("x"),
            boundary("t", "a", timer(cycle=cycle), interrupting=False),
            flows("s>a", "a>e", "t>tick", "tick>x"),
        ),
        {"n": 0},
        mode=mode,
    )  # fmt: skip
    run.advance(timedelta(hours=5, minutes=30))
    assert (run.variables["n"], run.done("t")) == (times, times)
    run.complete("a")
    assert run.state == "completed"


def test_interrupting_cycle_fires_once(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), end(), boundary("t", "a", timer(cycle="R/PT1H")),
            flows("s>a", "a>e", "t>e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.advance(timedelta(hours=5))
    assert (run.state, run.done("t")) == ("completed", 1)


def test_overdue_rounds_of_a_cycle_keep_their_times(mode: str) -> None:
    """Nobody looked for five hours: the rounds are not counted from the late look."""
    run = Runner(
        diagram(
            start(), user("a"), end(), end("x"),
            boundary("t", "a", timer(cycle="R/PT1H"), interrupting=False),
            flows("s>a", "a>e", "t>x"),
        ),
        mode=mode,
    )  # fmt: skip
    run.outside.now += timedelta(hours=5, minutes=10)
    assert run.advance(timedelta(0)) == 5
    (row,) = run.timers.values()
    assert row.due_at == NOW + timedelta(hours=6)


def test_a_timer_that_is_told_twice_fires_once(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), end(), end("x"),
            boundary("t", "a", timer("PT1H"), interrupting=False),
            flows("s>a", "a>e", "t>x"),
        ),
        mode=mode,
    )  # fmt: skip
    (row,) = run.timers.values()
    assert run.live.fire_timer(row.token, row.definition) is False
    run.advance(timedelta(hours=1))
    run.reload()
    assert run.live.fire_timer(row.token, row.definition) is False
    assert run.done("t") == 1


def test_signal_boundaries_of_both_kinds(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), user("n"), user("i"), end(),
            boundary("b1", "a", signal(), interrupting=False), boundary("b2", "a", signal("stop")),
            flows("s>a", "a>e", "b1>n", "n>e", "b2>i", "i>e"),
            roots=a_signal() + a_signal("stop", "stop"),
        ),
        mode=mode,
    )  # fmt: skip
    run.signal("alarm")
    assert run.open == ["a", "n"]
    run.signal("stop")
    assert run.open == ["i", "n"]
    run.complete("i")
    run.complete("n")
    assert run.state == "completed"


def test_boundary_on_a_sub_process_cancels_all_that_runs_inside(mode: str) -> None:
    inner = sub("deep", start("s2"), user("u2"), end("e2"), path("s2", "u2", "e2"))
    run = Runner(
        diagram(
            start(),
            sub("o", start("s1"), par("f"), user("u1"), inner, end("e1"),
                flows("s1>f", "f>u1", "f>deep", "u1>e1", "deep>e1"),),
            boundary("t", "o", timer("PT1H")), user("after"), end(),
            flows("s>o", "o>e", "t>after", "after>e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.advance(timedelta(hours=1))
    assert run.open == ["after"]
    ended = [element for element, state in run.trace if state == "terminated"]
    assert sorted(ended) == ["deep", "o", "u1", "u2"]
    assert ended.index("u2") < ended.index("deep") < ended.index("o")


# Errors


def _caught(*boundaries: str) -> bytes:
    ends = [flows(f"{b.split(chr(34))[1]}>x") for b in boundaries]
    return diagram(
        start(), sub("o", start("s1"), user("u"), end("bad", error("err")), path("s1", "u", "bad")),
        *boundaries, end(), user("x"), path("s", "o", "e"), *ends, flows("x>e"),
        roots=an_error() + an_error("err2", "E2"),
    )  # fmt: skip


def test_bpmn_10_5_6_error_end_is_caught_by_the_boundary_of_its_scope(mode: str) -> None:
    run = Runner(_caught(boundary("b", "o", error("err"))), mode=mode)
    run.complete("u")
    assert run.open == ["x"]
    assert ("o", "terminated") in run.trace
    assert ("bad", "terminated") in run.trace
    run.complete("x")
    assert run.state == "completed"


def test_a_named_handler_beats_the_catch_all(mode: str) -> None:
    run = Runner(
        _caught(boundary("all", "o", error()), boundary("b", "o", error("err"))), mode=mode
    )
    run.complete("u")
    assert (run.done("b"), run.began("all")) == (1, 0)


def test_a_handler_of_another_code_does_not_catch(mode: str) -> None:
    run = Runner(_caught(boundary("b", "o", error("err2"))), mode=mode)
    run.complete("u")
    assert run.codes() == ["unhandled-error"]


def test_an_error_passes_inner_scopes_without_handler(mode: str) -> None:
    inner = sub("in1", start("s2"), user("u"), end("bad", error("err")), path("s2", "u", "bad"))
    run = Runner(
        diagram(
            start(), sub("out1", start("s1"), inner, end("e1"), path("s1", "in1", "e1")),
            boundary("b", "out1", error("err")), end(), user("x"), path("s", "out1", "e"),
            path("b", "x", "e"), roots=an_error(),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("u")
    assert run.open == ["x"]


def test_an_uncaught_error_stops_its_scope_and_keeps_tokens_and_data(mode: str) -> None:
    """design: nothing further in the scope runs; retry with corrected variables goes on."""
    run = Runner(
        diagram(
            start(), par("f"), service("w", "pay"), user("a"),
            node("intermediateCatchEvent", "t", timer("PT1H")), script("after", "n + 1", "n"),
            service("w2", "other"), end(),
            flows("s>f", "f>w", "f>a", "f>t", "f>w2", "w>e", "a>e", "t>after", "after>e", "w2>e"),
        ),
        {"n": 0},
        mode=mode,
    )  # fmt: skip
    run.throw("w", "NO-MONEY")

    assert run.codes() == ["unhandled-error"]
    assert run.state == "incident"
    assert run.open == ["a"]
    with pytest.raises(WrongState) as refused:
        run.complete("a")
    assert refused.value.code == "scope-stopped"
    run.reload()
    # News is kept, not lost and not acted upon
    assert run.advance(timedelta(hours=2)) == 1
    run.finish_job("w2", {"late": True})
    assert (run.variables["n"], "late" in run.variables) == (0, False)

    run.retry("w", {"account": "B"})
    assert (run.variables["n"], run.variables["late"]) == (1, True)
    run.finish_job("w")
    run.complete("a")
    assert run.state == "completed"


def test_an_uncaught_error_stops_only_its_own_scope(mode: str) -> None:
    run = Runner(
        diagram(
            start(), par("f"), user("a"),
            sub("o", start("s1"), service("w", "pay"), end("e1"), path("s1", "w", "e1")), end(),
            boundary("t", "o", timer("PT1H")),
            flows("s>f", "f>a", "f>o", "a>e", "o>e", "t>e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.throw("w", "X")
    run.complete("a")
    assert run.state == "incident"
    run.advance(timedelta(hours=1))
    assert run.state == "completed"
    assert not run.incidents


STOPPED = sub("x", start("s8"), service("w", "pay"), end("e8"), path("s8", "w", "e8"))


def test_tokens_of_a_scope_that_an_error_closed_do_not_disturb_one_that_stands_still() -> None:
    """Symptom: KeyError while another scope stood still."""
    body = start("s1") + user("u") + end("e1") + end("bad", error("err")) + end("e2")
    body += path("s1", "u", "e1") + path("u", "bad") + path("u", "e2")
    run = Runner(
        diagram(
            start(), par("f"), STOPPED, sub("o", body), boundary("b", "o", error("err")),
            user("after"), end(), flows("s>f", "f>x", "f>o", "x>e", "o>e", "b>after", "after>e"),
            roots=an_error(),
        )
    )  # fmt: skip
    run.throw("w", "NOBODY")
    run.complete("u")
    assert run.open == ["after"]
    assert run.codes() == ["unhandled-error"]


def test_news_that_is_held_for_a_token_that_goes_first_is_dropped() -> None:
    """Symptom: KeyError when the scope went on and was closed before its news was delivered."""
    body = start("s1") + par("g") + service("v", "check") + end("bad", error("err"))
    body += node("intermediateCatchEvent", "t", timer("PT1H")) + end("e1")
    body += path("s1", "g", "v", "bad") + path("g", "t", "e1")

    def check(work: Work) -> dict[str, object]:
        if not work.variables.get("ok"):
            raise BpmnError("NOBODY")
        return {}

    run = Runner(
        diagram(
            start(), par("f"), STOPPED, sub("o", body), boundary("b", "o", error("err")),
            user("after"), end(), flows("s>f", "f>x", "f>o", "x>e", "o>e", "b>after", "after>e"),
            roots=an_error(),
        ),
        handlers={"check": check},
    )  # fmt: skip
    run.throw("w", "NOBODY")
    assert run.advance(timedelta(hours=1)) == (1 if run.began("t") else 0)
    run.retry("v", {"ok": True})
    assert run.open == ["after"]


def test_a_case_with_an_uncaught_error_can_be_cancelled(mode: str) -> None:
    run = Runner(
        diagram(start(), end("e", error("err")), path("s", "e"), roots=an_error()), mode=mode
    )
    assert run.codes() == ["unhandled-error"]
    run.retry("e")
    assert run.codes() == ["unhandled-error"]
    run.cancel()
    assert run.state == "terminated"


# Terminate, start


def test_bpmn_13_5_6_terminate_ends_its_scope_and_the_outer_one_goes_on(mode: str) -> None:
    run = Runner(
        diagram(
            start(),
            sub("o", start("s1"), par("f"), user("a"), user("b"), end("kill", TERMINATE), end("e1"),
                flows("s1>f", "f>a", "f>b", "a>kill", "b>e1")),
            user("c"), end(), path("s", "o", "c", "e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("a")
    assert run.open == ["c"]
    assert ("b", "terminated") in run.trace
    assert ("o", "completed") in run.trace


def test_bpmn_10_5_3_terminate_ends_the_process(mode: str) -> None:
    run = Runner(
        diagram(
            start(), par("f"), user("a"), user("b"), end("kill", TERMINATE), end(),
            flows("s>f", "f>a", "f>b", "a>kill", "b>e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("a")
    assert run.state == "completed"


def test_a_start_event_that_is_named_and_its_variables() -> None:
    xml = diagram(
        start(), start("by_message", ext(io({}, {"n": "=amount + 1"})), message()), user("a"),
        user("b"), end(), flows("s>a", "by_message>b", "a>e", "b>e"), roots=a_message(key=""),
    )  # fmt: skip
    assert Runner(xml).open == ["a"]
    run = Runner(xml, start_event="by_message", event_variables={"amount": 1})
    assert (run.open, run.variables) == (["b"], {"n": 2})
    for no_start in ("nowhere", "a"):
        with pytest.raises(NotFound):
            Runner(xml, start_event=no_start)


def test_a_process_that_only_events_start_is_not_started_by_hand() -> None:
    xml = diagram(start("s", message()), end(), path("s", "e"), roots=a_message(key=""))
    with pytest.raises(WrongState) as refused:
        Runner(xml)
    assert refused.value.code == "no-none-start"
