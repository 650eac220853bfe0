"""Faults of repetition: loops, instances, what each of them throws."""

from __future__ import annotations

from typing import Any

import pytest

from engine.behavior import (
    loops,
)
from engine.behavior.instance_events import InstanceEvents
from engine.behavior.loops import MultiInstance
from engine.behavior.standard_loop import StandardLoop
from engine.behavior.token import Token
from tests.properties.faults.fault import Fault


def one_instance_too_few(plant: pytest.MonkeyPatch) -> None:
    items = MultiInstance._items

    def wrong(self: MultiInstance, token: Token) -> tuple[list[Any] | None, int]:
        found, total = items(self, token)
        return found, total - 1

    plant.setattr(MultiInstance, "_items", wrong)


def rows_run_side_by_side(plant: pytest.MonkeyPatch) -> None:
    done = MultiInstance.instance_done

    def wrong(self: MultiInstance, token: Token, child: Token) -> None:
        if self.loop_definition.sequential:
            token.internal_data["total"] = token.internal_data["begun"]
        done(self, token, child)

    plant.setattr(MultiInstance, "instance_done", wrong)


def results_of_instances_get_lost(plant: pytest.MonkeyPatch) -> None:
    def wrong(self: MultiInstance, child: Token) -> None:
        return None

    plant.setattr(MultiInstance, "collect", wrong)


def counter_begins_at_zero(plant: pytest.MonkeyPatch) -> None:
    begin = MultiInstance._begin_one

    def wrong(self: MultiInstance, token: Token, position: int, items: Any) -> None:
        begin(self, token, position, items)
        child = token.children[-1]
        dict.__setitem__(child.home, "loopCounter", position)

    plant.setattr(MultiInstance, "_begin_one", wrong)


def completion_condition_is_ignored(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(loops, "truth_of", lambda expression, place, what: False)


def a_loop_ends_after_one_round(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(StandardLoop, "_again", lambda self, token: not self.loop_definition.test_before)


def the_maximum_is_one_too_low(plant: pytest.MonkeyPatch) -> None:
    again = StandardLoop._again

    def wrong(self: StandardLoop, token: Token) -> bool:
        most = self.loop_definition.maximum
        return (most is None or token.frame["loopCounter"] < most - 1) and again(self, token)

    plant.setattr(StandardLoop, "_again", wrong)


def instances_throw_nothing(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(InstanceEvents, "throw", lambda self, token, memo: None)


def only_the_first_instance_throws(plant: pytest.MonkeyPatch) -> None:
    ask = InstanceEvents.ask

    def wrong(self: InstanceEvents, child: Token, memo: dict[str, Any]) -> None:
        ask(self, child, memo)
        memo["throws"] = [] if memo["done"] else memo["throws"]

    plant.setattr(InstanceEvents, "ask", wrong)


FAULTS: list[Fault] = [
    (one_instance_too_few, ("multi_user", "multi_row")),
    (rows_run_side_by_side, ("multi_row",)),
    (results_of_instances_get_lost, ("multi_user", "multi_sub", "user")),
    (counter_begins_at_zero, ("multi_user",)),
    (completion_condition_is_ignored, ("multi_enough",)),
    (a_loop_ends_after_one_round, ("rounds", "user")),
    (the_maximum_is_one_too_low, ("rounds", "pass")),
    (instances_throw_nothing, ("told", "user")),
    (only_the_first_instance_throws, ("told", "user")),
]
