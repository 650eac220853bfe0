"""BPMN 2.0.2, 10.3.5 and 13.3.5: ad-hoc sub-process."""

from __future__ import annotations

from datetime import timedelta

from tests.engine.models import (
    a_message,
    boundary,
    catch,
    diagram,
    end,
    ext,
    flows,
    formal,
    loop,
    multi,
    node,
    path,
    script,
    start,
    timer,
    user,
    zeebe,
)
from tests.engine.runner import Runner


def ad_hoc(*inner: str, condition: str = "", more: str = "", **attributes: str) -> bytes:
    asked = formal("completionCondition", condition) if condition else ""
    body = node("adHocSubProcess", "h", more, *inner, asked, **attributes)
    extra = user("z")
    return diagram(start(), body, extra, end(), path("s", "h", "z", "e"))


AB = user("a") + user("b")


def test_bpmn_13_3_5_all_activities_without_incoming_flow_are_enabled(mode: str) -> None:
    run = Runner(ad_hoc(AB, user("c"), flows("a>c")), mode=mode)
    assert run.open == ["a", "b"]
    run.complete("a")
    assert run.open == ["b", "c"]
    run.complete("b")
    run.complete("c")
    assert (run.open, run.done("h")) == (["z"], 1)
    run.complete("z")
    assert run.state == "completed"


def test_bpmn_13_3_5_sequential_runs_one_at_a_time(mode: str) -> None:
    xml = ad_hoc(AB, user("c"), user("d"), flows("a>c", "a>d"), ordering="Sequential")
    run = Runner(xml, mode=mode)
    seen = []
    while run.open != ["z"]:
        (task,) = run.open
        seen.append(task)
        run.complete(task)
    assert sorted(seen) == ["a", "b", "c", "d"]
    assert seen[0] == "a"


def test_bpmn_13_3_5_the_condition_is_asked_after_each_activity(mode: str) -> None:
    run = Runner(ad_hoc(AB, user("c"), flows("a>c"), condition="enough"), {"enough": False},
                 mode=mode)  # fmt: skip
    run.complete("b")
    run.complete("a", {"enough": True})
    assert run.open == ["z"]
    assert run.began("c") == 0
    run.complete("z")
    assert run.state == "completed"


def test_bpmn_13_3_5_remaining_instances_are_cancelled(mode: str) -> None:
    run = Runner(ad_hoc(AB, condition="true"), mode=mode)
    run.complete("a")
    assert (run.open, run.trace.count(("b", "terminated"))) == (["z"], 1)


def test_bpmn_13_3_5_or_complete_first_and_nothing_further_begins(mode: str) -> None:
    xml = ad_hoc(AB, user("c"), flows("b>c"), condition="true", cancelRemainingInstances="false")
    run = Runner(xml, mode=mode)
    run.complete("a")
    assert run.open == ["b"]
    run.complete("b")
    assert (run.open, run.began("c"), run.done("b")) == (["z"], 0, 1)


def test_sequential_activities_that_wait_for_their_turn_do_not_begin_any_more(mode: str) -> None:
    for rest in ("true", "false"):
        xml = ad_hoc(
            AB, condition="true", ordering="Sequential", cancelRemainingInstances=rest
        )  # fmt: skip
        run = Runner(xml, mode=mode)
        run.complete("a")
        assert (run.open, run.began("b")) == (["z"], 0)


def test_bpmn_13_3_5_not_complete_when_all_have_run_they_are_enabled_again(mode: str) -> None:
    for ordering in ("Parallel", "Sequential"):
        run = Runner(ad_hoc(AB, condition="n >= 3", ordering=ordering), {"n": 0}, mode=mode)
        run.complete("a", {"n": 1})
        run.complete("b", {"n": 2})
        run.complete("a", {"n": 3})
        assert run.open == ["z"]


def test_a_condition_that_is_not_boolean_is_an_incident_at_the_activity(mode: str) -> None:
    run = Runner(ad_hoc(AB, condition="enough"), mode=mode)
    run.complete("a")
    assert run.codes() == ["condition-not-boolean"]
    run.retry("a", {"enough": True})
    assert run.open == ["z"]


def test_zeebe_an_expression_says_which_elements_are_enabled(mode: str) -> None:
    chosen = ext(zeebe("adHoc", activeElementsCollection="=wanted"))
    run = Runner(ad_hoc(AB, more=chosen), {"wanted": ["b"]}, mode=mode)
    assert run.open == ["b"]
    run.complete("b")
    assert run.open == ["z"]

    run = Runner(ad_hoc(AB, more=chosen), {"wanted": ["nobody"]}, mode=mode)
    assert run.codes() == ["ad-hoc-unknown-element"]
    run.retry("h", {"wanted": ["a", "b"]})
    assert run.open == ["a", "b"]

    run = Runner(ad_hoc(AB, more=chosen), {"wanted": []}, mode=mode)
    assert run.open == ["z"]


def test_nothing_enabled_and_not_complete_is_an_incident(mode: str) -> None:
    chosen = ext(zeebe("adHoc", activeElementsCollection="=wanted"))
    run = Runner(ad_hoc(AB, more=chosen, condition="done"), {"wanted": []}, mode=mode)
    assert run.codes() == ["ad-hoc-nothing-enabled"]
    run.retry("h", {"wanted": ["a"]})
    run.complete("a", {"done": True})
    assert run.open == ["z"]


def test_a_boundary_event_ends_all_of_it(mode: str) -> None:
    body = node("adHocSubProcess", "h", AB, ordering="Sequential")
    xml = diagram(
        start(), body, boundary("t", "h", timer("PT1H")), user("z"), end(), end("e2"),
        path("s", "h", "e"), path("t", "z", "e2"),
    )  # fmt: skip
    run = Runner(xml, mode=mode)
    run.advance(timedelta(hours=1))
    assert run.open == ["z"]
    run.complete("z")
    assert run.state == "completed"


def test_repeated_ad_hoc_and_repeated_activities_in_it(mode: str) -> None:
    inner = user("a", multi("[1, 2]")) + script("b", "n + 1", "n", loop("loopCounter < 3"))
    run = Runner(ad_hoc(inner, more=multi("[1, 2]", sequential=True)), {"n": 0}, mode=mode)
    for _ in range(2):
        assert run.open == ["a", "a"]
        run.complete("a")
        run.complete("a")
    assert (run.open, run.variables["n"]) == (["z"], 6)


def test_bpmn_13_3_5_events_and_gateways_go_on_while_activities_take_turns(mode: str) -> None:
    body = node(
        "adHocSubProcess", "h", user("a"), node("eventBasedGateway", "g"),
        catch("c", timer("PT1H")), node("receiveTask", "d", messageRef="m"), user("x"),
        flows("g>c", "g>d", "c>x"), ordering="Sequential",
    )  # fmt: skip
    xml = diagram(start(), body, end(), path("s", "h", "e"), roots=a_message())
    run = Runner(xml, {"order": 1}, mode=mode)
    run.advance(timedelta(hours=1))
    assert run.open == ["a"]
    run.complete("a")
    assert run.open == ["x"]
    run.complete("x")
    assert run.state == "completed"
