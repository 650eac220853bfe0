"""Values belong to one place: what a worker, instance or branch does to its own stays there."""

from __future__ import annotations

from engine.protocols import Work
from tests.engine.models import (
    definitions,
    diagram,
    end,
    ext,
    io,
    multi,
    node,
    par,
    path,
    process,
    service,
    start,
    user,
)
from tests.engine.runner import Runner


def _spoil(work: Work) -> dict[str, object]:
    order = work.variables["order"]
    order["n"] = 99
    order["lines"].append("more")
    return {}


def test_work_inside_the_step_cannot_change_variables_but_by_its_answer(mode: str) -> None:
    xml = diagram(start(), service("a", "spoil"), end(), path("s", "a", "e"))
    run = Runner(xml, {"order": {"n": 1, "lines": []}}, mode=mode, handlers={"spoil": _spoil})
    assert run.variables == {"order": {"n": 1, "lines": []}}


def test_what_was_handed_in_is_not_what_is_kept(mode: str) -> None:
    given = {"order": {"n": 1, "lines": ["a"]}}
    run = Runner(diagram(start(), user("a"), end(), path("s", "a", "e")), given, mode=mode)
    given["order"]["lines"].append("b")
    more = {"x": [1]}
    run.complete("a", more)
    more["x"].append(2)
    assert run.variables == {"order": {"n": 1, "lines": ["a"]}, "x": [1]}


def test_instances_and_branches_write_to_copies_of_their_own(mode: str) -> None:
    """A mapping to a part of a context makes a new context; the item of a collection stays."""
    mapping = ext(io({"mine": "=item", "mine.n": "=loopCounter"}, {"last": "=mine"}))
    task = user("a", multi("orders", inputElement="item"), mapping)
    xml = diagram(
        start(), par("f"), task, user("b", ext(io({"o": "=orders[1]", "o.n": "=7"}, {"b": "=o"}))),
        par("j"), end(), path("s", "f", "a", "j", "e"), path("f", "b", "j"),
    )  # fmt: skip
    run = Runner(xml, {"orders": [{"n": 0}, {"n": 0}]}, mode=mode)
    run.complete("a")
    run.complete("b")
    run.complete("a")
    assert run.variables["orders"] == [{"n": 0}, {"n": 0}]
    assert run.variables["b"] == {"n": 7}


def test_a_called_process_brings_back_what_it_has_changed_and_nothing_stale(mode: str) -> None:
    """Its copy of a variable that somebody else has written meanwhile does not overwrite it."""
    called = process(start("qs"), user("u"), end("qe"), path("qs", "u", "qe"), id="q")
    call = node("callActivity", "c", multi("[1, 2]", outputCollection="all", outputElement="=r"),
                calledElement="q")  # fmt: skip
    main = process(
        start(), par("f"), call, user("b"), par("j"), end(),
        path("s", "f", "c", "j", "e"), path("f", "b", "j"),
    )  # fmt: skip
    run = Runner(definitions(main, called), {"x": 1, "y": 1}, mode=mode)
    run.complete("b", {"x": 2})
    run.complete("u", {"y": 5, "r": 10})
    run.complete("u", {"r": 20})
    assert (run.state, run.variables) == ("completed", {"x": 2, "y": 5, "all": [10, 20]})
