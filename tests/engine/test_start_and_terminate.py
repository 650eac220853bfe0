"""How a case begins and is ended at once. BPMN 2.0.2, 10.5.2, 10.5.3, 13.5.6."""

from __future__ import annotations

import pytest

from engine.errors import NotFound, WrongState
from tests.engine.models import (
    TERMINATE,
    a_message,
    diagram,
    end,
    ext,
    flows,
    io,
    message,
    par,
    path,
    start,
    sub,
    user,
)
from tests.engine.runner import Runner


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
