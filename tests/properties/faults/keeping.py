"""Faults of what is kept: the snapshot of a case, and work that is stopped and taken up again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine import snapshot
from engine.behavior import case as cases
from engine.behavior import (
    outside,
    scope,
)
from engine.behavior.frames import Frame
from engine.behavior.node import Node
from engine.behavior.token import Token
from engine.elements.inclusive_gateway import InclusiveGateway
from engine.elements.parallel_gateway import ParallelGateway
from engine.events.conditional import Conditional
from tests.properties.faults.fault import Fault, Plant


def job_results_come_twice(plant: pytest.MonkeyPatch) -> None:
    done = outside._CALLS["done"]

    def wrong(token: Token, variables: dict[str, Any]) -> None:
        done(token, variables)
        token._state = 16
        token.case.attempt_complete(token)

    plant.setitem(outside._CALLS, "done", wrong)


def _snapshot_without(position: int, value: Any) -> Plant:
    def spoil(row: list[Any]) -> None:
        if len(row) > position:
            row[position] = value

    return _each_token_row(spoil)


def _snapshot_flags(mask: int) -> Plant:
    def spoil(row: list[Any]) -> None:
        row[5] &= mask

    return _each_token_row(spoil)


def _each_token_row(spoil: Callable[[list[Any]], None]) -> Plant:
    def plant_it(plant: pytest.MonkeyPatch) -> None:
        row = snapshot._token_row

        def wrong(*arguments: Any) -> list[Any]:
            written = row(*arguments)
            spoil(written)
            return written

        plant.setattr(snapshot, "_token_row", wrong)

    return plant_it


def snapshot_copies_frames(plant: pytest.MonkeyPatch) -> None:
    number = snapshot._Frames.number

    def wrong(self: Any, frame: Frame) -> int:
        self._numbers.clear()
        return number(self, frame)

    plant.setattr(snapshot._Frames, "number", wrong)


def joins_are_not_indexed_after_load(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(ParallelGateway, "restore", lambda self, token: None)


def inclusive_join_is_not_indexed_after_load(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(snapshot, "_load_token", _without_restore(snapshot._load_token, InclusiveGateway))


def _without_restore(load: Any, kind: type[Node]) -> Any:
    def wrong(*arguments: Any) -> None:
        right, kind.restore = kind.restore, lambda self, token: None
        try:
            load(*arguments)
        finally:
            kind.restore = right

    return wrong


def complex_gateway_forgets_what_it_consumed(plant: pytest.MonkeyPatch) -> None:
    row = snapshot._scope_row

    def wrong(*arguments: Any) -> list[Any]:
        return row(*arguments)[:8]

    plant.setattr(snapshot, "_scope_row", wrong)


def guards_are_forgotten_on_load(plant: pytest.MonkeyPatch) -> None:
    load = snapshot._load_scope

    def wrong(case: Any, row: list[Any], *rest: Any) -> None:
        row[6] = [one for one in row[6] if not (one[5] & 2 and one[1] == row[1])]
        load(case, row, *rest)

    plant.setattr(snapshot, "_load_scope", wrong)


def conditions_are_forgotten_on_load(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Conditional, "restore", lambda self, token, index: None)


def what_can_be_undone_is_lost_on_load(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(snapshot, "_load_log", lambda rows, frames: None)


def last_id_is_forgotten(plant: pytest.MonkeyPatch) -> None:
    load = snapshot.load

    def wrong(blob: bytes, surroundings: Any) -> cases.Case:
        case = load(blob, surroundings)
        case.last_id = max(case.by_id)
        return case

    plant.setattr(snapshot, "load", wrong)


def children_stay_in_the_tree(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(scope.ScopeLife, "prune", lambda self, token: None)


def a_stopped_scope_does_not_wake(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(cases.Case, "_wake", lambda self: None)


def held_news_is_lost(plant: pytest.MonkeyPatch) -> None:
    wake = cases.Case._wake

    def wrong(self: cases.Case) -> None:
        wake(self)
        self.replays.clear()

    plant.setattr(cases.Case, "_wake", wrong)


def retried_work_is_not_done_again(plant: pytest.MonkeyPatch) -> None:
    plant.setattr("engine.live.LEAVE", "run")


FAULTS: list[Fault] = [
    (job_results_come_twice, ("service",)),
    (_snapshot_without(2, "f0"), ("user",)),
    (_snapshot_without(4, None), ("and", "user")),
    (_snapshot_without(7, None), ("mapped", "multi_user")),
    (_snapshot_without(8, {}), ("multi_user", "service")),
    (_snapshot_flags(1), ("late", "noted", "user")),
    (_snapshot_flags(2), ("user",)),
    (snapshot_copies_frames, ("multi_user", "mapped")),
    (joins_are_not_indexed_after_load, ("and", "user")),
    (inclusive_join_is_not_indexed_after_load, ("inclusive", "user")),
    (complex_gateway_forgets_what_it_consumed, ("complex", "user")),
    (guards_are_forgotten_on_load, ("noticed", "kept_time", "user")),
    (conditions_are_forgotten_on_load, ("watched", "stopped", "user")),
    (what_can_be_undone_is_lost_on_load, ("undone", "transacted", "user")),
    (last_id_is_forgotten, ("sub", "late", "user")),
    (children_stay_in_the_tree, ("user",)),
    (a_stopped_scope_does_not_wake, ("flaky", "pass", "service", "sub", "and")),
    (held_news_is_lost, ("timer", "service", "and", "sub")),
    (retried_work_is_not_done_again, ("service",)),
]
