"""BPMN 2.0.2, 10.6.5 and 13.4.5: complex gateway, activation and reset."""

from __future__ import annotations

from datetime import timedelta

from tests.engine.models import (
    boundary,
    diagram,
    end,
    flows,
    formal,
    node,
    par,
    start,
    timer,
    user,
    xor,
)
from tests.engine.runner import Runner


def gateway(condition: str = "", **attributes: str) -> str:
    asked = formal("activationCondition", condition) if condition else ""
    return node("complexGateway", "g", asked, **attributes)


def three(condition: str, *out: str, more: str = "", **attributes: str) -> bytes:
    """Three tasks side by side lead into the gateway."""
    return diagram(
        start(), par("f"), user("a"), user("b"), user("c"), gateway(condition, **attributes), more,
        flows("s>f", "f>a", "f>b", "f>c", "a>g", "b>g", "c>g", *out),
    )  # fmt: skip


ONE_OUT = three("activationCount >= 2", "g>z", "z>e", more=user("z") + end())


def test_bpmn_13_4_5_two_of_three_activate_and_the_third_resets(mode: str) -> None:
    run = Runner(ONE_OUT, mode=mode)
    run.complete("a")
    assert run.began("g") == 0
    run.complete("c")
    assert run.open == ["b", "z"]
    run.complete("b")
    assert run.open == ["z"]
    run.complete("z")
    assert (run.state, run.done("g"), run.done("z")) == ("completed", 1, 1)


def test_bpmn_13_4_5_the_late_token_is_consumed_before_the_case_can_end(mode: str) -> None:
    run = Runner(ONE_OUT, mode=mode)
    run.complete("a")
    run.complete("c")
    run.complete("z")
    assert (run.state, run.open) == ("active", ["b"])
    run.complete("b")
    assert (run.state, run.done("z")) == ("completed", 1)


def test_bpmn_13_4_5_after_the_reset_the_next_round_counts_anew(mode: str) -> None:
    """The gateway stands in a loop: after each round three tokens come again."""
    xml = diagram(
        start(), xor("m"), par("f"), user("a"), user("b"), gateway("activationCount >= 1"),
        user("z"), xor("x", default="x_e"), end(),
        flows("s>m", "m>f", "f>a", "f>b", "a>g", "b>g", "g>z", "z>x", "x>m: again", "x>e"),
    )  # fmt: skip
    run = Runner(xml, {"again": True}, mode=mode)
    for _ in range(3):
        run.complete("a")
        run.complete("b")
        assert run.open == ["z"]
        run.complete("z")
    run.complete("b")
    run.complete("a")
    run.complete("z", {"again": False})
    assert (run.state, run.done("g"), run.done("z")) == ("completed", 4, 4)


def test_bpmn_13_4_5_conditions_tell_the_phases_apart(mode: str) -> None:
    xml = three(
        "activationCount >= 1", "g>z: waitingForStart", "g>l: not(waitingForStart)", "z>e", "l>e",
        more=user("z") + user("l") + end(),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.complete("b")
    assert run.open == ["a", "c", "z"]
    run.complete("a")
    run.complete("c")
    # Both late tokens together cause one reset
    assert run.open == ["l", "z"]
    run.complete("l")
    run.complete("z")
    assert (run.state, run.done("g")) == ("completed", 2)


def test_bpmn_13_4_5_a_token_that_cannot_come_any_more_is_not_waited_for(mode: str) -> None:
    xml = diagram(
        start(), par("f"), user("a"), user("b"), boundary("t", "b", timer("PT1H")),
        gateway("activationCount >= 1"), user("z"), end(), end("e2"),
        flows("s>f", "f>a", "f>b", "a>g", "b>g", "t>e2", "g>z", "z>e"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.complete("a")
    assert run.live.case.resets == {"g": ["a_g"]}
    run.advance(timedelta(hours=1))
    assert run.live.case.resets == {}
    run.complete("z")
    assert run.state == "completed"


def test_bpmn_13_4_5_no_flow_holds_at_the_start_is_an_incident(mode: str) -> None:
    xml = three(
        "activationCount >= 3", "g>z: x = 1", "g>y: x = 2", "z>e", "y>e",
        more=user("z") + user("y") + end(),
    )  # fmt: skip
    run = Runner(xml, {"x": 0}, mode=mode)
    for name in "abc":
        run.complete(name)
    assert run.codes() == ["no-flow-taken"]
    run.retry("g", {"x": 2})
    assert run.open == ["y"]


def test_the_count_of_each_flow_is_known_by_its_id(mode: str) -> None:
    run = Runner(three("a_g + c_g >= 2", "g>z", "z>e", more=user("z") + end()), mode=mode)
    run.complete("a")
    run.complete("b")
    assert run.open == ["c"]
    run.complete("c")
    assert run.open == ["z"]


def test_an_activation_condition_that_is_not_boolean_is_an_incident(mode: str) -> None:
    run = Runner(three("wanted", "g>z", "z>e", more=user("z") + end()), mode=mode)
    run.complete("a")
    assert run.codes() == ["condition-not-boolean"]
    run.retry("g", {"wanted": True})
    assert run.open == ["b", "c", "z"]
    run.complete("b")
    run.complete("c")
    run.complete("z")
    assert run.state == "completed"


def test_an_activation_that_never_holds_is_told(mode: str) -> None:
    """The standard: tokens are blocked, which may cause a deadlock of the entire process."""
    run = Runner(three("activationCount > 3", "g>z", "z>e", more=user("z") + end()), mode=mode)
    for name in "abc":
        run.complete(name)
    assert run.codes() == ["stuck-at-join"]
    run.cancel()


def test_without_activation_condition_it_joins_like_an_inclusive_gateway(mode: str) -> None:
    run = Runner(three("", "g>z", "z>e", more=user("z") + end()), mode=mode)
    for name in "cab":
        assert run.began("g") == 0
        run.complete(name)
    assert run.open == ["z"]


def test_bpmn_13_4_5_it_splits_like_an_inclusive_gateway(mode: str) -> None:
    xml = diagram(
        start(), gateway(default="g_d"), user("a"), user("b"), user("d"), end(),
        flows("s>g", "g>a: x > 1", "g>b: x > 2", "g>d", "a>e", "b>e", "d>e"),
    )  # fmt: skip
    for x, taken in ((3, ["a", "b"]), (2, ["a"]), (0, ["d"])):
        assert Runner(xml, {"x": x}, mode=mode).open == taken


def test_an_interrupted_scope_forgets_its_gateways(mode: str) -> None:
    inner = (
        start("is") + par("f") + user("a") + user("b") + gateway("activationCount >= 1")
        + user("y") + end("ie") + flows("is>f", "f>a", "f>b", "a>g", "b>g", "g>y", "y>ie")
    )  # fmt: skip
    xml = diagram(
        start(), node("subProcess", "p1", inner), boundary("t", "p1", timer("PT1H")), user("z"),
        end(), end("e2"), flows("s>p1", "p1>e", "t>z", "z>e2"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.complete("a")
    run.advance(timedelta(hours=1))
    assert run.open == ["z"]
    run.complete("z")
    assert (run.state, run.live.case.joins) == ("completed", {})
