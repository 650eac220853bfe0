"""Faults of undoing: what is noted, what a throw and a cancel reach, handlers that are cut off."""

from __future__ import annotations

from typing import Any

import pytest

from engine.behavior import (
    activity,
    compensation,
)
from engine.behavior.activity import Activity
from engine.behavior.compensation import Done, Undoing
from engine.behavior.token import Token
from engine.elements.sub_process import SubProcess
from tests.properties.faults.fault import Fault


def nothing_is_noted_to_be_undone(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(activity, "note", lambda token: None)


def undone_in_the_order_of_doing(plant: pytest.MonkeyPatch) -> None:
    note = activity.note

    def wrong(token: Token, scope: Any = None) -> None:
        note(token, scope)
        log = token.workflow.log
        assert log is not None
        token.workflow.log = [log[-1], *log[:-1]]

    plant.setattr(activity, "note", wrong)


def a_sub_process_forgets_what_it_did(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(SubProcess, "take_log", lambda self, token, scope: None)


def cancel_undoes_nothing(plant: pytest.MonkeyPatch) -> None:
    claim = compensation._claim
    plant.setattr(compensation, "_claim", lambda scope, entries: claim(scope, []))


def a_handler_that_is_cut_off_is_waited_for(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Activity, "cut_off", lambda self, parent: None)


def instances_are_never_undone(plant: pytest.MonkeyPatch) -> None:
    fits = compensation._fits

    def wrong(scope: Any, entry: Done, element_id: str | None) -> bool:
        return entry.within is None and fits(scope, entry, element_id)

    plant.setattr(compensation, "_fits", wrong)


def the_last_instance_only_is_undone(plant: pytest.MonkeyPatch) -> None:
    claim = compensation._claim

    def wrong(scope: Any, entries: list[Done]) -> Token:
        return claim(scope, list({entry.name: entry for entry in entries}.values()))

    plant.setattr(compensation, "_claim", wrong)


def a_cancel_does_not_reach_inside(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(compensation, "_running_inside", lambda scope: [])


def a_cancel_forgets_what_was_reached(plant: pytest.MonkeyPatch) -> None:
    undone = Undoing.undone

    def wrong(self: Undoing, token: Token) -> None:
        log = token.workflow.log or []
        token.workflow.log = [entry for entry in log if not entry.part]
        undone(self, token)

    plant.setattr(Undoing, "undone", wrong)


def only_its_own_scope_is_undone(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(compensation, "_visible", lambda thrower: iter([thrower.workflow]))


def the_next_scope_never_has_its_turn(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(compensation, "_pass_on", lambda token: None)


FAULTS: list[Fault] = [
    (nothing_is_noted_to_be_undone, ("undone", "transacted", "user")),
    (undone_in_the_order_of_doing, ("undone", "transacted", "user")),
    (a_sub_process_forgets_what_it_did, ("undone", "user")),
    (cancel_undoes_nothing, ("transacted", "user")),
    (a_handler_that_is_cut_off_is_waited_for, ("hurried", "user")),
    (instances_are_never_undone, ("each_undone", "user")),
    (the_last_instance_only_is_undone, ("each_undone", "user")),
    (a_cancel_does_not_reach_inside, ("withdrawn", "user")),
    (a_cancel_forgets_what_was_reached, ("withdrawn", "user")),
    (only_its_own_scope_is_undone, ("repaired", "user")),
    (the_next_scope_never_has_its_turn, ("repaired", "user")),
]
