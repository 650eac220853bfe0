"""Link events: pairs by name inside one scope. BPMN 2.0.2, 10.5.5 Event Definitions, Link."""

from __future__ import annotations

from engine.effects import SignalThrown
from tests.engine.models import (
    a_signal,
    boundary,
    catch,
    diagram,
    end,
    flows,
    link,
    node,
    par,
    path,
    signal,
    start,
    sub,
    throw,
    user,
    xor,
)
from tests.engine.runner import Runner


def test_bpmn_10_5_5_many_throws_lead_to_one_catch(mode: str) -> None:
    run = Runner(
        diagram(
            start(), par("f"), user("a"), user("b"), throw("t1", link()), throw("t2", link()),
            catch("c", link()), user("d"), end(),
            flows("s>f", "f>a", "f>b", "a>t1", "b>t2"), path("c", "d", "e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("a")
    run.complete("b")
    assert run.open == ["d", "d"]
    assert (run.done("t1"), run.done("t2"), run.done("c")) == (1, 1, 2)
    run.complete("d")
    run.complete("d")
    assert run.state == "completed"


def test_the_same_name_in_another_scope_is_another_pair(mode: str) -> None:
    inner = sub(
        "x", start("xs"), throw("xt", link()), catch("xc", link()), user("b"), end("xe"),
        path("xs", "xt"), path("xc", "b", "xe"),
    )  # fmt: skip
    run = Runner(
        diagram(
            start(), inner, throw("t", link()), catch("c", link()), end(), path("s", "x", "t"),
            path("c", "e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("b")
    assert (run.state, run.done("xc"), run.done("c")) == ("completed", 1, 1)


def test_a_link_may_lead_back_and_run_its_part_again(mode: str) -> None:
    run = Runner(
        diagram(
            start(), throw("t0", link()), catch("c", link()), user("a"), xor("g", default="g_e"),
            throw("t", link()), end(), path("s", "t0"), path("c", "a", "g", "e"),
            flows("g>t: again"),
        ),
        mode=mode,
    )  # fmt: skip
    for again in (True, True, False):
        run.complete("a", {"again": again})
    assert (run.state, run.done("a"), run.done("c")) == ("completed", 3, 3)


def test_a_join_behind_a_link_waits_for_the_other_branch(mode: str) -> None:
    run = Runner(
        diagram(
            start(), par("f"), user("a"), user("b"), throw("t", link()), catch("c", link()),
            par("j"), end(), flows("s>f", "f>a", "f>b", "a>t", "c>j", "b>j", "j>e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("a")
    assert run.state == "active"
    run.complete("b")
    assert (run.state, run.done("j")) == ("completed", 1)


def test_bpmn_10_5_6_a_signal_interrupts_its_thrower_before_anything_else(mode: str) -> None:
    inner = sub("x", start("xs"), throw("t", signal()), node("task", "b"), end("xe"))
    inner = inner.replace("</bpmn:subProcess>", path("xs", "t", "b", "xe") + "</bpmn:subProcess>")
    run = Runner(
        diagram(
            start(), inner, end(), end("be"), path("s", "x", "e"), boundary("g", "x", signal()),
            flows("g>be"), roots=a_signal(),
        ),
        mode=mode,
    )  # fmt: skip
    assert (run.state, run.done("g"), run.began("b"), run.done("e")) == ("completed", 1, 0, 0)
    assert run.thrown == [SignalThrown("alarm", {})]


def test_a_signal_reaches_those_who_wait_longest_first_also_after_a_load(mode: str) -> None:
    def part(name: str) -> str:
        wait = catch(f"{name}c", signal())
        return sub(
            name, start(f"{name}s"), wait, end(f"{name}e"), path(f"{name}s", f"{name}c", f"{name}e")
        )

    run = Runner(
        diagram(
            start(), par("f"), part("x"), user("u"), part("y"), user("w"), throw("t", signal()),
            end(), flows("s>f", "f>x", "f>u", "f>w", "u>y", "x>e", "y>e", "w>t", "t>e"),
            roots=a_signal(),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("u")
    run.complete("w")
    assert run.state == "completed"
    order = [element for element, state in run.trace if state == "completed"]
    assert order.index("xc") < order.index("yc") or mode == "shuffled"
