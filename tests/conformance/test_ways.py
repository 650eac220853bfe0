"""The four ways see what they are for: a fault that only one of them can notice is noticed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine.behavior.frames import Frame
from engine.behavior.joins import Arrivals
from engine.effects import WaitClosed
from engine.elements.user_task import UserTask
from engine.live import LiveCase
from engine.pipeline import projection
from engine.testing import Sandbox
from tests.conformance.trace import waiting
from tests.conformance.ways import WAYS
from tests.engine import models as m

FORKED = m.diagram(
    m.start(), m.par("f"), m.service("a", "work"), m.service("b", "work"), m.user("u"), m.par("j"),
    m.end(), m.path("s", "f", "a", "j", "e"), m.path("f", "b", "j"), m.path("f", "u", "j"),
    m.boundary("late", "u", m.timer("P1D")), m.end("le"), m.path("late", "le"),
)  # fmt: skip


def straight_through(box: Sandbox) -> None:
    """Two jobs, each with an answer of its own, and a person."""
    box.handle("work", lambda job: {job.element_id: f"{job.element_id} done"})
    box.deploy(FORKED)
    case = box.start("p", {"n": 1})
    box.complete(case, "u", {"n": 2})
    assert (case.state, waiting(case)) == ("completed", [])
    assert case.variables == {"n": 2, "a": "a done", "b": "b done"}


def _cases_share_their_joins(patch: pytest.MonkeyPatch) -> None:
    """Tokens at a join are counted by the name of the gateway, whatever the case."""
    counted: dict[str, int] = {}
    add = Arrivals.add

    def wrong(self: Arrivals, gateway: str, token: Any) -> int:
        counted[gateway] = counted.get(gateway, 0) + 1
        return max(add(self, gateway, token), counted[gateway])

    patch.setattr(Arrivals, "add", wrong)


def _a_load_forgets_local_variables(patch: pytest.MonkeyPatch) -> None:
    def wrong(rows: list[Any], typed: bool) -> list[Frame]:
        return [Frame(None, {}) for _ in rows]

    patch.setattr("engine.snapshot._load_frames", wrong)


def _the_oldest_job_gets_every_answer(patch: pytest.MonkeyPatch) -> None:
    complete = LiveCase.complete_job

    def wrong(self: LiveCase, token: int, variables: Any) -> bool:
        jobs = [t for t, e, _ in self.tokens() if e in ("a", "b")]
        return complete(self, min(jobs, default=token), variables)

    patch.setattr(LiveCase, "complete_job", wrong)


def _a_diagram_counts_its_tasks(patch: pytest.MonkeyPatch) -> None:
    enter = UserTask.enter

    def wrong(self: UserTask, token: Any) -> bool:
        object.__setattr__(self, "label", f"{self.label}+")
        return enter(self, token)

    patch.setattr(UserTask, "enter", wrong)


def _waits_are_not_taken_back(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(projection._WRITERS, WaitClosed, lambda to, closed: None)


FAULTS: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], tuple[str, ...]]] = {
    "joins shared by cases": (_cases_share_their_joins, ("interleaved",)),
    "variables lost on load": (_a_load_forgets_local_variables, ("reloaded",)),
    "answers to the oldest job": (_the_oldest_job_gets_every_answer, ("any order",)),
    # A reload compiles anew, so that way cannot see it
    "a graph that changes": (
        _a_diagram_counts_its_tasks,
        ("straight", "interleaved", "any order"),
    ),
    "waits that stay": (_waits_are_not_taken_back, tuple(WAYS)),
}


@pytest.mark.parametrize("way", WAYS)
def test_without_a_fault_every_way_passes(way: str) -> None:
    box = WAYS[way]()
    straight_through(box)
    box.close()


@pytest.mark.parametrize(
    ("name", "way"), [(name, way) for name, (_, ways) in FAULTS.items() for way in ways]
)
def test_a_fault_is_noticed(name: str, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    FAULTS[name][0](monkeypatch)
    box = WAYS[way]()
    with pytest.raises(Exception):  # noqa: B017 - any failure shows it
        _run(box)
    box.engine.stop()


def _run(box: Any) -> None:
    straight_through(box)
    box.close()
