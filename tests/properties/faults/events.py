"""Faults of events: boundaries, timers, errors, escalations, conditions, event sub-processes."""

from __future__ import annotations

from typing import Any

import pytest

from engine.behavior import case as cases
from engine.behavior import (
    conditions,
    errors,
    escalations,
    outside,
    scope,
)
from engine.behavior.activity import Activity
from engine.behavior.catching import Catching
from engine.behavior.node import Node
from engine.behavior.token import Token
from engine.elements.boundary_event import BoundaryEvent
from engine.elements.event_sub_process import EventSubProcess
from engine.elements.intermediate_throw_event import IntermediateThrowEvent
from engine.elements.send_task import SendTask
from engine.events import signal as signals
from engine.events.timer import Timer
from tests.properties.faults.fault import Fault


def boundary_stays_armed(plant: pytest.MonkeyPatch) -> None:
    complete = Node._on_complete_hook

    def wrong(self: Node, token: Token) -> None:
        armed = [child for child in token.children if child.armed]
        for child in armed:
            child.armed = False
        complete(self, token)
        for child in armed:
            child.armed = True

    plant.setattr(Node, "_on_complete_hook", wrong)


def interrupting_boundary_does_not_interrupt(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(BoundaryEvent, "interrupting", False)
    plant.setattr(BoundaryEvent, "read", _read_without_interruption)


def every_boundary_interrupts(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(BoundaryEvent, "read", _read_without_interruption)


def _read_without_interruption(self: BoundaryEvent, source: Any) -> None:
    Node.read(self, source)
    self.definitions = source.definitions()


def a_boundary_fires_once(plant: pytest.MonkeyPatch) -> None:
    _fires_once(plant, BoundaryEvent)


def _fires_once(plant: pytest.MonkeyPatch, kind: type[BoundaryEvent | EventSubProcess]) -> None:
    triggered = kind.triggered

    def wrong(self: Any, token: Token, variables: dict[str, Any]) -> None:
        triggered(self, token, variables)
        if not self.interrupting:
            token.cancel()

    plant.setattr(kind, "triggered", wrong)


def a_cycle_fires_once(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Timer, "fired", lambda self, token, index: token.internal_data.clear())


def boundaries_are_never_armed(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Activity, "arm_boundaries", lambda self, token: None)


def errors_are_not_caught_further_out(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(errors, "_handler", lambda token, code: None)


def timers_go_to_nobody(plant: pytest.MonkeyPatch) -> None:
    plant.setitem(outside._CALLS, "timer", lambda token, index: None)


def a_caught_event_leaves_its_row(plant: pytest.MonkeyPatch) -> None:
    def wrong(self: Catching, token: Token, variables: dict[str, Any]) -> None:
        token.receive(variables)
        token._ready()

    plant.setattr(Catching, "triggered", wrong)


def a_handler_does_not_interrupt(plant: pytest.MonkeyPatch) -> None:
    _handlers_are_read_as(plant, interrupting=False)


def every_handler_interrupts(plant: pytest.MonkeyPatch) -> None:
    _handlers_are_read_as(plant, interrupting=True)


def _handlers_are_read_as(plant: pytest.MonkeyPatch, *, interrupting: bool) -> None:
    read = EventSubProcess.read

    def wrong(self: EventSubProcess, source: Any) -> None:
        read(self, source)
        self.interrupting = interrupting

    plant.setattr(EventSubProcess, "read", wrong)


def a_handler_runs_once(plant: pytest.MonkeyPatch) -> None:
    _fires_once(plant, EventSubProcess)


def a_guard_outlives_its_scope(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(scope.ScopeLife, "disarm", lambda self: None)


def escalations_reach_nobody(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(escalations, "catchers", lambda token, kind, code: [])


def escalations_always_end_the_thrower(plant: pytest.MonkeyPatch) -> None:
    thrown = escalations.throw

    def wrong(token: Token, code: str, variables: dict[str, Any]) -> None:
        thrown(token, code, variables)
        token.cancel()

    plant.setattr(escalations, "throw", wrong)


def conditions_are_never_asked(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(cases, "check", lambda case: False)


def conditions_are_asked_at_the_end_of_a_step_only(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Node, "_overtaken", lambda self, token: False)


def a_condition_fires_while_it_stays_true(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(
        conditions.Watch,
        "becomes_true",
        lambda self: bool(conditions.truth(self.condition, self.token)),
    )


def signals_reach_other_cases_only(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(signals, "_waiting", lambda case, name: iter(()))


def throws_are_passed(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(SendTask, "run_inside", lambda self, token: True)
    plant.setattr(IntermediateThrowEvent, "run_inside", lambda self, token: True)


def one_of_several_events_is_not_enough(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Node, "all_needed", True)

    def wrong(self: Node, event: Any) -> None:
        self.definitions = event.definitions()

    plant.setattr(Node, "read_triggers", wrong)


FAULTS: list[Fault] = [
    (boundary_stays_armed, ("noted", "signalled", "late", "user")),
    (interrupting_boundary_does_not_interrupt, ("late", "error", "user")),
    (every_boundary_interrupts, ("noted", "signalled", "user")),
    (a_boundary_fires_once, ("noted", "signalled", "repeated", "user")),
    (a_cycle_fires_once, ("repeated", "user")),
    (boundaries_are_never_armed, ("late", "error", "user")),
    (errors_are_not_caught_further_out, ("error", "user")),
    (timers_go_to_nobody, ("timer",)),
    (a_caught_event_leaves_its_row, ("catch", "receive")),
    (a_handler_does_not_interrupt, ("guarded", "failing", "user")),
    (every_handler_interrupts, ("noticed", "kept_time", "user")),
    (a_handler_runs_once, ("noticed", "kept_time", "user")),
    (a_guard_outlives_its_scope, ("noticed", "kept_time", "user")),
    (escalations_reach_nobody, ("asked", "raised", "failing", "user")),
    (escalations_always_end_the_thrower, ("asked", "user")),
    (conditions_are_never_asked, ("watched", "stopped", "user")),
    (conditions_are_asked_at_the_end_of_a_step_only, ("stopped", "user")),
    (a_condition_fires_while_it_stays_true, ("watched", "user")),
    (signals_reach_other_cases_only, ("heard", "user")),
    (throws_are_passed, ("throw", "user")),
    (one_of_several_events_is_not_enough, ("either", "user")),
]
