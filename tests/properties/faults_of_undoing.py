"""Faults about undoing, to be planted by ``test_random_diagrams_faults``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from engine.behavior import compensation
from engine.behavior.activity import Activity
from engine.behavior.compensation import Done, Undoing
from engine.behavior.token import Token


def _a_handler_that_is_cut_off_is_waited_for(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Activity, "cut_off", lambda self, parent: None)


def _instances_are_never_undone(plant: pytest.MonkeyPatch) -> None:
    fits = compensation._fits

    def wrong(scope: Any, entry: Done, element_id: str | None) -> bool:
        return entry.within is None and fits(scope, entry, element_id)

    plant.setattr(compensation, "_fits", wrong)


def _the_last_instance_only_is_undone(plant: pytest.MonkeyPatch) -> None:
    claim = compensation._claim

    def wrong(scope: Any, entries: list[Done]) -> Token:
        return claim(scope, list({entry.name: entry for entry in entries}.values()))

    plant.setattr(compensation, "_claim", wrong)


def _a_cancel_does_not_reach_inside(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(compensation, "_running_inside", lambda scope: [])


def _a_cancel_forgets_what_was_reached(plant: pytest.MonkeyPatch) -> None:
    undone = Undoing.undone

    def wrong(self: Undoing, token: Token) -> None:
        log = token.workflow.log or []
        token.workflow.log = [entry for entry in log if not entry.part]
        undone(self, token)

    plant.setattr(Undoing, "undone", wrong)


def _only_its_own_scope_is_undone(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(compensation, "_visible", lambda thrower: iter([thrower.workflow]))


def _the_next_scope_never_has_its_turn(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(compensation, "_pass_on", lambda token: None)


UNDOING_FAULTS: list[tuple[Callable[[pytest.MonkeyPatch], None], Sequence[str]]] = [
    (_a_handler_that_is_cut_off_is_waited_for, ("hurried", "user")),
    (_instances_are_never_undone, ("each_undone", "user")),
    (_the_last_instance_only_is_undone, ("each_undone", "user")),
    (_a_cancel_does_not_reach_inside, ("withdrawn", "user")),
    (_a_cancel_forgets_what_was_reached, ("withdrawn", "user")),
    (_only_its_own_scope_is_undone, ("repaired", "user")),
    (_the_next_scope_never_has_its_turn, ("repaired", "user")),
]
