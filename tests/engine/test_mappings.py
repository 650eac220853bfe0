"""Variables that go in and come out, and whose they are. BPMN 2.0.2, 10.4, 13.3."""

from __future__ import annotations

from tests.engine.models import diagram, end, ext, flows, io, par, path, start, user
from tests.engine.runner import Runner

STEPS = path("s", "a", "e")


def test_input_mapping_makes_local_variables_and_output_writes_outside(mode: str) -> None:
    mapping = io(
        {"sum": "=a + b", "twice": "=sum * 2", "who.name": "=n"},
        {"result": "=twice + bonus", "file.total": "=sum"},
    )
    run = Runner(
        diagram(start(), user("a", ext(mapping)), end(), STEPS),
        {"a": 1, "b": 2, "n": "王", "file": {"id": 9}},
        mode=mode,
    )
    (token,) = run.tasks
    seen = run.live.variables_at(token)
    assert (seen["sum"], seen["twice"], seen["who"]) == (3, 6, {"name": "王"})

    run.complete("a", {"bonus": 10, "noise": "not mapped"})

    assert run.variables == {
        "a": 1, "b": 2, "n": "王", "file": {"id": 9, "total": 3}, "result": 16,
    }  # fmt: skip


def test_without_output_mapping_variables_go_where_they_are_defined(mode: str) -> None:
    run = Runner(
        diagram(start(), user("a", ext(io({"x": "=x + 1"}))), end(), STEPS), {"x": 1}, mode=mode
    )
    run.complete("a", {"x": 50, "y": 2})
    assert run.variables == {"x": 1, "y": 2}


def test_an_output_mapping_that_fails_keeps_what_the_person_did(mode: str) -> None:
    """The task is done, the way out is not: an incident, and nothing half written."""
    run = Runner(
        diagram(
            start(), user("a"), end("x"), end("y"), flows("s>a", "a>x: ok", "a>y: not(ok)")
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("a", {"opinion": "yes"})
    assert (run.codes(), run.open) == (["condition-not-boolean"], [])
    run.retry("a", {"ok": True})
    assert (run.state, run.variables["opinion"]) == ("completed", "yes")
    assert run.done("a") == 1


def test_parallel_branches_share_the_scope_and_lose_nothing(mode: str) -> None:
    run = Runner(
        diagram(
            start(), par("f"), user("a"), user("b"), par("j"), end(),
            flows("s>f", "f>a", "f>b", "a>j", "b>j", "j>e"),
        ),
        {"list": [1, 1, 2]},
        mode=mode,
    )  # fmt: skip
    run.complete("a", {"x": 1, "list": [9]})
    run.complete("b", {"y": 2})
    assert run.variables == {"list": [9], "x": 1, "y": 2}
