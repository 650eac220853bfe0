"""Planted faults: for each kind of thing that the engine does, a wrong way to do it is noticed.

A generator that would not notice them proves nothing. Each fault is planted for real, by replacing
one method, and random diagrams of the kinds concerned are run until one of them fails.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from engine import snapshot
from engine.behavior import (
    activity,
    compensation,
    conditions,
    errors,
    escalations,
    loops,
    mappings,
    node,
    outside,
    scope,
)
from engine.behavior import case as cases
from engine.behavior.activity import Activity
from engine.behavior.catching import Catching
from engine.behavior.data import DataFlow
from engine.behavior.frames import Frame
from engine.behavior.instance_events import InstanceEvents
from engine.behavior.joins import Arrivals
from engine.behavior.loops import MultiInstance
from engine.behavior.node import Node
from engine.behavior.quantities import Gathering
from engine.behavior.standard_loop import StandardLoop
from engine.behavior.token import Token
from engine.elements.ad_hoc_sub_process import AdHocSubProcess, Turn
from engine.elements.boundary_event import BoundaryEvent
from engine.elements.call_activity import CallActivity
from engine.elements.complex_gateway import ComplexGateway
from engine.elements.event_based_gateway import EventBasedGateway
from engine.elements.event_sub_process import EventSubProcess
from engine.elements.exclusive_gateway import ExclusiveGateway
from engine.elements.inclusive_gateway import InclusiveGateway
from engine.elements.intermediate_throw_event import IntermediateThrowEvent
from engine.elements.parallel_gateway import ParallelGateway
from engine.elements.script_task import ScriptTask
from engine.elements.send_task import SendTask
from engine.elements.sub_process import SubProcess
from engine.elements.user_task import UserTask
from engine.events import signal as signals
from engine.events.conditional import Conditional
from engine.events.terminate import Terminate
from engine.events.timer import Timer
from tests.engine.random_diagrams import COMPOUNDS, LEAVES, Generator
from tests.engine.random_runs import compare
from tests.properties.faults_of_undoing import UNDOING_FAULTS

#: Diagrams that may pass before the fault must have been noticed
PATIENCE = 150

Plant = Callable[[pytest.MonkeyPatch], None]


def _join_fires_at_the_first_token(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ParallelGateway, "enter", Node.enter)


def _join_forgets_a_token(plant: pytest.MonkeyPatch) -> None:
    def take(self: Arrivals, gateway: str) -> list[Token]:
        return [queue[0] for queue in self.pop(gateway).values()][:1]

    plant.setattr(Arrivals, "take_one_per_flow", take)


def _join_counts_tokens_instead_of_flows(plant: pytest.MonkeyPatch) -> None:
    add = Arrivals.add

    def wrong(self: Arrivals, gateway: str, token: Token) -> int:
        return add(self, gateway, token) + 1

    plant.setattr(Arrivals, "add", wrong)


def _fork_takes_one_flow(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ParallelGateway, "leave", lambda self, token: self.flows[:1])


def _exclusive_takes_all(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ExclusiveGateway, "leave", lambda self, token: self.flows)


def _exclusive_takes_the_default(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ExclusiveGateway, "leave", lambda self, token: self.flows[-1:])


def _conditions_of_activities_are_ignored(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(node, "choose", lambda node, token: node.flows)


def _losers_of_a_race_stay(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(EventBasedGateway, "won", lambda self, token, arm: token.complete())


def _boundary_stays_armed(plant: pytest.MonkeyPatch) -> None:
    complete = Node._on_complete_hook

    def wrong(self: Node, token: Token) -> None:
        armed = [child for child in token.children if child.armed]
        for child in armed:
            child.armed = False
        complete(self, token)
        for child in armed:
            child.armed = True

    plant.setattr(Node, "_on_complete_hook", wrong)


def _interrupting_boundary_does_not_interrupt(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(BoundaryEvent, "interrupting", False)

    def read(self: BoundaryEvent, source: Any) -> None:
        Node.read(self, source)
        self.definitions = source.definitions()

    plant.setattr(BoundaryEvent, "read", read)


def _every_boundary_interrupts(plant: pytest.MonkeyPatch) -> None:
    def read(self: BoundaryEvent, source: Any) -> None:
        Node.read(self, source)
        self.definitions = source.definitions()

    plant.setattr(BoundaryEvent, "read", read)


def _a_boundary_fires_once(plant: pytest.MonkeyPatch) -> None:
    triggered = BoundaryEvent.triggered

    def wrong(self: BoundaryEvent, token: Token, variables: dict[str, Any]) -> None:
        triggered(self, token, variables)
        if not self.interrupting:
            token.cancel()

    plant.setattr(BoundaryEvent, "triggered", wrong)


def _a_cycle_fires_once(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Timer, "fired", lambda self, token, index: token.internal_data.clear())


def _errors_are_not_caught_further_out(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(errors, "_handler", lambda token, code: None)


def _terminate_only_ends_its_token(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Terminate, "throw", lambda self, token, payload: None)


def _scope_completes_with_its_first_end(plant: pytest.MonkeyPatch) -> None:
    notify = scope.ScopeLife._task_completed_notify

    def wrong(self: Any, token: Token) -> None:
        notify(self, token)
        if not token.task_spec.flows and self.parent_task is not None and not self.completed:
            self.clear()
            self.top_workflow.agenda.append(self)

    plant.setattr(scope.ScopeLife, "_task_completed_notify", wrong)


def _sub_process_keeps_its_scope(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(
        SubProcess, "inner_done", lambda self, token, scope: token.case.attempt_complete(token)
    )


def _cancel_forgets_inner_scopes(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Token, "_with_inner", lambda self: [self, *self.children])


def _called_process_shares_variables(plant: pytest.MonkeyPatch) -> None:
    inner_done = CallActivity.inner_done

    def wrong(self: CallActivity, token: Token, scope: Any) -> None:
        token.home.assign(scope.frame)
        inner_done(self, token, scope)

    plant.setattr(CallActivity, "inner_done", wrong)


def _output_mapping_is_forgotten(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(node, "map_output", lambda mappings, token, home: None)


def _input_mapping_writes_outside(plant: pytest.MonkeyPatch) -> None:
    put = mappings.put

    def wrong(frame: Frame, path: tuple[str, ...], value: Any, base: Frame) -> None:
        put(frame, path, value, base)
        if frame.up is not None and frame is base:
            put(frame.up, path, value, base)

    plant.setattr(mappings, "put", wrong)


def _one_instance_too_few(plant: pytest.MonkeyPatch) -> None:
    items = MultiInstance._items

    def wrong(self: MultiInstance, token: Token) -> tuple[list[Any] | None, int]:
        found, total = items(self, token)
        return found, total - 1

    plant.setattr(MultiInstance, "_items", wrong)


def _rows_run_side_by_side(plant: pytest.MonkeyPatch) -> None:
    done = MultiInstance.instance_done

    def wrong(self: MultiInstance, token: Token, child: Token) -> None:
        if self.loop_definition.sequential:
            token.internal_data["total"] = token.internal_data["begun"]
        done(self, token, child)

    plant.setattr(MultiInstance, "instance_done", wrong)


def _results_of_instances_get_lost(plant: pytest.MonkeyPatch) -> None:
    def wrong(self: MultiInstance, child: Token) -> None:
        return None

    plant.setattr(MultiInstance, "collect", wrong)


def _counter_begins_at_zero(plant: pytest.MonkeyPatch) -> None:
    begin = MultiInstance._begin_one

    def wrong(self: MultiInstance, token: Token, position: int, items: Any) -> None:
        begin(self, token, position, items)
        child = token.children[-1]
        dict.__setitem__(child.home, "loopCounter", position)

    plant.setattr(MultiInstance, "_begin_one", wrong)


def _completion_condition_is_ignored(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(loops, "truth_of", lambda expression, place, what: False)


def _timers_go_to_nobody(plant: pytest.MonkeyPatch) -> None:
    plant.setitem(outside._CALLS, "timer", lambda token, index: None)


def _a_caught_event_leaves_its_row(plant: pytest.MonkeyPatch) -> None:
    def wrong(self: Catching, token: Token, variables: dict[str, Any]) -> None:
        token.receive(variables)
        token._ready()

    plant.setattr(Catching, "triggered", wrong)


def _job_results_come_twice(plant: pytest.MonkeyPatch) -> None:
    done = outside._CALLS["done"]

    def wrong(token: Token, variables: dict[str, Any]) -> None:
        done(token, variables)
        token._state = 16
        token.case.attempt_complete(token)

    plant.setitem(outside._CALLS, "done", wrong)


def _a_failed_condition_means_no(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(node, "truth_of", lambda expression, place, what: False)


def _snapshot_without(position: int, value: Any) -> Plant:
    def plant_it(plant: pytest.MonkeyPatch) -> None:
        row = snapshot._token_row

        def wrong(*arguments: Any) -> list[Any]:
            written = row(*arguments)
            if len(written) > position:
                written[position] = value
            return written

        plant.setattr(snapshot, "_token_row", wrong)

    return plant_it


def _snapshot_flags(mask: int) -> Plant:
    def plant_it(plant: pytest.MonkeyPatch) -> None:
        row = snapshot._token_row

        def wrong(*arguments: Any) -> list[Any]:
            written = row(*arguments)
            written[5] &= mask
            return written

        plant.setattr(snapshot, "_token_row", wrong)

    return plant_it


def _snapshot_copies_frames(plant: pytest.MonkeyPatch) -> None:
    number = snapshot._Frames.number

    def wrong(self: Any, frame: Frame) -> int:
        self._numbers.clear()
        return number(self, frame)

    plant.setattr(snapshot._Frames, "number", wrong)


def _joins_are_not_indexed_after_load(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ParallelGateway, "restore", lambda self, token: None)


def _last_id_is_forgotten(plant: pytest.MonkeyPatch) -> None:
    load = snapshot.load

    def wrong(blob: bytes, surroundings: Any) -> cases.Case:
        case = load(blob, surroundings)
        case.last_id = max(case.by_id)
        return case

    plant.setattr(snapshot, "load", wrong)


def _children_stay_in_the_tree(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(scope.ScopeLife, "prune", lambda self, token: None)


def _boundaries_are_never_armed(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Activity, "arm_boundaries", lambda self, token: None)


def _a_stopped_scope_does_not_wake(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(cases.Case, "_wake", lambda self: None)


def _held_news_is_lost(plant: pytest.MonkeyPatch) -> None:
    wake = cases.Case._wake

    def wrong(self: cases.Case) -> None:
        wake(self)
        self.replays.clear()

    plant.setattr(cases.Case, "_wake", wrong)


def _retried_work_is_not_done_again(plant: pytest.MonkeyPatch) -> None:
    plant.setattr("engine.live.LEAVE", "run")


def _inclusive_join_waits_for_nobody(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(InclusiveGateway, "due", lambda self, scope: True)


def _inclusive_join_waits_for_all(plant: pytest.MonkeyPatch) -> None:
    def due(self: InclusiveGateway, scope: Any) -> bool:
        return self.filled(scope) == (1 << len(self.incoming)) - 1

    plant.setattr(InclusiveGateway, "due", due)


def _inclusive_join_is_not_indexed_after_load(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(snapshot, "_load_token", _without_restore(snapshot._load_token, InclusiveGateway))


def _without_restore(load: Any, kind: type[Node]) -> Any:
    def wrong(*arguments: Any) -> None:
        right, kind.restore = kind.restore, lambda self, token: None
        try:
            load(*arguments)
        finally:
            kind.restore = right

    return wrong


def _a_loop_ends_after_one_round(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(StandardLoop, "_again", lambda self, token: not self.loop_definition.test_before)


def _the_maximum_is_one_too_low(plant: pytest.MonkeyPatch) -> None:
    again = StandardLoop._again

    def wrong(self: StandardLoop, token: Token) -> bool:
        most = self.loop_definition.maximum
        return (most is None or token.frame["loopCounter"] < most - 1) and again(self, token)

    plant.setattr(StandardLoop, "_again", wrong)


def _one_token_is_enough(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Gathering, "enter", lambda self, token: True)


def _ad_hoc_enables_only_the_first(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(AdHocSubProcess, "_enabled", lambda self, token, scope: self.enabled[:1])


def _ad_hoc_never_gives_the_turn(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Turn, "due", lambda self, scope: False)


def _complex_gateway_never_resets(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ComplexGateway, "_late", lambda self, scope: [])


def _complex_gateway_forgets_what_it_consumed(plant: pytest.MonkeyPatch) -> None:
    row = snapshot._scope_row

    def wrong(*arguments: Any) -> list[Any]:
        return row(*arguments)[:8]

    plant.setattr(snapshot, "_scope_row", wrong)


def _a_handler_does_not_interrupt(plant: pytest.MonkeyPatch) -> None:
    read = EventSubProcess.read

    def wrong(self: EventSubProcess, source: Any) -> None:
        read(self, source)
        self.interrupting = False

    plant.setattr(EventSubProcess, "read", wrong)


def _every_handler_interrupts(plant: pytest.MonkeyPatch) -> None:
    read = EventSubProcess.read

    def wrong(self: EventSubProcess, source: Any) -> None:
        read(self, source)
        self.interrupting = True

    plant.setattr(EventSubProcess, "read", wrong)


def _a_handler_runs_once(plant: pytest.MonkeyPatch) -> None:
    triggered = EventSubProcess.triggered

    def wrong(self: EventSubProcess, token: Token, variables: dict[str, Any]) -> None:
        triggered(self, token, variables)
        if not self.interrupting:
            token.cancel()

    plant.setattr(EventSubProcess, "triggered", wrong)


def _a_guard_outlives_its_scope(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(scope.ScopeLife, "disarm", lambda self: None)


def _guards_are_forgotten_on_load(plant: pytest.MonkeyPatch) -> None:
    load = snapshot._load_scope

    def wrong(case: Any, row: list[Any], *rest: Any) -> None:
        row[6] = [one for one in row[6] if not (one[5] & 2 and one[1] == row[1])]
        load(case, row, *rest)

    plant.setattr(snapshot, "_load_scope", wrong)


def _escalations_reach_nobody(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(escalations, "catchers", lambda token, kind, code: [])


def _escalations_always_end_the_thrower(plant: pytest.MonkeyPatch) -> None:
    thrown = escalations.throw

    def wrong(token: Token, code: str, variables: dict[str, Any]) -> None:
        thrown(token, code, variables)
        token.cancel()

    plant.setattr(escalations, "throw", wrong)


def _links_lead_nowhere(plant: pytest.MonkeyPatch) -> None:
    leave = IntermediateThrowEvent.leave

    def wrong(self: IntermediateThrowEvent, token: Token) -> Any:
        return () if self.link is not None else leave(self, token)

    plant.setattr(IntermediateThrowEvent, "leave", wrong)


def _conditions_are_never_asked(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(cases, "check", lambda case: False)


def _conditions_are_asked_at_the_end_of_a_step_only(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Node, "_overtaken", lambda self, token: False)


def _a_condition_fires_while_it_stays_true(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(
        conditions.Watch,
        "becomes_true",
        lambda self: bool(conditions.truth(self.condition, self.token)),
    )


def _conditions_are_forgotten_on_load(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Conditional, "restore", lambda self, token, index: None)


def _nothing_is_noted_to_be_undone(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(activity, "note", lambda token: None)


def _what_can_be_undone_is_lost_on_load(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(snapshot, "_load_log", lambda rows, frames: None)


def _undone_in_the_order_of_doing(plant: pytest.MonkeyPatch) -> None:
    note = activity.note

    def wrong(token: Token, scope: Any = None) -> None:
        note(token, scope)
        log = token.workflow.log
        assert log is not None
        token.workflow.log = [log[-1], *log[:-1]]

    plant.setattr(activity, "note", wrong)


def _a_sub_process_forgets_what_it_did(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(SubProcess, "take_log", lambda self, token, scope: None)


def _cancel_undoes_nothing(plant: pytest.MonkeyPatch) -> None:
    claim = compensation._claim
    plant.setattr(compensation, "_claim", lambda scope, entries: claim(scope, []))


def _signals_reach_other_cases_only(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(signals, "_waiting", lambda case, name: iter(()))


def _outputs_reach_no_object(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(DataFlow, "leave", lambda self, token: None)


def _inputs_are_not_waited_for(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(DataFlow, "available", lambda self, token: True)


def _data_of_a_sub_process_is_that_of_the_case(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(SubProcess, "map_inputs", Activity.map_inputs)


def _instances_throw_nothing(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(InstanceEvents, "throw", lambda self, token, memo: None)


def _only_the_first_instance_throws(plant: pytest.MonkeyPatch) -> None:
    ask = InstanceEvents.ask

    def wrong(self: InstanceEvents, child: Token, memo: dict[str, Any]) -> None:
        ask(self, child, memo)
        memo["throws"] = [] if memo["done"] else memo["throws"]

    plant.setattr(InstanceEvents, "ask", wrong)


def _a_global_task_is_passed(plant: pytest.MonkeyPatch) -> None:
    run = CallActivity._run_hook

    def wrong(self: CallActivity, token: Token) -> bool | None:
        found = self.called is not None and self.called.process_id.text.startswith("g_")
        return True if found else run(self, token)

    plant.setattr(CallActivity, "_run_hook", wrong)


def _scripts_yield_nothing(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ScriptTask, "run_inside", lambda self, token: True)


def _throws_are_passed(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(SendTask, "run_inside", lambda self, token: True)
    plant.setattr(IntermediateThrowEvent, "run_inside", lambda self, token: True)


def _one_of_several_events_is_not_enough(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Node, "all_needed", True)

    def wrong(self: Node, event: Any) -> None:
        self.definitions = event.definitions()

    plant.setattr(Node, "read_triggers", wrong)


def _a_task_leads_nowhere(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(UserTask, "leave", lambda self, token: ())


FAULTS: list[tuple[Plant, Sequence[str]]] = [
    (_scripts_yield_nothing, ("script", "user")),
    (_throws_are_passed, ("throw", "user")),
    (_one_of_several_events_is_not_enough, ("either", "user")),
    (_a_task_leads_nowhere, ("seq", "user")),
    (_a_handler_does_not_interrupt, ("guarded", "failing", "user")),
    (_every_handler_interrupts, ("noticed", "kept_time", "user")),
    (_a_handler_runs_once, ("noticed", "kept_time", "user")),
    (_a_guard_outlives_its_scope, ("noticed", "kept_time", "user")),
    (_guards_are_forgotten_on_load, ("noticed", "kept_time", "user")),
    (_escalations_reach_nobody, ("asked", "raised", "failing", "user")),
    (_escalations_always_end_the_thrower, ("asked", "user")),
    (_links_lead_nowhere, ("linked", "user")),
    (_conditions_are_never_asked, ("watched", "stopped", "user")),
    (_conditions_are_asked_at_the_end_of_a_step_only, ("stopped", "user")),
    (_a_condition_fires_while_it_stays_true, ("watched", "user")),
    (_conditions_are_forgotten_on_load, ("watched", "stopped", "user")),
    (_nothing_is_noted_to_be_undone, ("undone", "transacted", "user")),
    (_what_can_be_undone_is_lost_on_load, ("undone", "transacted", "user")),
    (_undone_in_the_order_of_doing, ("undone", "transacted", "user")),
    (_a_sub_process_forgets_what_it_did, ("undone", "user")),
    (_cancel_undoes_nothing, ("transacted", "user")),
    (_signals_reach_other_cases_only, ("heard", "user")),
    (_join_fires_at_the_first_token, ("and", "user")),
    (_join_forgets_a_token, ("and", "user")),
    (_join_counts_tokens_instead_of_flows, ("and", "user")),
    (_fork_takes_one_flow, ("and", "user")),
    (_exclusive_takes_all, ("xor", "user")),
    (_exclusive_takes_the_default, ("xor", "loop", "user")),
    (_conditions_of_activities_are_ignored, ("flows", "user")),
    (_a_failed_condition_means_no, ("flows", "user")),
    (_losers_of_a_race_stay, ("race", "user")),
    (_boundary_stays_armed, ("noted", "signalled", "late", "user")),
    (_interrupting_boundary_does_not_interrupt, ("late", "error", "user")),
    (_every_boundary_interrupts, ("noted", "signalled", "user")),
    (_a_boundary_fires_once, ("noted", "signalled", "repeated", "user")),
    (_a_cycle_fires_once, ("repeated", "user")),
    (_boundaries_are_never_armed, ("late", "error", "user")),
    (_errors_are_not_caught_further_out, ("error", "user")),
    (_terminate_only_ends_its_token, ("terminate", "user")),
    (_scope_completes_with_its_first_end, ("sub", "user")),
    (_sub_process_keeps_its_scope, ("sub", "user")),
    (_cancel_forgets_inner_scopes, ("late", "error", "sub", "user")),
    (_called_process_shares_variables, ("call", "user")),
    (_output_mapping_is_forgotten, ("mapped", "call")),
    (_input_mapping_writes_outside, ("mapped",)),
    (_one_instance_too_few, ("multi_user", "multi_row")),
    (_rows_run_side_by_side, ("multi_row",)),
    (_results_of_instances_get_lost, ("multi_user", "multi_sub", "user")),
    (_counter_begins_at_zero, ("multi_user",)),
    (_completion_condition_is_ignored, ("multi_enough",)),
    (_timers_go_to_nobody, ("timer",)),
    (_a_caught_event_leaves_its_row, ("catch", "receive")),
    (_job_results_come_twice, ("service",)),
    (_snapshot_without(2, "f0"), ("user",)),
    (_snapshot_without(4, None), ("and", "user")),
    (_snapshot_flags(1), ("late", "noted", "user")),
    (_snapshot_flags(2), ("user",)),
    (_snapshot_without(7, None), ("mapped", "multi_user")),
    (_snapshot_without(8, {}), ("multi_user", "service")),
    (_snapshot_copies_frames, ("multi_user", "mapped")),
    (_joins_are_not_indexed_after_load, ("and", "user")),
    (_last_id_is_forgotten, ("sub", "late", "user")),
    (_children_stay_in_the_tree, ("user",)),
    (_a_stopped_scope_does_not_wake, ("flaky", "pass", "service", "sub", "and")),
    (_held_news_is_lost, ("timer", "service", "and", "sub")),
    (_retried_work_is_not_done_again, ("service",)),
    (_inclusive_join_waits_for_nobody, ("inclusive", "user")),
    (_inclusive_join_waits_for_all, ("inclusive", "user")),
    (_inclusive_join_is_not_indexed_after_load, ("inclusive", "user")),
    (_a_loop_ends_after_one_round, ("rounds", "user")),
    (_the_maximum_is_one_too_low, ("rounds", "pass")),
    (_complex_gateway_never_resets, ("complex", "user")),
    (_complex_gateway_forgets_what_it_consumed, ("complex", "user")),
    (_outputs_reach_no_object, ("declared", "user")),
    (_inputs_are_not_waited_for, ("declared", "user")),
    (_data_of_a_sub_process_is_that_of_the_case, ("declared", "user")),
    (_instances_throw_nothing, ("told", "user")),
    (_only_the_first_instance_throws, ("told", "user")),
    (_a_global_task_is_passed, ("global_task", "user")),
    (_ad_hoc_enables_only_the_first, ("ad_hoc", "user")),
    (_ad_hoc_never_gives_the_turn, ("ad_hoc", "user")),
    (_one_token_is_enough, ("tokens", "user")),
    *UNDOING_FAULTS,
]


def test_each_kind_has_a_fault() -> None:
    assert {kind for _, kinds in FAULTS for kind in kinds} == {*LEAVES, *COMPOUNDS}


@pytest.mark.parametrize(
    ("plant", "kinds"), FAULTS, ids=[f"{n}{f.__name__}" for n, (f, _) in enumerate(FAULTS)]
)
def test_a_planted_fault_is_noticed(
    plant: Plant, kinds: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Given diagrams that run right
    for seed in range(3):
        compare(Generator(seed, kinds).build(2))

    # When the fault is in the engine, then one of the diagrams fails, in whatever way
    plant(monkeypatch)
    for seed in range(PATIENCE):
        try:
            compare(Generator(seed, kinds).build(2))
        except Exception:  # any failure shows it
            return
    pytest.fail(f"{PATIENCE} diagrams of {', '.join(kinds)} did not notice")
