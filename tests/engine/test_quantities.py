"""BPMN 2.0.2, 10.3 and 13.3.2: startQuantity and completionQuantity of activities."""

from __future__ import annotations

from tests.engine.models import boundary, diagram, end, flows, multi, par, path, start, timer, user
from tests.engine.runner import Runner


def test_bpmn_13_3_2_start_quantity_consumes_so_many_tokens_of_any_flow(mode: str) -> None:
    xml = diagram(
        start(), par("f"), user("a"), user("b"), user("c"), user("z", startQuantity="3"), end(),
        flows("s>f", "f>a", "f>b", "f>c", "a>z", "b>z", "c>z", "z>e"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.complete("b")
    run.complete("a")
    assert run.open == ["c"]
    assert ("z", "waiting") in [token[1:] for token in run.live.tokens()]
    run.complete("c")
    assert (run.open, run.began("z")) == (["z"], 1)
    run.complete("z")
    assert (run.state, run.done("e")) == ("completed", 1)


def test_bpmn_13_3_2_two_tokens_on_one_flow_are_two_tokens(mode: str) -> None:
    xml = diagram(
        start(), user("a", completionQuantity="4"), user("z", startQuantity="2"), end(),
        path("s", "a", "z", "e"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.complete("a")
    assert run.open == ["z", "z"]
    run.complete("z")
    run.complete("z")
    assert (run.state, run.done("z"), run.done("e")) == ("completed", 2, 2)


def test_bpmn_10_3_completion_quantity_holds_for_each_flow_that_is_taken(mode: str) -> None:
    xml = diagram(
        start(), user("a", completionQuantity="2", default="a_d"), user("b"), user("c"),
        user("d"), end(),
        flows("s>a", "a>b: x > 1", "a>c: x > 2", "a>d", "b>e", "c>e", "d>e"),
    )  # fmt: skip
    for x, taken in ((3, ["b", "b", "c", "c"]), (2, ["b", "b"]), (0, ["d", "d"])):
        run = Runner(xml, mode=mode)
        run.complete("a", {"x": x})
        assert run.open == taken


def test_a_remainder_below_the_quantity_is_told(mode: str) -> None:
    xml = diagram(
        start(), user("a", completionQuantity="3"), user("z", startQuantity="2"), end(),
        path("s", "a", "z", "e"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.complete("a")
    run.complete("z")
    assert run.codes() == ["stuck-at-join"]
    run.cancel()


def test_an_interrupted_activity_sends_its_tokens_by_the_boundary_once(mode: str) -> None:
    from datetime import timedelta

    xml = diagram(
        start(), user("a", completionQuantity="3"), boundary("t", "a", timer("PT1H")), user("z"),
        end(), path("s", "a", "e"), path("t", "z", "e"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.advance(timedelta(hours=1))
    assert run.open == ["z"]


def test_quantities_count_around_a_multi_instance_activity_and_not_in_it(mode: str) -> None:
    xml = diagram(
        start(), par("f"),
        user("a", multi("[1, 2]"), startQuantity="2", completionQuantity="2"), user("z"), end(),
        flows("s>f", "f>a", "a>z", "z>e"),
        '<bpmn:sequenceFlow id="second" sourceRef="f" targetRef="a"/>',
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    assert run.open == ["a", "a"]
    run.complete("a")
    run.complete("a")
    assert run.open == ["z", "z"]
