"""Calls: variables, errors, and calls and loops without end. BPMN 2.0.2, 10.3.6, 13.3.5."""

from __future__ import annotations

from uuid import UUID

import pytest

from engine.bundle import compile_bundle
from tests.engine.models import (
    an_error,
    boundary,
    definitions,
    diagram,
    end,
    error,
    ext,
    flows,
    io,
    node,
    path,
    process,
    script,
    start,
    user,
    zeebe,
)
from tests.engine.runner import Runner


def _call(called: str, inner: str, *, extensions: str = "") -> bytes:
    caller = process(
        start(), node("callActivity", "c", ext(called, extensions)), end(), path("s", "c", "e")
    )
    return definitions(caller, process(inner, id="q"))


INNER = start("s1") + user("u") + end("e1") + path("s1", "u", "e1")


def test_bpmn_10_3_6_call_activity_has_variables_of_its_own(mode: str) -> None:
    called = zeebe("calledElement", processId='="q"', propagateAllChildVariables="false")
    run = Runner(
        _call(called, INNER, extensions=io({"n": "=x"}, {"answer": "=y"})), {"x": 1}, mode=mode
    )
    (task,) = run.tasks.values()
    assert (task.called_id, run.live.called()[0].process_id) == ("q", "q")
    assert run.live.called()[0].variables == {"x": 1, "n": 1}
    run.complete("u", {"x": 100, "y": 7})
    assert run.variables == {"x": 1, "answer": 7}


def test_call_activity_propagation_switches(mode: str) -> None:
    called = zeebe("calledElement", processId="q", propagateAllParentVariables="false")
    run = Runner(_call(called, INNER, extensions=io({"n": "=x"})), {"x": 1}, mode=mode)
    assert run.live.called()[0].variables == {"n": 1}
    run.complete("u", {"y": 7})
    assert run.variables == {"x": 1, "y": 7}


def test_called_process_that_is_missing_is_an_incident_until_it_is_there() -> None:
    xml = diagram(
        start(), node("callActivity", "c", ext(zeebe("calledElement", processId="=which"))), end(),
        path("s", "c", "e"),
    )  # fmt: skip
    run = Runner(xml, {"which": "q"})
    assert run.codes() == ["called-process-not-found"]
    other = UUID(int=9)
    run.outside.bundles[other] = compile_bundle({"q.bpmn": definitions(process(INNER, id="q"))})
    run.retry("c")
    assert run.live.called()[0].process_id == "q"
    (task,) = run.tasks.values()
    assert task.deployment_id == other
    run.reload()
    run.complete("u")
    assert run.state == "completed"


def test_an_error_leaves_the_called_process(mode: str) -> None:
    bad = start("s1") + user("u") + end("bad", error("err")) + path("s1", "u", "bad")
    caller = process(
        start(), node("callActivity", "c", ext(zeebe("calledElement", processId="q"))), end(),
        boundary("b", "c", error("err")), user("x"), path("s", "c", "e"), path("b", "x", "e"),
    )  # fmt: skip
    run = Runner(definitions(an_error(), caller, process(bad, id="q")), mode=mode)
    run.complete("u")
    assert run.open == ["x"]
    assert not run.live.called()


def test_a_process_that_calls_itself_without_end_is_an_incident() -> None:
    again = node("callActivity", "c", ext(zeebe("calledElement", processId="p")))
    run = Runner(diagram(start(), again, end(), path("s", "c", "e")))
    assert run.codes() == ["too-deep"]
    run.cancel()
    assert run.state == "terminated"


def test_an_endless_loop_becomes_an_incident(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.behavior.case.MAX_STEPS", 500)
    run = Runner(
        diagram(
            start(), script("a", "n + 1", "n"), node("exclusiveGateway", "g"), end(),
            flows("s>g", "g>a: n >= 0", "g>e: n < 0", "a>g"),
        ),
        {"n": 0},
    )  # fmt: skip
    assert run.codes() == ["step-limit"]
    run.retry("g" if run.live.tokens()[0][1] == "g" else "a", {"n": -5})
    assert run.state == "completed"
