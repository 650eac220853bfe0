"""Event sub-processes. BPMN 2.0.2, 10.3.5 Event Sub-Process, 10.5.6 Handling Events, 13.5.4."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.errors import BpmnError
from engine.protocols import Work
from tests.engine.models import (
    TERMINATE,
    a_message,
    a_signal,
    an_error,
    boundary,
    definitions,
    diagram,
    end,
    error,
    ext,
    flows,
    handler,
    io,
    message,
    multi,
    node,
    par,
    path,
    process,
    service,
    signal,
    start,
    sub,
    timer,
    user,
)
from tests.engine.runner import Runner

ROOTS = a_message() + a_signal() + an_error() + an_error("err2", "E2")
ORDER = {"order": 1}


def straight(*parts: str, task: str = "") -> bytes:
    return diagram(start(), task or user("a"), end(), path("s", "a", "e"), *parts, roots=ROOTS)


TRIGGERS = {"message": message(), "signal": signal(), "timer": timer("PT1H")}


def trigger(run: Runner, kind: str) -> bool:
    if kind == "message":
        return run.publish("paid", "1", {"came": True})
    if kind == "signal":
        return bool(run.signal("alarm", {"came": True}))
    return bool(run.advance(timedelta(hours=1)))


@pytest.mark.parametrize("kind", TRIGGERS)
def test_bpmn_13_5_4_interrupting_ends_its_scope_and_takes_its_place(kind: str, mode: str) -> None:
    run = Runner(straight(handler("h", TRIGGERS[kind], task=user("h_t"))), ORDER, mode=mode)
    assert run.open == ["a"]
    assert trigger(run, kind)
    assert run.open == ["h_t"]
    assert run.trace[3:] == [
        ("a", "terminated"),
        ("h", "activated"),
        ("h_s", "activated"),
        ("h_s", "completed"),
        ("h_t", "activated"),
    ]
    assert not trigger(run, kind)
    run.complete("h_t")
    assert (run.state, run.done("h"), run.done("e")) == ("completed", 1, 0)
    assert run.variables.get("came") == (None if kind == "timer" else True)


@pytest.mark.parametrize("kind", ["message", "signal"])
def test_bpmn_13_5_4_non_interrupting_runs_beside_as_often_as_triggered(
    kind: str, mode: str
) -> None:
    body = handler("h", TRIGGERS[kind], interrupting=False, task=user("h_t"))
    run = Runner(straight(body), ORDER, mode=mode)
    for _ in range(3):
        assert trigger(run, kind)
    assert run.open == ["a", "h_t", "h_t", "h_t"]
    run.complete("a")
    # The scope waits for its handlers, and can still be told
    assert run.state == "active"
    assert trigger(run, kind)
    for _ in range(4):
        run.complete("h_t")
    assert (run.state, run.done("h")) == ("completed", 4)


def test_bpmn_10_5_6_all_that_do_not_interrupt_answer_one_message(mode: str) -> None:
    both = "".join(handler(name, message(), interrupting=False) for name in ("h1", "h2"))
    sides = "".join(boundary(name, "a", message(), interrupting=False) for name in ("b1", "b2"))
    run = Runner(
        straight(both, sides, end("be"), flows("b1>be", "b2>be")), ORDER | {"n": 0}, mode=mode
    )
    # Two tokens wait for it, the activity and the scope: each is told by itself
    assert len({token for token, _ in run.waits}) == 4
    for element in ("h1_s", "b1"):
        token = run.first(key[0] for key, wait in run.waits.items() if wait.element_id == element)
        assert run.deliver(token, 0)
    assert [run.done(name) for name in ("h1", "h2", "b1", "b2")] == [1, 1, 1, 1]
    run.complete("a")
    assert run.state == "completed"


def test_bpmn_13_5_4_a_cycle_starts_one_every_round(mode: str) -> None:
    run = Runner(
        straight(handler("h", timer(cycle="R3/PT1H"), interrupting=False)), ORDER, mode=mode
    )
    run.advance(timedelta(hours=10))
    assert (run.done("h"), run.open) == (3, ["a"])
    run.complete("a")
    assert run.state == "completed"


def test_a_scope_that_is_over_is_guarded_no_more(mode: str) -> None:
    inner = sub(
        "x", start("xs"), user("b"), end("xe"), path("xs", "b", "xe"), handler("h", message())
    )
    run = Runner(
        diagram(start(), inner, user("c"), end(), path("s", "x", "c", "e"), roots=ROOTS),
        ORDER, mode=mode,
    )  # fmt: skip
    assert run.waits
    run.complete("b")
    assert not run.waits
    assert not run.publish("paid", "1")
    run.complete("c")
    assert run.state == "completed"


def test_a_handler_in_a_sub_process_leaves_the_rest_alone_and_goes_on_behind_it(mode: str) -> None:
    inner = sub(
        "x", start("xs"), user("b"), end("xe"), path("xs", "b", "xe"), handler("h", message())
    )
    run = Runner(
        diagram(
            start(), par("f"), inner, user("c"), user("after"), end(),
            flows("s>f", "f>x", "f>c", "x>after", "c>e", "after>e"), roots=ROOTS,
        ),
        ORDER, mode=mode,
    )  # fmt: skip
    assert run.publish("paid", "1")
    assert run.open == ["after", "c"]
    assert ("x", "completed") in run.trace
    run.complete("c")
    run.complete("after")
    assert run.state == "completed"


@pytest.mark.parametrize("depth", [0, 1, 3, 40])
def test_nested_at_every_depth_the_innermost_scope_catches_the_error(depth: int, mode: str) -> None:
    body = start("s0") + end("e0", error("err")) + path("s0", "e0")
    body += handler("h0", error("err"))
    for n in range(1, depth + 1):
        body = sub(f"x{n}", body) + start(f"s{n}") + end(f"e{n}") + path(f"s{n}", f"x{n}", f"e{n}")
        body += handler(f"h{n}", error())
    run = Runner(diagram(body, roots=ROOTS), mode=mode)
    assert run.state == "completed"
    assert [run.done(f"h{n}") for n in range(depth + 1)] == [1] + [0] * depth


@pytest.mark.parametrize(("code", "taken"), [("E1", "named"), ("E9", "rest")])
def test_bpmn_10_5_6_a_named_handler_beats_the_catch_all(code: str, taken: str, mode: str) -> None:
    def fail(work: Work) -> None:
        raise BpmnError(code, variables={"why": "x"})

    run = Runner(
        straight(handler("rest", error()), handler("named", error("err")), task=service("a", "w")),
        mode=mode, handlers={"w": fail},
    )  # fmt: skip
    assert (run.state, run.variables) == ("completed", {"why": "x"})
    assert run.done(taken) == 1


def test_bpmn_10_5_6_the_boundary_of_the_thrower_comes_before_the_event_sub_process(
    mode: str,
) -> None:
    run = Runner(
        straight(
            handler("h", error("err")), boundary("b", "a", error()), end("be"), flows("b>be"),
            task=service("a", "w"),
        ),
        mode=mode,
    )  # fmt: skip
    run.throw("a", "E1")
    assert (run.state, run.done("b"), run.done("h")) == ("completed", 1, 0)


def test_bpmn_10_5_6_a_handler_does_not_catch_its_own_error(mode: str) -> None:
    failing = handler("h", error(), task=service("h_t", "w"))
    inner = sub("x", start("xs"), service("b", "w"), end("xe"), path("xs", "b", "xe"), failing)
    run = Runner(
        diagram(
            start(), inner, end(), path("s", "x", "e"), handler("o", error("err")), roots=ROOTS
        ),
        mode=mode,
    )  # fmt: skip
    run.throw("b", "E9")
    assert run.began("h") == 1
    run.throw("h_t", "E1")
    assert (run.state, run.done("o"), run.began("h")) == ("completed", 1, 1)


def test_an_error_of_a_called_process_reaches_the_event_sub_process_of_the_caller(
    mode: str,
) -> None:
    called = process(start("qs"), end("qe", error("err")), path("qs", "qe"), id="q")
    caller = process(
        start(), node("callActivity", "c", calledElement="q"), end(), path("s", "c", "e"),
        handler("h", error("err")),
    )  # fmt: skip
    run = Runner(definitions(ROOTS, caller, called), mode=mode)
    assert (run.state, run.done("h"), run.done("e")) == ("completed", 1, 0)


def test_terminate_in_an_event_sub_process_ends_that_scope_only(mode: str) -> None:
    body = (
        node("startEvent", "hs", message(), isInterrupting="false") + par("hf") + user("hu")
        + end("hk", TERMINATE) + end("he") + flows("hs>hf", "hf>hu", "hf>hk", "hu>he")
    )  # fmt: skip
    run = Runner(straight(sub("h", body, triggeredByEvent="true")), ORDER, mode=mode)
    assert run.publish("paid", "1")
    assert (run.open, run.done("h")) == (["a"], 1)
    run.complete("a")
    assert run.state == "completed"


def test_terminate_of_the_scope_ends_its_handlers(mode: str) -> None:
    run = Runner(
        diagram(
            start(), user("a"), end("k", TERMINATE), path("s", "a", "k"),
            handler("h", message(), interrupting=False, task=user("h_t")), roots=ROOTS,
        ),
        ORDER, mode=mode,
    )  # fmt: skip
    run.publish("paid", "1")
    run.complete("a")
    assert run.state == "completed"


def test_an_event_sub_process_inside_an_event_sub_process(mode: str) -> None:
    nested = handler("n", signal(), task=user("n_t"))
    run = Runner(straight(handler("h", message(), nested, task=user("h_t"))), ORDER, mode=mode)
    assert not run.signal("alarm")
    run.publish("paid", "1")
    assert run.signal("alarm") == 1
    assert run.open == ["n_t"]
    run.complete("n_t")
    assert (run.state, run.done("h"), run.done("n")) == ("completed", 1, 1)


def test_output_mapping_of_the_start_event_decides_what_comes_in(mode: str) -> None:
    first = node("startEvent", "hs", ext(io({}, {"sum": "=amount + 1"})), message())
    body = first + node("task", "ht") + end("he") + path("hs", "ht", "he")
    run = Runner(straight(sub("h", body, triggeredByEvent="true")), ORDER, mode=mode)
    run.publish("paid", "1", {"amount": 2})
    assert run.variables == {"order": 1, "sum": 3}


def test_each_instance_of_a_multi_instance_sub_process_has_its_own_handler(mode: str) -> None:
    inner = sub(
        "x", start("xs"), user("b"), end("xe"), path("xs", "b", "xe"),
        handler("h", message()), multi("[1, 2]", inputElement="order"),
    )  # fmt: skip
    run = Runner(diagram(start(), inner, end(), path("s", "x", "e"), roots=ROOTS), mode=mode)
    assert run.publish("paid", "2")
    assert run.open == ["b"]
    assert not run.publish("paid", "2")
    run.complete("b")
    assert (run.state, run.done("h"), run.done("x")) == ("completed", 1, 2)


def test_a_guard_that_cannot_be_armed_is_an_incident_and_its_scope_waits(mode: str) -> None:
    run = Runner(straight(handler("h", message())), mode=mode)
    assert (run.codes(), run.state) == (["correlation-key-null"], "incident")
    assert run.began("a") == 0
    run.retry("h", {"order": 7})
    assert run.open == ["a"]
    assert run.publish("paid", "7")
    assert (run.state, run.done("h")) == ("completed", 1)


def test_news_for_a_scope_that_stands_still_is_kept(mode: str) -> None:
    run = Runner(
        diagram(
            start(), service("a", "w"), end(), path("s", "a", "e"), handler("h", message()),
            roots=ROOTS,
        ),
        ORDER, mode=mode,
    )  # fmt: skip
    run.throw("a", "E9")
    assert run.publish("paid", "1")
    assert (run.codes(), run.began("h")) == (["unhandled-error"], 0)
    run.retry("a")
    assert (run.state, run.done("h")) == ("completed", 1)


def test_bpmn_10_5_5_one_reusable_definition_serves_several_events(mode: str) -> None:
    shared = node("timerEventDefinition", "soon", "<bpmn:timeDuration>PT1H</bpmn:timeDuration>")
    ref = "<bpmn:eventDefinitionRef>soon</bpmn:eventDefinitionRef>"
    run = Runner(
        diagram(
            start(), user("a"), end(), end("be"), node("intermediateCatchEvent", "c", ref),
            boundary("b", "a", ref, interrupting=False), path("s", "a", "c", "e"), flows("b>be"),
            handler("h", ref, interrupting=False), roots=ROOTS + shared,
        ),
        mode=mode,
    )  # fmt: skip
    run.advance(timedelta(hours=1))
    assert (run.done("b"), run.done("h")) == (1, 1)
    run.complete("a")
    run.advance(timedelta(hours=1))
    assert (run.state, run.done("c")) == ("completed", 1)


def test_bpmn_13_5_4_it_waits_for_what_came_with_the_event_that_began_the_process(
    mode: str,
) -> None:
    xml = diagram(
        start("s", message("begin")), user("a"), end(), path("s", "a", "e"),
        handler("h", message(), task=user("h_t")),
        roots=a_message("begin", "begin", key="") + a_message(),
    )  # fmt: skip
    run = Runner(xml, mode=mode, start_event="s", event_variables=ORDER)
    assert (run.open, run.incidents) == (["a"], {})
    assert run.publish("paid", "1")
    assert run.open == ["h_t"]


def test_bpmn_13_5_4_one_inside_another_waits_for_what_came_with_the_outer_event(
    mode: str,
) -> None:
    inner = handler("i", message("m2"), task=user("i_t"))
    xml = diagram(
        start(), user("a"), end(), path("s", "a", "e"),
        handler("h", message(), inner, task=user("h_t")),
        roots=a_message() + a_message("m2", "more", key="=parcel"),
    )  # fmt: skip
    run = Runner(xml, ORDER, mode=mode)
    assert run.publish("paid", "1", {"parcel": "P"})
    assert (run.open, run.incidents) == (["h_t"], {})
    assert run.publish("more", "P")
    assert run.open == ["i_t"]
