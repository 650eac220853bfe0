"""Gateways, and flows out of activities. BPMN 2.0.2, 13.4 and 8.4.13."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engine.models import (
    a_message,
    a_signal,
    boundary,
    diagram,
    end,
    ext,
    flows,
    io,
    message,
    node,
    par,
    path,
    script,
    signal,
    start,
    timer,
    user,
    xor,
)
from tests.engine.runner import Runner

CHOICE = diagram(
    start(),
    xor("g", default="g_c"),
    user("a"),
    user("b"),
    user("c"),
    end(),
    flows("s>g", "g>a: x > 10", "g>b: x > 5", "g>c", "a>e", "b>e", "c>e"),
)


@pytest.mark.parametrize(("x", "taken"), [(11, "a"), (7, "b"), (1, "c")])
def test_bpmn_13_4_2_exclusive_takes_the_first_flow_that_holds(x: int, taken: str) -> None:
    assert Runner(CHOICE, {"x": x}).open == [taken]


@pytest.mark.parametrize("x", [None, "much"])
def test_a_condition_that_is_not_boolean_is_an_incident_and_never_no(x: object, mode: str) -> None:
    run = Runner(CHOICE, {"x": x}, mode=mode)

    assert run.codes() == ["condition-not-boolean"]
    assert run.state == "incident"
    (incident,) = run.incidents.values()
    assert "flow g_a: x > 10 is null" in incident.message

    run.retry("g", {"x": 6})
    assert run.open == ["b"]
    run.complete("b")
    assert run.state == "completed"


def test_no_condition_holds_is_an_incident_that_can_be_retried(mode: str) -> None:
    run = Runner(
        diagram(start(), xor("g"), end("a"), end("b"), flows("s>g", "g>a: x = 1", "g>b: x = 2")),
        {"x": 3},
        mode=mode,
    )

    assert run.codes() == ["no-flow-taken"]

    run.retry("g", {"x": 2})
    assert run.state == "completed"
    assert run.done("b") == 1


def test_bpmn_13_4_1_parallel_forks_to_all_and_joins_one_per_flow(mode: str) -> None:
    run = Runner(
        diagram(
            start(), par("f"), user("a"), user("b"), user("c"), par("j"), user("d"), end(),
            flows("s>f", "f>a", "f>b", "f>c", "a>j", "b>j", "c>j", "j>d", "d>e"),
        ),
        mode=mode,
    )  # fmt: skip

    assert run.open == ["a", "b", "c"]
    run.complete("b")
    run.complete("a")
    assert run.open == ["c"]
    run.complete("c")
    assert run.open == ["d"]
    assert run.began("j") == 1
    run.complete("d")
    assert run.state == "completed"


def test_bpmn_13_4_1_excess_token_stays_for_the_next_round(mode: str) -> None:
    """Two tokens on one incoming flow do not stand for a token on the other."""
    run = Runner(
        diagram(
            start(), par("f"), user("a"), user("b"), xor("m"), user("c"), par("j"), user("d"),
            end(),
            flows("s>f", "f>a", "f>b", "f>c", "a>m", "b>m", "m>j", "c>j", "j>d", "d>e"),
        ),
        mode=mode,
    )  # fmt: skip

    run.complete("a")
    run.complete("b")
    assert "d" not in run.open
    run.complete("c")
    assert run.open == ["d"]
    run.complete("d")
    # The second token of m stays at the join. The standard has it wait for ever; people are told
    assert run.live.tokens()[0][1:] == ("j", "waiting")
    assert (run.codes(), run.state) == (["stuck-at-join"], "incident")
    run.retry("j")
    assert run.codes() == ["stuck-at-join"]
    run.cancel()
    assert run.state == "terminated"


def test_two_flows_between_the_same_nodes_are_two_tokens(mode: str) -> None:
    xml = diagram(
        start(), par("f"), par("j"), user("d"), end(), path("s", "f"), path("j", "d", "e"),
        node("sequenceFlow", "one", sourceRef="f", targetRef="j"),
        node("sequenceFlow", "two", sourceRef="f", targetRef="j"),
    )  # fmt: skip
    assert Runner(xml, mode=mode).open == ["d"]


def test_parallel_gateway_that_joins_and_forks_at_once(mode: str) -> None:
    run = Runner(
        diagram(
            start(), par("f"), user("a"), user("b"), par("jf"), user("c"), user("d"), par("j"),
            end(),
            flows("s>f", "f>a", "f>b", "a>jf", "b>jf", "jf>c", "jf>d", "c>j", "d>j", "j>e"),
        ),
        mode=mode,
    )  # fmt: skip
    for name in ("a", "b", "c", "d"):
        run.complete(name)
    assert run.state == "completed"
    assert run.began("jf") == run.began("j") == 1


def test_split_and_join_in_a_loop_keeps_rounds_apart(mode: str) -> None:
    run = Runner(
        diagram(
            start(), xor("m"), par("f"), script("a", "i + 1", "i"), script("b", "j + 1", "j"),
            par("q"), xor("g", default="g_e"), end(),
            flows("s>m", "m>f", "f>a", "f>b", "a>q", "b>q", "q>g", "g>m: i < 20", "g>e"),
        ),
        {"i": 0, "j": 0},
        mode=mode,
    )  # fmt: skip
    assert (run.state, run.variables["i"], run.variables["j"]) == ("completed", 20, 20)


def test_bpmn_8_4_13_flows_out_of_an_activity_all_conditional_and_default(mode: str) -> None:
    xml = diagram(
        start(), user("u", default="u_d"), user("a"), user("b"), user("d"), end(),
        flows("s>u", "u>a: x > 1", "u>b: x > 2", "u>d", "a>e", "b>e", "d>e"),
    )  # fmt: skip
    for x, taken in ((3, ["a", "b"]), (2, ["a"]), (0, ["d"])):
        run = Runner(xml, mode=mode)
        run.complete("u", {"x": x})
        assert run.open == taken


def test_implicit_split_and_merge_each_token_runs_the_activity(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), user("b"), user("c"), end(),
            flows("s>a", "s>b", "a>c", "b>c", "c>e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("a")
    run.complete("b")
    assert run.open == ["c", "c"]
    run.complete("c")
    assert run.state == "active"
    run.complete("c")
    assert run.state == "completed"


RACE = diagram(
    start(), node("eventBasedGateway", "g"),
    node("intermediateCatchEvent", "msg", message()),
    node("intermediateCatchEvent", "late", timer("PT2H")),
    node("intermediateCatchEvent", "alarm", signal()),
    script("got", '"m"', "way"), script("timed", '"t"', "way"), script("rang", '"s"', "way"), end(),
    flows("s>g", "g>msg", "g>late", "g>alarm", "msg>got", "late>timed", "alarm>rang",
          "got>e", "timed>e", "rang>e"),
    roots=a_message() + a_signal(),
)  # fmt: skip


@pytest.mark.parametrize("way", ["m", "t", "s"])
def test_bpmn_13_4_4_the_first_event_wins_and_the_others_are_gone(way: str, mode: str) -> None:
    run = Runner(RACE, {"order": 5}, mode=mode)
    assert run.began("msg") == run.began("late") == 0

    if way == "m":
        assert run.publish("paid", "5", {"amount": 3})
    elif way == "t":
        run.advance(timedelta(hours=2))
    else:
        run.signal("alarm")

    assert (run.state, run.variables["way"]) == ("completed", way)
    assert sum(run.done(arm) for arm in ("msg", "late", "alarm")) == 1
    assert not run.publish("paid", "5")
    assert run.advance(timedelta(days=1)) == 0


def test_an_event_behind_the_gateway_maps_its_input_and_output(mode: str) -> None:
    mapping = ext(io({"order": "=ids[2]"}, {"paid": "=amount + fee", "of": "=order"}))
    run = Runner(
        diagram(
            start(), node("eventBasedGateway", "g"),
            node("intermediateCatchEvent", "c", mapping, message()),
            node("intermediateCatchEvent", "t", timer("PT1H")), end(),
            flows("s>g", "g>c", "g>t", "c>e", "t>e"), roots=a_message(),
        ),
        {"ids": ["A", "B"], "fee": 1},
        mode=mode,
    )  # fmt: skip
    assert run.publish("paid", "B", {"amount": 5})
    assert run.variables == {"ids": ["A", "B"], "fee": 1, "paid": 6, "of": "B"}


def test_both_events_due_still_exactly_one_arm_runs() -> None:
    """The message arrives before an overdue timer was looked at: its row is stale afterwards."""
    run = Runner(RACE, {"order": 5})
    (late,) = run.timers.values()
    run.outside.now += timedelta(hours=3)

    run.publish("paid", "5")

    assert run.live.fire_timer(late.token, late.definition) is False
    assert run.variables["way"] == "m"


def test_boundary_token_flowing_into_the_join_does_not_replace_a_branch(mode: str) -> None:
    run = Runner(
        diagram(
            start(), par("f"), user("a"), user("b"), par("j"), end(), xor("m"),
            boundary("t", "a", timer("PT1H"), interrupting=False),
            flows("s>f", "f>a", "f>b", "a>m", "t>m", "m>j", "b>j", "j>e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.advance(timedelta(hours=1))
    run.complete("a")
    assert run.state == "active"
    run.complete("b")
    assert run.began("j") == 1
