"""Faults of scopes: when they end, what lies inside, what is called, whose data it is."""

from __future__ import annotations

from typing import Any

import pytest

from engine.behavior import (
    mappings,
    node,
    scope,
)
from engine.behavior.activity import Activity
from engine.behavior.data import DataFlow
from engine.behavior.frames import Frame
from engine.behavior.token import Token
from engine.elements.call_activity import CallActivity
from engine.elements.script_task import ScriptTask
from engine.elements.sub_process import SubProcess
from engine.events.terminate import Terminate
from tests.properties.faults.fault import Fault


def terminate_only_ends_its_token(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Terminate, "throw", lambda self, token, payload: None)


def scope_completes_with_its_first_end(plant: pytest.MonkeyPatch) -> None:
    notify = scope.ScopeLife._task_completed_notify

    def wrong(self: Any, token: Token) -> None:
        notify(self, token)
        if not token.task_spec.flows and self.parent_task is not None and not self.completed:
            self.clear()
            self.top_workflow.agenda.append(self)

    plant.setattr(scope.ScopeLife, "_task_completed_notify", wrong)


def sub_process_keeps_its_scope(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(
        SubProcess, "inner_done", lambda self, token, scope: token.case.attempt_complete(token)
    )


def cancel_forgets_inner_scopes(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Token, "_with_inner", lambda self: [self, *self.children])


def called_process_shares_variables(plant: pytest.MonkeyPatch) -> None:
    inner_done = CallActivity.inner_done

    def wrong(self: CallActivity, token: Token, scope: Any) -> None:
        token.home.assign(scope.frame)
        inner_done(self, token, scope)

    plant.setattr(CallActivity, "inner_done", wrong)


def a_global_task_is_passed(plant: pytest.MonkeyPatch) -> None:
    run = CallActivity._run_hook

    def wrong(self: CallActivity, token: Token) -> bool | None:
        found = self.called is not None and self.called.process_id.text.startswith("g_")
        return True if found else run(self, token)

    plant.setattr(CallActivity, "_run_hook", wrong)


def output_mapping_is_forgotten(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(node, "map_output", lambda mappings, token, home: None)


def input_mapping_writes_outside(plant: pytest.MonkeyPatch) -> None:
    put = mappings.put

    def wrong(frame: Frame, path: tuple[str, ...], value: Any, base: Frame) -> None:
        put(frame, path, value, base)
        if frame.up is not None and frame is base:
            put(frame.up, path, value, base)

    plant.setattr(mappings, "put", wrong)


def scripts_yield_nothing(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ScriptTask, "run_inside", lambda self, token: True)


def outputs_reach_no_object(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(DataFlow, "leave", lambda self, token: None)


def inputs_are_not_waited_for(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(DataFlow, "available", lambda self, token: True)


def data_of_a_sub_process_is_that_of_the_case(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(SubProcess, "map_inputs", Activity.map_inputs)


FAULTS: list[Fault] = [
    (terminate_only_ends_its_token, ("terminate", "user")),
    (scope_completes_with_its_first_end, ("sub", "user")),
    (sub_process_keeps_its_scope, ("sub", "user")),
    (cancel_forgets_inner_scopes, ("late", "error", "sub", "user")),
    (called_process_shares_variables, ("call", "user")),
    (a_global_task_is_passed, ("global_task", "user")),
    (output_mapping_is_forgotten, ("mapped", "call")),
    (input_mapping_writes_outside, ("mapped",)),
    (scripts_yield_nothing, ("script", "user")),
    (outputs_reach_no_object, ("declared", "user")),
    (inputs_are_not_waited_for, ("declared", "user")),
    (data_of_a_sub_process_is_that_of_the_case, ("declared", "user")),
]
