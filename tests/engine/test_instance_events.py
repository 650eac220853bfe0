"""BPMN 2.0.2, 10.3.8 and 13.3.7: behavior of multi-instance activities."""

from __future__ import annotations

import pytest

from tests.engine.models import (
    CANCEL,
    a_signal,
    an_escalation,
    boundary,
    diagram,
    end,
    escalation,
    flows,
    formal,
    node,
    path,
    signal,
    start,
    user,
    xor,
)
from tests.engine.runner import Runner

DEFINITIONS = (
    '<bpmn:signalEventDefinition id="def" signalRef="sig"/>'
    '<bpmn:escalationEventDefinition id="esd" escalationRef="esc"/>'
)
ROOTS = a_signal() + an_escalation() + DEFINITIONS


def marked(facts: str, inner: str = "") -> str:
    count = formal("loopCardinality", "3")
    return (
        f"<bpmn:multiInstanceLoopCharacteristics {facts}>{count}{inner}"
        "</bpmn:multiInstanceLoopCharacteristics>"
    )


def model(marker: str, definition: str, *, interrupting: bool = False) -> bytes:
    return diagram(
        start(), user("a", marker), boundary("b", "a", definition, interrupting=interrupting),
        user("z"), end(), end("e2"), path("s", "a", "e"), path("b", "z", "e2"), roots=ROOTS,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "times"),
    [('behavior="None"', 3), ('behavior="One"', 1), ('behavior="All"', 0), ("", 0)],
)
def test_bpmn_10_3_8_none_throws_for_each_one_for_the_first_all_never(
    facts: str, times: int, mode: str
) -> None:
    run = Runner(model(marked(facts), signal()), mode=mode)
    for _ in range(3):
        run.complete("a")
    assert (run.done("b"), run.open, run.done("e")) == (times, ["z"] * times, 1)


@pytest.mark.parametrize("facts", ["noneBehaviorEventRef", "oneBehaviorEventRef"])
@pytest.mark.parametrize(("ref", "caught"), [("def", signal()), ("esd", escalation("esc"))])
def test_bpmn_10_3_8_the_event_that_is_named_is_thrown(
    facts: str, ref: str, caught: str, mode: str
) -> None:
    kind = "None" if facts.startswith("none") else "One"
    run = Runner(model(marked(f'behavior="{kind}" {facts}="{ref}"'), caught), mode=mode)
    run.complete("a")
    run.complete("a")
    assert run.done("b") == (2 if kind == "None" else 1)


def test_bpmn_10_3_8_the_first_that_completes_is_not_one_that_was_canceled(mode: str) -> None:
    """Symptom: nothing was thrown where the first instance of a transaction was canceled."""
    inside = start("xs") + user("a") + xor("g", default="g_xe") + end("xe") + end("xc", CANCEL)
    inside += path("xs", "a", "g", "xe") + flows("g>xc: stop")
    deal = node("transaction", "x", marked('isSequential="true" behavior="One"'), inside)
    side = boundary("b", "x", signal(), interrupting=False) + end("be") + path("b", "be")
    run = Runner(diagram(start(), deal, side, end(), path("s", "x", "e"), roots=ROOTS), mode=mode)
    for stop, thrown in ((True, 0), (False, 1), (False, 1)):
        run.complete("a", {"stop": stop})
        assert run.done("b") == thrown
    assert run.state == "completed"


@pytest.mark.parametrize("ref", ["", 'oneBehaviorEventRef="def"'])
def test_bpmn_13_3_7_what_interrupts_ends_all_instances(ref: str, mode: str) -> None:
    run = Runner(model(marked(f'behavior="One" {ref}'), signal(), interrupting=True), mode=mode)
    run.complete("a")
    assert (run.open, run.done("a"), run.done("e"), run.variables) == (["z"], 1, 0, {})
    run.complete("z")
    assert run.state == "completed"


def test_bpmn_10_3_8_complex_throws_the_events_whose_condition_holds(mode: str) -> None:
    inner = (
        "<bpmn:complexBehaviorDefinition>"
        + formal("condition", "numberOfCompletedInstances = 2")
        + f'<bpmn:event id="ev">{escalation("esc")}</bpmn:event></bpmn:complexBehaviorDefinition>'
    )
    run = Runner(model(marked('behavior="Complex"', inner), escalation("esc")), mode=mode)
    run.complete("a")
    assert run.done("b") == 0
    run.complete("a")
    assert run.open == ["a", "z"]
    run.complete("a")
    assert (run.done("b"), run.done("e")) == (1, 1)


def test_a_complex_condition_that_is_not_boolean_is_an_incident(mode: str) -> None:
    inner = (
        "<bpmn:complexBehaviorDefinition>" + formal("condition", "wanted")
        + f'<bpmn:event id="ev">{escalation("esc")}</bpmn:event></bpmn:complexBehaviorDefinition>'
    )  # fmt: skip
    run = Runner(model(marked('behavior="Complex"', inner), escalation("esc")), mode=mode)
    run.complete("a")
    assert run.codes() == ["condition-not-boolean"]
    run.retry("a", {"wanted": True})
    assert run.open == ["a", "a", "z"]
