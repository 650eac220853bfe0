"""Instances side by side and in a row. BPMN 2.0.2, 10.3.8 Multi-Instance, 13.3.7."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.engine.models import (
    an_error,
    boundary,
    definitions,
    diagram,
    end,
    error,
    ext,
    formal,
    io,
    multi,
    node,
    path,
    process,
    script,
    start,
    sub,
    timer,
    user,
    zeebe,
)
from tests.engine.runner import Runner

STEPS = path("s", "a", "e")


def _multi(marker: str, *, tag: str = "userTask", extensions: str = "", more: str = "") -> bytes:
    return diagram(
        start(), node(tag, "a", ext(extensions) if extensions else "", marker), more, end(), STEPS
    )


def test_bpmn_13_3_7_parallel_instances_run_side_by_side(mode: str) -> None:
    marker = multi(
        "items", inputElement="item", outputCollection="results", outputElement="=answer"
    )
    run = Runner(_multi(marker), {"items": ["x", "y", "z"]}, mode=mode)

    seen = [run.live.variables_at(token) for token in sorted(run.tasks)]
    assert [(v["item"], v["loopCounter"]) for v in seen] == [("x", 1), ("y", 2), ("z", 3)]
    assert seen[0]["numberOfInstances"] == seen[0]["numberOfActiveInstances"] == 3

    tokens = sorted(run.tasks)
    run._before()
    run.live.complete_task(tokens[2], {"answer": "Z"})
    run._settle()
    left = run.live.variables_at(tokens[0])
    assert (left["numberOfCompletedInstances"], left["numberOfActiveInstances"]) == (1, 2)
    run.complete("a", {"answer": "X"})
    run.complete("a", {"answer": "Y"})
    assert run.state == "completed"
    assert run.variables == {"items": ["x", "y", "z"], "results": ["X", "Y", "Z"]}
    assert run.done("a") == 3


def test_bpmn_13_3_7_sequential_instances_run_in_a_row(mode: str) -> None:
    marker = multi(
        "items",
        sequential=True,
        inputElement="item",
        outputCollection="out",
        outputElement="=item + n",
    )
    run = Runner(_multi(marker), {"items": [1, 2, 3]}, mode=mode)
    for n in (10, 20, 30):
        assert run.open == ["a"]
        # The collection was taken when the activity began
        run.complete("a", {"n": n, "items": []})
    assert run.variables["out"] == [11, 22, 33]
    assert run.state == "completed"


def test_cardinality_and_completion_condition(mode: str) -> None:
    enough = "numberOfCompletedInstances >= 2 and numberOfActiveInstances < 4"
    inner = "".join(
        (
            formal("loopCardinality", "=wanted"),
            formal("completionCondition", f"={enough}"),
        )
    )
    run = Runner(_multi(multi(inner=inner)), {"wanted": Decimal(5)}, mode=mode)
    assert len(run.tasks) == 5
    run.complete("a")
    assert len(run.tasks) == 4
    run.complete("a")
    assert run.state == "completed"
    assert run.trace.count(("a", "terminated")) == 3


@pytest.mark.parametrize("sequential", [True, False])
def test_an_empty_collection_passes(sequential: bool, mode: str) -> None:
    marker = multi("items", sequential=sequential, outputCollection="out", outputElement="=1")
    run = Runner(_multi(marker), {"items": []}, mode=mode)
    assert (run.state, run.variables["out"]) == ("completed", [])


@pytest.mark.parametrize("items", [None, 5, "abc"])
def test_a_collection_that_is_no_list_is_an_incident(items: object, mode: str) -> None:
    run = Runner(_multi(multi("items", inputElement="i")), {"items": items}, mode=mode)
    assert run.codes() == ["collection-not-list"]
    run.retry("a", {"items": [1]})
    run.complete("a")
    assert run.state == "completed"


def test_a_boundary_event_ends_all_instances(mode: str) -> None:
    run = Runner(
        _multi(
            multi("items"), more=boundary("t", "a", timer("PT1H")) + user("x") + path("t", "x", "e")
        ),
        {"items": [1, 2]},
        mode=mode,
    )
    run.complete("a")
    run.advance(timedelta(hours=1))
    assert run.open == ["x"]
    run.complete("x")
    assert run.state == "completed"


def test_instances_that_are_sub_processes_have_variables_of_their_own(mode: str) -> None:
    body = (
        start("s1")
        + user("u")
        + script("calc", "item * n", "local")
        + end("e1")
        + path("s1", "u", "calc", "e1")
    )
    marker = multi("items", inputElement="item", outputCollection="out", outputElement="=local")
    xml = diagram(
        start(), sub("o", ext(io({"local": "=0"})), body, marker), end(), path("s", "o", "e")
    )
    run = Runner(xml, {"items": [1, 2, 3], "n": 10}, mode=mode)
    for _ in range(3):
        run.complete("u")
    assert (run.state, run.variables["out"]) == ("completed", [10, 20, 30])
    assert "local" not in run.variables


def test_an_output_element_that_fails_stops_the_instance_and_can_be_retried(mode: str) -> None:
    inner = formal("completionCondition", "=enough")
    run = Runner(_multi(multi("items", inner=inner)), {"items": [1, 2]}, mode=mode)
    run.complete("a")
    assert run.codes() == ["condition-not-boolean"]
    run.retry("a", {"enough": False})
    run.complete("a")
    assert run.state == "completed"


def test_error_of_an_instance_goes_to_the_boundary_of_the_activity(mode: str) -> None:
    extension = zeebe("taskDefinition", type="pay")
    run = Runner(
        definitions(
            an_error(),
            process(
                start(), node("serviceTask", "a", ext(extension), multi("items")), end(), user("x"),
                boundary("b", "a", error("err")), STEPS, path("b", "x", "e"),
            ),
        ),
        {"items": [1, 2, 3]},
        mode=mode,
    )  # fmt: skip
    run.throw("a", "E1")
    assert (run.open, run.jobs) == (["x"], {})
