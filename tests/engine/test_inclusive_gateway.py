"""BPMN 2.0.2, 10.6.3 and 13.4.3: inclusive gateway, split by conditions, join by paths."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engine.models import (
    a_message,
    an_error,
    boundary,
    diagram,
    end,
    error,
    flows,
    message,
    node,
    par,
    path,
    script,
    service,
    start,
    sub,
    timer,
    user,
    xor,
)
from tests.engine.runner import Runner


def inc(id: str, **attributes: str) -> str:
    return node("inclusiveGateway", id, **attributes)


SPLIT = diagram(
    start(), inc("g", default="g_d"), user("a"), user("b"), user("d"), inc("j"), user("z"), end(),
    flows("s>g", "g>a: x > 1", "g>b: x > 2", "g>d", "a>j", "b>j", "d>j", "j>z", "z>e"),
)  # fmt: skip


@pytest.mark.parametrize(("x", "taken"), [(3, ["a", "b"]), (2, ["a"]), (0, ["d"])])
def test_bpmn_13_4_3_all_flows_that_hold_else_the_default(
    x: int, taken: list[str], mode: str
) -> None:
    run = Runner(SPLIT, {"x": x}, mode=mode)
    assert run.open == taken
    for name in reversed(taken):
        assert run.began("j") == 0
        run.complete(name)
    assert (run.open, run.began("j")) == (["z"], 1)
    run.complete("z")
    assert run.state == "completed"


def test_bpmn_13_4_3_no_flow_holds_and_no_default_is_an_incident(mode: str) -> None:
    xml = diagram(start(), inc("g"), end("a"), end("b"), flows("s>g", "g>a: x = 1", "g>b: x = 2"))
    run = Runner(xml, {"x": 3}, mode=mode)
    assert run.codes() == ["no-flow-taken"]
    run.retry("g", {"x": 2})
    assert (run.state, run.done("b")) == ("completed", 1)


def test_bpmn_13_4_3_a_branch_that_leads_elsewhere_is_not_waited_for(mode: str) -> None:
    """Once the token of b is past the choice, no path leads from it to the join."""
    xml = diagram(
        start(), par("f"), user("a"), user("b"), xor("x", default="x_c"), user("c"), inc("j"),
        user("z"), end("e"), end("e2"),
        flows("s>f", "f>a", "f>b", "a>j", "b>x", "x>j: back", "x>c", "c>e2", "j>z", "z>e"),
    )  # fmt: skip
    run = Runner(xml, {"back": False}, mode=mode)
    run.complete("a")
    assert run.open == ["b"]
    run.complete("b")
    assert run.open == ["c", "z"]
    run.complete("z")
    run.complete("c")
    assert run.state == "completed"


def test_bpmn_13_4_3_a_token_that_can_reach_a_filled_flow_does_not_hold_the_join(
    mode: str,
) -> None:
    """From b both ways into the join are open, and one of them has its token already."""
    xml = diagram(
        start(), par("f"), user("a"), user("b"), xor("x", default="x_m"), xor("m"), inc("j"),
        user("z"), end(),
        flows("s>f", "f>a", "f>b", "a>m", "m>j", "b>x", "x>j: direct", "x>m", "j>z", "z>e"),
    )  # fmt: skip
    run = Runner(xml, {"direct": True}, mode=mode)
    run.complete("a")
    assert run.open == ["b", "z"]
    run.complete("z")
    run.complete("b")
    assert run.open == ["z"]
    run.complete("z")
    assert run.state == "completed"


def test_bpmn_13_4_3_a_loop_back_to_the_join_is_a_path(mode: str) -> None:
    """The join stands in the loop: each round waits for both of its branches, and fires once."""
    xml = diagram(
        start(), inc("j"), inc("g"), user("a"), script("b", "n", "m"), inc("q"),
        xor("x", default="x_e"), end(),
        flows("s>j", "j>g", "g>a: true", "g>b: n > 0", "a>q", "b>q", "q>x", "x>j: n < 3", "x>e"),
    )  # fmt: skip
    run = Runner(xml, {"n": 0}, mode=mode)
    for n in (1, 2, 3):
        run.complete("a", {"n": n})
    assert run.state == "completed"
    assert run.began("j") == run.began("q")


def test_bpmn_13_4_3_a_token_inside_a_loop_before_the_join_is_waited_for(mode: str) -> None:
    xml = diagram(
        start(), par("f"), user("a"), xor("m"), user("b"), xor("x", default="x_j"), inc("j"),
        user("z"), end(),
        flows("s>f", "f>a", "f>m", "m>b", "b>x", "x>m: again", "x>j", "a>j", "j>z", "z>e"),
    )  # fmt: skip
    run = Runner(xml, {"again": True}, mode=mode)
    run.complete("a")
    run.complete("b")
    run.complete("b", {"again": False})
    assert (run.open, run.began("j"), run.done("b")) == (["z"], 1, 2)
    run.complete("z")
    assert run.state == "completed"


def test_bpmn_13_4_3_a_cancelled_branch_frees_the_join(mode: str) -> None:
    xml = diagram(
        start(), par("f"), user("a"), user("b"), boundary("t", "b", timer("PT1H")), inc("j"),
        user("z"), end("e"), end("e2"),
        flows("s>f", "f>a", "f>b", "a>j", "b>j", "t>e2", "j>z", "z>e"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.complete("a")
    assert run.began("j") == 0
    run.advance(timedelta(hours=1))
    assert run.open == ["z"]
    run.complete("z")
    assert run.state == "completed"


def test_bpmn_13_4_3_a_boundary_event_of_a_running_activity_is_a_way_to_the_join(
    mode: str,
) -> None:
    xml = diagram(
        start(), par("f"), user("a"), user("b"), boundary("t", "b", timer("PT1H")), inc("j"),
        user("z"), end("e"), end("e2"),
        flows("s>f", "f>a", "f>b", "a>j", "b>e2", "t>j", "j>z", "z>e"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.complete("a")
    assert run.open == ["b"]
    run.complete("b")
    assert run.open == ["z"]


def test_bpmn_13_4_3_a_sub_process_on_the_way_is_waited_for(mode: str) -> None:
    inner = start("is") + user("u") + end("ie") + path("is", "u", "ie")
    xml = diagram(
        start(), par("f"), user("a"), sub("p1", inner), inc("j"), user("z"), end(),
        flows("s>f", "f>a", "f>p1", "a>j", "p1>j", "j>z", "z>e"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.complete("a")
    assert run.open == ["u"]
    run.complete("u")
    assert (run.open, run.began("j")) == (["z"], 1)


def test_bpmn_13_4_3_excess_tokens_wait_for_the_next_round(mode: str) -> None:
    xml = diagram(
        start(), par("f"), user("a"), user("b"), user("c"), xor("m"), inc("j"), user("z"), end(),
        flows("s>f", "f>a", "f>b", "f>c", "a>m", "b>m", "m>j", "c>j", "j>z", "z>e"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.complete("a")
    run.complete("b")
    assert run.began("j") == 0
    run.complete("c")
    # One token of each flow is consumed; the second of m then stands alone, and nothing is to come
    assert run.open == ["z", "z"]
    assert run.began("j") == 2
    run.complete("z")
    run.complete("z")
    assert run.state == "completed"


def test_bpmn_13_4_3_two_joins_that_wait_for_each_other_are_an_incident(mode: str) -> None:
    """A vicious circle: by the letter of the standard neither may begin."""
    xml = diagram(
        start(), par("f"), user("a"), user("b"), inc("i"), inc("k"), xor("x"), xor("y"),
        end("e"), end("e2"),
        flows("s>f", "f>a", "f>b", "a>i", "b>k", "i>x", "k>y", "x>k: 1 = 2", "x>e: 1 = 1",
              "y>i: 1 = 2", "y>e2: 1 = 1"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.complete("a")
    run.complete("b")
    assert run.codes() == ["stuck-at-join"]
    run.cancel()
    assert run.state == "terminated"


def test_a_join_in_a_scope_that_stands_still_waits_with_it(mode: str) -> None:
    xml = diagram(
        start(), par("f"), user("a"), service("b", "work"), inc("j"), user("z"), end(),
        flows("s>f", "f>a", "f>b", "a>j", "b>j", "j>z", "z>e"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.complete("a")
    run.throw("b", "E1")
    assert run.codes() == ["unhandled-error"]
    assert run.began("j") == 0
    run.retry("b")
    run.finish_job("b")
    assert (run.open, run.began("j")) == (["z"], 1)


def test_the_join_takes_part_in_a_race_and_in_an_error(mode: str) -> None:
    """Arms of a race stand for nothing beside the gateway; an interrupted sub-process is gone."""
    inner = (
        start("is") + par("f") + node("eventBasedGateway", "g")
        + node("intermediateCatchEvent", "c", message()) + node("intermediateCatchEvent", "t",
        timer("PT2H")) + user("a") + inc("j") + end("bad", error("err")) + end("ie")
        + flows("is>f", "f>g", "f>a", "g>c", "g>t", "c>j", "t>ie", "a>j", "j>bad")
    )  # fmt: skip
    xml = diagram(
        start(), sub("p1", inner), boundary("b", "p1", error("err")), user("z"), end(), end("e2"),
        flows("s>p1", "p1>e", "b>z", "z>e2"), roots=a_message() + an_error(),
    )  # fmt: skip
    run = Runner(xml, {"order": 1}, mode=mode)
    run.complete("a")
    assert run.began("j") == 0
    run.publish("paid", "1")
    assert run.open == ["z"]
    run.complete("z")
    assert run.state == "completed"


def test_a_thousand_branches_join_in_steps_that_do_not_grow() -> None:
    names = [f"u{n}" for n in range(300)]
    xml = diagram(
        start(), par("f"), *(user(name) for name in names), inc("j"), end(),
        path("s", "f"), *(path("f", name, "j") for name in names), path("j", "e"),
    )  # fmt: skip
    run = Runner(xml)
    for name in names:
        run.complete(name)
    assert (run.state, run.began("j")) == ("completed", 1)
