"""A wrong rule for each kind of node, in the engine: the token game disagrees with it."""

from __future__ import annotations

from typing import Any

import pytest

from engine.behavior import errors, escalations
from engine.behavior.node import Node
from engine.behavior.token import Token
from engine.elements.call_activity import CallActivity
from engine.elements.end_event import EndEvent
from engine.elements.event_based_gateway import EventBasedGateway
from engine.elements.inclusive_gateway import InclusiveGateway
from engine.elements.intermediate_catch_event import IntermediateCatchEvent
from engine.elements.intermediate_throw_event import IntermediateThrowEvent
from engine.elements.manual_task import ManualTask
from engine.elements.receive_task import ReceiveTask
from engine.elements.start_event import StartEvent
from engine.elements.task import Task
from engine.elements.user_task import UserTask
from tests.properties.faults import events, flow, repetition, scopes
from tests.properties.faults.fault import Plant
from tests.properties.test_token_game import BUILDERS, KINDS
from tests.properties.token_game.walk import TooMany, walk

#: Diagrams of each sort that may pass before the fault must have been noticed
PATIENCE = 400


def _leads_nowhere(*kinds: type) -> Plant:
    """Its token is lost when it leaves."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        for kind in kinds:
            patch.setattr(kind, "leave", lambda self, token: ())

    return plant


def _takes_one_flow(*kinds: type) -> Plant:
    """Of several ways out only the first is taken."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        for kind in kinds:
            leave = kind.leave
            patch.setattr(
                kind, "leave", lambda self, token, leave=leave: tuple(leave(self, token))[:1]
            )

    return plant


def _a_race_has_one_arm(patch: pytest.MonkeyPatch) -> None:
    run = EventBasedGateway._run_hook

    def wrong(self: EventBasedGateway, token: Token) -> Any:
        run(self, token)
        for arm in list(token.children)[1:]:
            arm.cancel()

    patch.setattr(EventBasedGateway, "_run_hook", wrong)


def _an_end_comes_twice(patch: pytest.MonkeyPatch) -> None:
    def wrong(self: EndEvent, token: Token) -> bool:
        self.trace(token, "completed")
        return bool(Node.enter(self, token))

    patch.setattr(EndEvent, "enter", wrong)


def _tasks_wait_for_all_flows(patch: pytest.MonkeyPatch) -> None:
    """Several flows into a task are taken for a join."""
    enter = Task.enter

    def wrong(self: Task, token: Token) -> bool:
        return enter(self, token) if len(self.incoming) < 2 else False

    patch.setattr(Task, "enter", wrong)
    patch.setattr(UserTask, "enter", wrong)


def _errors_pass_unseen(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(errors, "throw", lambda *args, **kwargs: None)


def _escalations_pass_unseen(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(escalations, "throw", lambda *args, **kwargs: None)


def _quantities_are_one(patch: pytest.MonkeyPatch) -> None:
    leave = Node.leave

    def wrong(self: Node, token: Token) -> Any:
        flows = leave(self, token)
        return tuple({flow.id: flow for flow in flows}.values())

    patch.setattr(Node, "leave", wrong)


FAULTS: dict[str, Plant] = {
    "start": _takes_one_flow(StartEvent),
    "end": _an_end_comes_twice,
    "user": _leads_nowhere(UserTask),
    "pass": _leads_nowhere(Task, ManualTask),
    "xor": flow.exclusive_takes_all,
    "xor, default": flow.exclusive_takes_the_default,
    "and": flow.join_fires_at_the_first_token,
    "and, forks": flow.fork_takes_one_flow,
    "and, surplus": flow.join_forgets_a_token,
    "and, counts": flow.join_counts_tokens_instead_of_flows,
    "or": flow.inclusive_join_waits_for_nobody,
    "or, waits for all": flow.inclusive_join_waits_for_all,
    "or, takes one": _takes_one_flow(InclusiveGateway),
    "catch": _leads_nowhere(IntermediateCatchEvent),
    "receive": _leads_nowhere(ReceiveTask),
    "throw": _leads_nowhere(IntermediateThrowEvent),
    "many": repetition.one_instance_too_few,
    "row": repetition.rows_run_side_by_side,
    "rounds": repetition.a_loop_ends_after_one_round,
    "race": flow.losers_of_a_race_stay,
    "arm": _a_race_has_one_arm,
    "sub": scopes.scope_completes_with_its_first_end,
    "call": _leads_nowhere(CallActivity),
    "leap": flow.links_lead_nowhere,
    "landing": _leads_nowhere(IntermediateCatchEvent),
    "gathers": flow.one_token_is_enough,
    "spreads": _quantities_are_one,
    "terminate": scopes.terminate_only_ends_its_token,
    "error": _errors_pass_unseen,
    "caught": events.errors_are_not_caught_further_out,
    "escalate": _escalations_pass_unseen,
    "escalated": events.escalations_reach_nobody,
    "escalated beside": events.escalations_always_end_the_thrower,
    "boundary": events.interrupting_boundary_does_not_interrupt,
    "boundary, armed": events.boundaries_are_never_armed,
    "boundary beside": events.every_boundary_interrupts,
    "boundary beside, again": events.a_boundary_fires_once,
    "handler": events.a_handler_does_not_interrupt,
    "handler beside": events.every_handler_interrupts,
    "handler beside, again": events.a_handler_runs_once,
    "several into a task": _tasks_wait_for_all_flows,
    "several out of a task": _takes_one_flow(UserTask, Task),
    "conditional flow of a task": flow.conditions_of_activities_are_ignored,
}


def test_each_kind_has_a_fault() -> None:
    assert {name.partition(",")[0] for name in FAULTS} == KINDS


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    FAULTS[name](monkeypatch)
    for seed in range(PATIENCE):
        for how in ("graphs", "blocks"):
            try:
                walk(BUILDERS[how](seed), budget=15)
            except TooMany:
                continue
            except Exception:  # any failure shows it
                return
    pytest.fail(f"{PATIENCE} diagrams did not notice")
