"""What runs is not undone, what is cut off holds nothing up, and a cancel leaves nothing.

BPMN 2.0.2, 13.5.5 Compensation ("an Activity that is still active cannot be compensated"), 10.3.5.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.engine.models import (
    CANCEL,
    a_message,
    an_error,
    boundary,
    compensate,
    diagram,
    end,
    error,
    flows,
    loop,
    message,
    multi,
    node,
    par,
    path,
    script,
    service,
    start,
    sub,
    throw,
    timer,
    undone,
    user,
    xor,
)
from tests.engine.runner import Runner
from tests.engine.undoable import HAND, inside, slow_step, step, thrown_behind, undoing

ROOTS = a_message() + an_error()
#: Repeated activities: three rounds of user task ``a``
REPEATED = {
    "instances": multi("[1, 2, 3]", inputElement="n"),
    "one by one": multi("[1, 2, 3]", sequential=True, inputElement="n"),
    "loop": loop("loopCounter < 3"),
}


@pytest.mark.parametrize("marker", REPEATED.values(), ids=REPEATED.keys())
def test_bpmn_13_5_5_a_repeated_activity_is_undone_when_all_of_it_is_done(
    marker: str, mode: str
) -> None:
    run = Runner(
        diagram(
            start(), par("g"), user("a", marker), undone("a"), end("ae"), path("s", "g", "a"),
            flows("a>ae"), xor("m"), user("w"), throw("t", compensate()), flows("g>m"),
            path("m", "w", "t", "m"),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("a")
    run.complete("w")
    assert (run.done("t"), undoing(run)) == (1, [])
    run.complete("a")
    run.complete("a")
    run.complete("w")
    assert undoing(run) == ["a_u"] * 3


@pytest.mark.parametrize("marker", REPEATED.values(), ids=REPEATED.keys())
def test_bpmn_13_5_5_a_repeated_activity_that_was_interrupted_is_not_undone(
    marker: str, mode: str
) -> None:
    run = Runner(
        diagram(
            start(), user("a", marker), undone("a"), end("ae"), boundary("l", "a", timer("PT1H")),
            throw("t", compensate()), end(), path("s", "a", "ae"), path("l", "t", "e"),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("a")
    run.advance(timedelta(hours=1))
    assert (run.state, run.done("e"), undoing(run)) == ("completed", 1, [])


def test_a_handler_that_an_event_ends_does_not_stop_the_others(mode: str) -> None:
    run = Runner(
        thrown_behind(
            "a b", step("a"), user("b"), undone("b", user("b_u", **HAND)),
            boundary("late", "b_u", timer("PT1H")), end("le"), flows("late>le"),
        ),
        mode=mode,
    )  # fmt: skip
    run.complete("b")
    run.advance(timedelta(hours=1))
    assert (run.state, undoing(run)) == ("completed", ["a_u"])
    assert (run.done("le"), run.done("e")) == (1, 1)


def test_a_handler_whose_error_is_caught_at_it_does_not_stop_the_others(mode: str) -> None:
    run = Runner(
        thrown_behind(
            "a b", step("a"), step("b", service("b_u", "w", **HAND)),
            boundary("h", "b_u", error("err")), end("he"), flows("h>he"), roots=ROOTS,
        ),
        mode=mode,
    )  # fmt: skip
    run.throw("b_u", "E1")
    assert (run.state, undoing(run), run.done("he")) == ("completed", ["a_u"], 1)


def test_a_transaction_as_handler_may_be_canceled(mode: str) -> None:
    undo = node("transaction", "b_u", inside("u", "", end="c"), **HAND)
    run = Runner(thrown_behind("a b", step("a"), step("b", undo)), mode=mode)
    assert (run.state, undoing(run), run.done("e")) == ("completed", ["a_u"], 1)


def test_bpmn_10_7_an_event_sub_process_undoes_its_own_first(mode: str) -> None:
    repair = sub(
        "h", node("startEvent", "hs", error("err")), slow_step("k"),
        throw("t", compensate()), end("he"), path("hs", "k", "t", "he"),
        triggeredByEvent="true",
    )  # fmt: skip
    run = Runner(
        diagram(
            start(), slow_step("a"), end("e", error("err")),
            path("s", "a", "e"), repair, roots=ROOTS,
        ),
        mode=mode,
    )  # fmt: skip
    assert run.open == ["k_u"]
    run.complete("k_u")
    assert run.open == ["a_u"]
    run.complete("a_u")
    assert (run.state, undoing(run)) == ("completed", ["k_u", "a_u"])


def canceled(inside: str, mode: str) -> Runner:
    caught = boundary("c", "x", CANCEL) + end("ce") + flows("c>ce")
    return Runner(
        diagram(
            start(), node("transaction", "x", start("xs"), end("xe"), inside), caught, end(),
            path("s", "x", "e"), roots=ROOTS,
        ),
        mode=mode,
    )  # fmt: skip


def test_bpmn_13_5_5_cancel_undoes_what_was_done_in_a_sub_process_that_it_ends(mode: str) -> None:
    """Neither its handler nor its event sub-process: it was never complete."""
    undo = sub(
        "z", node("startEvent", "zs", compensate()), node("task", "z_u"), end("ze"),
        path("zs", "z_u", "ze"), triggeredByEvent="true",
    )  # fmt: skip
    deep = sub(
        "y", start("ys"), step("b"), user("v"), end("ye"), undo,
        path("ys", "b"), flows("b>v", "v>ye"),
    )  # fmt: skip
    run = canceled(
        step("a") + par("g") + deep + undone("y") + user("u")
        + end("xc", CANCEL) + path("xs", "a", "g", "y", "xe") + path("g", "u", "xc"),
        mode,
    )  # fmt: skip
    run.complete("u")
    assert (run.state, undoing(run), run.done("ce")) == ("completed", ["b_u", "a_u"], 1)


def test_bpmn_13_5_5_a_cancel_deeper_inside_undoes_what_was_done_there(mode: str) -> None:
    deep = sub(
        "y", start("ys"), script("b", "n * 10", "seen"), undone("b", user("b_u", **HAND)),
        end("yc", CANCEL), path("ys", "b"), flows("b>yc"), multi("[7]", inputElement="n"),
    )  # fmt: skip
    run = canceled(deep + path("xs", "y", "xe"), mode)
    (token,) = run.tasks
    # With the variables of the instance that it belongs to
    assert run.live.variables_at(token)["n"] == 7
    run.complete("b_u")
    assert (run.state, undoing(run), run.done("ce")) == ("completed", ["b_u"], 1)


def test_cancel_undoes_the_instances_that_were_done(mode: str) -> None:
    run = canceled(
        par("g") + user("a", multi("[1, 2]", inputElement="n")) + undone("a") + user("u")
        + end("xc", CANCEL) + path("xs", "g", "a", "xe") + path("g", "u", "xc"),
        mode,
    )  # fmt: skip
    run.complete("a")
    run.complete("u")
    assert (run.state, undoing(run), run.done("ce")) == ("completed", ["a_u"], 1)


def test_cancel_goes_on_with_what_was_being_undone(mode: str) -> None:
    run = canceled(
        step("a") + slow_step("b") + par("g") + throw("t", compensate()) + user("u")
        + end("xc", CANCEL) + path("xs", "a", "b", "g", "t", "xe") + path("g", "u", "xc"),
        mode,
    )  # fmt: skip
    run.complete("u")
    assert (run.state, undoing(run), run.done("ce")) == ("completed", ["a_u"], 1)


def test_what_an_interrupted_thrower_has_not_undone_can_be_undone_later(mode: str) -> None:
    thrower = sub(
        "h", node("startEvent", "hs", message(), isInterrupting="false"), throw("t", compensate()),
        end("he"), path("hs", "t", "he"), triggeredByEvent="true",
    ).replace("</bpmn:subProcess>", "")  # fmt: skip
    stop = user("v") + end("ve", "<bpmn:terminateEventDefinition/>") + flows("hs>v", "v>ve")
    run = Runner(
        diagram(
            start(), step("a"), slow_step("b"), user("w"), throw("again", compensate()), end(),
            path("s", "a", "b", "w", "again", "e"), thrower + stop + "</bpmn:subProcess>",
            roots=ROOTS,
        ),
        {"order": 1}, mode=mode,
    )  # fmt: skip
    assert run.publish("paid", "1")
    assert sorted(run.open) == ["b_u", "v", "w"]
    run.complete("v")
    assert run.open == ["w"]
    run.complete("w")
    assert (run.state, undoing(run)) == ("completed", ["a_u"])
