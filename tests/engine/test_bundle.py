"""A deployment compiled: what is in it, what is refused, and that nothing can change it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from engine.behavior.node import Node
from engine.bundle import compile_bundle
from engine.errors import DeploymentRefused
from engine.testing import Sandbox
from tests.engine.graph_hash import graph_hash
from tests.engine.models import (
    a_message,
    a_signal,
    boundary,
    definitions,
    diagram,
    end,
    ext,
    flows,
    message,
    multi,
    node,
    par,
    path,
    process,
    script,
    signal,
    start,
    sub,
    timer,
    user,
    xor,
    zeebe,
)
from tests.engine.runner import NOW, Runner


def test_what_a_bundle_holds() -> None:
    tag = ext(zeebe("versionTag", value="v2"))
    xml = definitions(
        a_message(key=""),
        a_signal(),
        process(
            tag, start(), start("m1", message()), start("g1", signal()),
            start("t1", timer(cycle="R3/PT1H")),
            sub("o", user("u", name="受理")), end(),
            flows("s>o", "m1>o", "g1>o", "t1>o", "o>e"), extra=' name="办理"',
        ),
    )  # fmt: skip
    bundle = compile_bundle({"a.bpmn": xml, "f.form": b'{"id": "f1", "components": []}'})

    found = bundle.processes["p"]
    assert (found.id, found.name, found.version_tag, found.executable, found.file) == (
        "p", "办理", "v2", True, "a.bpmn",
    )  # fmt: skip
    assert found.starts == ("s",)
    assert [(s.element_id, s.kind, s.name) for s in bundle.start_subscriptions] == [
        ("m1", "message", "paid"),
        ("g1", "signal", "alarm"),
    ]
    assert list(bundle.forms) == ["f1"]
    assert bundle.elements("p")["u"] == ("userTask", "受理")


def test_start_timers_say_when_they_start_cases() -> None:
    xml = diagram(start("t1", timer(cycle="R3/PT1H")), end(), path("t1", "e"))
    (found,) = compile_bundle({"a.bpmn": xml}).start_timers
    first = found.first_due(NOW)
    assert first == NOW + timedelta(hours=1)
    second = found.next_due(first, 1)
    assert second == NOW + timedelta(hours=2)
    assert found.next_due(second, 2) == NOW + timedelta(hours=3)
    assert found.next_due(second, 3) is None


def test_a_start_timer_with_a_date_starts_once() -> None:
    xml = diagram(start("t1", timer(date="2025-10-01T00:00:00Z")), end(), path("t1", "e"))
    (found,) = compile_bundle({"a.bpmn": xml}).start_timers
    assert found.next_due(found.first_due(NOW), 1) is None


def test_all_problems_of_all_files_are_listed() -> None:
    bad = diagram(start(), user("a"), end(), flows("s>a", "a>nowhere"))
    worse = diagram(start(), xor("g"), end(), flows("s>g", "g>e: x +"))
    with pytest.raises(DeploymentRefused) as refused:
        compile_bundle({"a.bpmn": bad, "b.bpmn": worse, "c.form": b"{", "d.bpmn": b"<x>"})
    assert {p.file for p in refused.value.problems} == {"a.bpmn", "b.bpmn", "c.form", "d.bpmn"}


def test_the_same_process_twice_is_refused() -> None:
    xml = diagram(start(), end(), path("s", "e"))
    with pytest.raises(DeploymentRefused) as refused:
        compile_bundle({"a.bpmn": xml, "b.bpmn": xml})
    assert "p" in {p.element for p in refused.value.problems}


def test_a_decision_that_is_not_in_the_deployment_is_refused() -> None:
    called = ext(zeebe("calledDecision", decisionId="nowhere", resultVariable="x"))
    xml = diagram(start(), node("businessRuleTask", "a", called), end(), path("s", "a", "e"))
    with pytest.raises(DeploymentRefused) as refused:
        compile_bundle({"a.bpmn": xml})
    assert [(p.code, p.element) for p in refused.value.problems] == [("unresolved-reference", "a")]


def test_a_thousand_tasks_in_a_row_need_no_stack() -> None:
    names = [f"t{n}" for n in range(3000)]
    xml = diagram(start(), *(script(n, "1", "x") for n in names), end(), path("s", *names, "e"))
    run = Runner(xml)
    assert run.state == "completed"


# Immutable


EVERYTHING = diagram(
    start(), par("f"), user("a", multi("items")), script("b", "x + 1", "x"),
    sub("o", start("s1"), user("u"), end("e1"), path("s1", "u", "e1")),
    boundary("t", "o", timer(cycle="R/PT1H"), interrupting=False), boundary("m1", "a", message()),
    node("eventBasedGateway", "g"), node("intermediateCatchEvent", "c1", signal()),
    node("intermediateCatchEvent", "c2", timer("PT5H")), xor("z"), par("j"), end(), end("e2"),
    flows("s>f", "f>a", "f>b", "f>o", "f>g", "g>c1", "g>c2", "c1>z", "c2>z", "a>j", "b>j", "o>j",
          "z>j", "j>e", "t>e2", "m1>e2"),
    roots=a_message() + a_signal(),
)  # fmt: skip


def test_running_cases_changes_nothing_in_the_shared_graph() -> None:
    first = Runner(EVERYTHING, {"items": [1, 2], "x": 0, "order": 1})
    spec = first.bundle.processes["p"].spec
    before = graph_hash(spec)
    for way in range(4):
        run = Runner(EVERYTHING, {"items": [1, 2], "x": way, "order": way}, mode="reload")
        run.bundle = first.bundle
        run.outside.bundles = first.outside.bundles
        run.reload()
        run.advance(timedelta(hours=3))
        if way % 2:
            run.publish("paid", str(way))
        else:
            run.complete("a")
        run.signal("alarm")
        run.complete("u")
        if run.open:
            run.complete("a")
    assert graph_hash(spec) == before


def test_threads_share_one_bundle() -> None:
    bundle = compile_bundle({"a.bpmn": EVERYTHING})

    def case(number: int) -> list[tuple[str, str]]:
        run = Runner(bundle, {"items": [1, 2], "x": number, "order": number}, mode="reload")
        run.advance(timedelta(hours=3))
        run.signal("alarm")
        for element in ("a", "u", "a"):
            run.complete(element, {"n": number})
        assert (run.state, run.variables["x"], run.variables["n"]) == (
            "completed", number + 1, number,
        )  # fmt: skip
        return run.trace

    with ThreadPoolExecutor(4) as pool:
        traces = list(pool.map(case, range(60)))
    assert all(trace == traces[0] for trace in traces)


def test_the_hash_sees_a_change() -> None:
    spec = compile_bundle({"a.bpmn": EVERYTHING}).processes["p"].spec
    before = graph_hash(spec)
    node_a: Node = spec.task_specs["b"]
    object.__setattr__(node_a, "label", "other")
    assert graph_hash(spec) != before


def test_a_node_refuses_to_change() -> None:
    spec = compile_bundle({"a.bpmn": EVERYTHING}).processes["p"].spec
    with pytest.raises(AttributeError):
        spec.task_specs["a"].label = "x"
    with pytest.raises(AttributeError):
        spec.start = None
    with pytest.raises((AttributeError, TypeError)):
        spec.task_specs["a"].flows.append(None)


def test_a_diagram_whose_language_is_named_by_dmn_is_no_table() -> None:
    """FEEL is named by a namespace of DMN; the file is a diagram all the same."""
    feel = b'expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/"'
    body = diagram(start(), user("a"), end(), path("s", "a", "e")).replace(
        b' id="defs"', b" " + feel
    )
    assert set(compile_bundle({"a.bpmn": body}).processes) == {"p"}
    box = Sandbox()
    box.deploy(body)
    assert box.start("p").state == "active"
    box.engine.stop()
