"""Whatever is combined with whatever comes to its end, and nothing is left or waits for nothing.

``YUANBAN_COUNTS=full`` plays them all (make long); else some hundreds, spread evenly.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from engine.behavior.activity import Activity
from engine.behavior.compensation import Undoing
from engine.behavior.node import Node
from engine.elements.boundary_event import BoundaryEvent
from engine.elements.transaction import Transaction
from tests.engine.combinations import BOUNDARIES, Combination, combinations
from tests.engine.runner import Runner

FULL = os.environ.get("YUANBAN_COUNTS") == "full"
ALL = list(combinations())
PARTS = 4
#: One in so many is played when counts are reduced
STEP = 1 if FULL else 17
LIMIT, AT_RANDOM = 80, 30


class Stuck(AssertionError):
    """Nothing can be done, or there is no end."""


def played(one: Combination, mode: str, seed: int) -> Any:
    """The trace and variables at the end; acts are chosen by ``seed``, the same in each mode."""
    chance = random.Random(seed)
    run = Runner(one.model(), mode=mode, seed=seed)
    for step in range(LIMIT):
        if run.state == "completed":
            _check_ends(one, run)
            return sorted(run.trace), run.variables
        if run.incidents:
            assert set(run.codes()) == {"unhandled-error"}, (one, run.codes())
            run.cancel()
            return run.codes()
        acts = _acts(run)
        if not acts:
            raise Stuck(f"{one}: nothing can be done: {run.live.tokens()}")
        kind, what = chance.choice(acts) if step < AT_RANDOM else acts[0]
        _do(run, kind, what, chance)
    raise Stuck(f"{one}: no end")


def _acts(run: Runner) -> list[tuple[str, Any]]:
    """What brings the case to its end comes first; events beside it could go on for ever."""
    acts: list[tuple[str, Any]] = [("complete", element) for element in run.open]
    acts += [("job", job.element_id) for job in run.jobs.values()]
    events = sorted(run.waits, key=lambda key: (run.waits[key].element_id == "b", key))
    acts += [("event", key) for key in events]
    return acts + [("time", "")] * bool(run.timers)


def _do(run: Runner, kind: str, what: Any, chance: random.Random) -> None:
    if kind == "complete":
        run.complete(what)
    elif kind == "job" and chance.random() < 0.3:
        run.throw(what, "E1")
    elif kind == "job":
        run.finish_job(what)
    elif kind == "event":
        run.deliver(*what)
    else:
        due = run.next_timer()
        assert due is not None
        run.outside.now = max(run.outside.now, due.due_at)
        assert run.fire(due)


def _check_ends(one: Combination, run: Runner) -> None:
    """What began has ended; what was interrupted did not complete."""
    counts = Counter(run.trace)
    for element in {element for element, _ in counts}:
        over = counts[(element, "completed")] + counts[(element, "terminated")]
        assert counts[(element, "activated")] == over, (one, element)
    if BOUNDARIES[one.boundary][1]:
        assert counts[("b", "completed")] <= counts[("h", "terminated")], one


def compare(one: Combination, seed: int) -> None:
    """A reload changes nothing; in any order it comes to its end."""
    assert played(one, "plain", seed) == played(one, "reload", seed), one
    played(one, "shuffled", seed)


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_is_combined_comes_to_its_end(
    part: int, capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> None:
    chosen = ALL[part::PARTS][::STEP]
    for seed, one in enumerate(chosen):
        compare(one, seed)
    counted = f"{len(chosen)} of {len(ALL)} combinations x 3 ways"
    record_property("counted", counted)
    with capsys.disabled():
        print(f"\n{counted}")  # noqa: T201


def _handlers_that_are_cut_off_are_waited_for(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Activity, "cut_off", lambda self, parent: None)


def _canceled_rounds_are_forgotten(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Transaction, "cancelled", lambda self, token: token.cancel())


def _handlers_are_never_done(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(Undoing, "undone", lambda self, token: None)


def _interrupted_hosts_stay(plant: pytest.MonkeyPatch) -> None:
    plant.setattr(BoundaryEvent, "interrupting", property(lambda self: False, lambda self, _: None))


def _armed_events_stay(plant: pytest.MonkeyPatch) -> None:
    hook = Node._on_complete_hook

    def wrong(self: Node, token: Any) -> None:
        for child in token.children:
            child.armed = False
        hook(self, token)

    plant.setattr(Node, "_on_complete_hook", wrong)


#: (fault, a part of the combinations that must notice it)
FAULTS = (
    (_handlers_that_are_cut_off_are_waited_for, "compensation handler"),
    (_canceled_rounds_are_forgotten, "canceled"),
    (_handlers_are_never_done, "compensation handler"),
    (_interrupted_hosts_stay, "timer"),
    (_armed_events_stay, "message beside"),
)


@pytest.mark.parametrize(("plant", "part"), FAULTS)
def test_a_planted_fault_is_noticed(
    plant: Callable[[pytest.MonkeyPatch], None], part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    concerned = [one for one in ALL if part in one]
    plant(monkeypatch)
    for seed, one in enumerate(concerned[::11]):
        try:
            compare(one, seed)
        except Exception:  # any failure shows it
            return
    pytest.fail("no combination noticed")


def test_there_are_all_combinations() -> None:
    assert len(ALL) == len(set(ALL)) > 4000
