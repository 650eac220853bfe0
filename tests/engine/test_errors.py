"""Errors: who catches them, what an uncaught one stops. BPMN 2.0.2, 10.5.6, 13.5.3."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.errors import BpmnError, WrongState
from engine.protocols import Work
from tests.engine.models import (
    an_error,
    boundary,
    diagram,
    end,
    error,
    flows,
    node,
    par,
    path,
    script,
    service,
    start,
    sub,
    timer,
    user,
)
from tests.engine.runner import Runner


def _caught(*boundaries: str) -> bytes:
    ends = [flows(f"{b.split(chr(34))[1]}>x") for b in boundaries]
    return diagram(
        start(), sub("o", start("s1"), user("u"), end("bad", error("err")), path("s1", "u", "bad")),
        *boundaries, end(), user("x"), path("s", "o", "e"), *ends, flows("x>e"),
        roots=an_error() + an_error("err2", "E2"),
    )  # fmt: skip


def test_bpmn_10_5_6_error_end_is_caught_by_the_boundary_of_its_scope(mode: str) -> None:
    run = Runner(_caught(boundary("b", "o", error("err"))), mode=mode)
    run.complete("u")
    assert run.open == ["x"]
    assert ("o", "terminated") in run.trace
    assert ("bad", "terminated") in run.trace
    run.complete("x")
    assert run.state == "completed"


def test_a_named_handler_beats_the_catch_all(mode: str) -> None:
    run = Runner(
        _caught(boundary("all", "o", error()), boundary("b", "o", error("err"))), mode=mode
    )
    run.complete("u")
    assert (run.done("b"), run.began("all")) == (1, 0)


def test_a_handler_of_another_code_does_not_catch(mode: str) -> None:
    run = Runner(_caught(boundary("b", "o", error("err2"))), mode=mode)
    run.complete("u")
    assert run.codes() == ["unhandled-error"]


def test_an_error_passes_inner_scopes_without_handler(mode: str) -> None:
    inner = sub("in1", start("s2"), user("u"), end("bad", error("err")), path("s2", "u", "bad"))
    run = Runner(
        diagram(
            start(), sub("out1", start("s1"), inner, end("e1"), path("s1", "in1", "e1")),
            boundary("b", "out1", error("err")), end(), user("x"), path("s", "out1", "e"),
            path("b", "x", "e"), roots=an_error(),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("u")
    assert run.open == ["x"]


def test_an_uncaught_error_stops_its_scope_and_keeps_tokens_and_data(mode: str) -> None:
    """design: nothing further in the scope runs; retry with corrected variables goes on."""
    run = Runner(
        diagram(
            start(), par("f"), service("w", "pay"), user("a"),
            node("intermediateCatchEvent", "t", timer("PT1H")), script("after", "n + 1", "n"),
            service("w2", "other"), end(),
            flows("s>f", "f>w", "f>a", "f>t", "f>w2", "w>e", "a>e", "t>after", "after>e", "w2>e"),
        ),
        {"n": 0},
        mode=mode,
    )  # fmt: skip
    run.throw("w", "NO-MONEY")

    assert run.codes() == ["unhandled-error"]
    assert run.state == "incident"
    assert run.open == ["a"]
    with pytest.raises(WrongState) as refused:
        run.complete("a")
    assert refused.value.code == "scope-stopped"
    run.reload()
    # News is kept, not lost and not acted upon
    assert run.advance(timedelta(hours=2)) == 1
    run.finish_job("w2", {"late": True})
    assert (run.variables["n"], "late" in run.variables) == (0, False)

    run.retry("w", {"account": "B"})
    assert (run.variables["n"], run.variables["late"]) == (1, True)
    run.finish_job("w")
    run.complete("a")
    assert run.state == "completed"


def test_an_uncaught_error_stops_only_its_own_scope(mode: str) -> None:
    run = Runner(
        diagram(
            start(), par("f"), user("a"),
            sub("o", start("s1"), service("w", "pay"), end("e1"), path("s1", "w", "e1")), end(),
            boundary("t", "o", timer("PT1H")),
            flows("s>f", "f>a", "f>o", "a>e", "o>e", "t>e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.throw("w", "X")
    run.complete("a")
    assert run.state == "incident"
    run.advance(timedelta(hours=1))
    assert run.state == "completed"
    assert not run.incidents


STOPPED = sub("x", start("s8"), service("w", "pay"), end("e8"), path("s8", "w", "e8"))


def test_tokens_of_a_scope_that_an_error_closed_do_not_disturb_one_that_stands_still() -> None:
    """Symptom: KeyError while another scope stood still."""
    body = start("s1") + user("u") + end("e1") + end("bad", error("err")) + end("e2")
    body += path("s1", "u", "e1") + path("u", "bad") + path("u", "e2")
    run = Runner(
        diagram(
            start(), par("f"), STOPPED, sub("o", body), boundary("b", "o", error("err")),
            user("after"), end(), flows("s>f", "f>x", "f>o", "x>e", "o>e", "b>after", "after>e"),
            roots=an_error(),
        )
    )  # fmt: skip
    run.throw("w", "NOBODY")
    run.complete("u")
    assert run.open == ["after"]
    assert run.codes() == ["unhandled-error"]


def test_news_that_is_held_for_a_token_that_goes_first_is_dropped() -> None:
    """Symptom: KeyError when the scope went on and was closed before its news was delivered."""
    body = start("s1") + par("g") + service("v", "check") + end("bad", error("err"))
    body += node("intermediateCatchEvent", "t", timer("PT1H")) + end("e1")
    body += path("s1", "g", "v", "bad") + path("g", "t", "e1")

    def check(work: Work) -> dict[str, object]:
        if not work.variables.get("ok"):
            raise BpmnError("NOBODY")
        return {}

    run = Runner(
        diagram(
            start(), par("f"), STOPPED, sub("o", body), boundary("b", "o", error("err")),
            user("after"), end(), flows("s>f", "f>x", "f>o", "x>e", "o>e", "b>after", "after>e"),
            roots=an_error(),
        ),
        handlers={"check": check},
    )  # fmt: skip
    run.throw("w", "NOBODY")
    assert run.advance(timedelta(hours=1)) == (1 if run.began("t") else 0)
    run.retry("v", {"ok": True})
    assert run.open == ["after"]


def test_a_case_with_an_uncaught_error_can_be_cancelled(mode: str) -> None:
    run = Runner(
        diagram(start(), end("e", error("err")), path("s", "e"), roots=an_error()), mode=mode
    )
    assert run.codes() == ["unhandled-error"]
    run.retry("e")
    assert run.codes() == ["unhandled-error"]
    run.cancel()
    assert run.state == "terminated"
