"""Walks through all that can be done with a diagram, in the engine and in the game, side by side.

After every act both must show the same: what was completed by it, what waits now, and whether the
case is over, active or stuck. Where the order of things that happen by themselves matters, the game
knows several outcomes; the engine must show one of them.
"""

from __future__ import annotations

import copy
from collections import Counter
from dataclasses import dataclass, field

from engine.bundle import Bundle, compile_bundle
from engine.effects import Traced
from engine.live import LiveCase
from tests.engine.runner import Runner
from tests.properties.token_game.game import (
    Move,
    Scope,
    TooMany,
    act,
    begin,
    settle,
    waiting,
)
from tests.properties.token_game.net import Net, to_xml

#: (what was completed, what waits, state of the case)
View = tuple[tuple[str, ...], tuple[tuple[str, int], ...], str]


class Disagreement(AssertionError):
    """The engine shows what the game does not allow."""


@dataclass
class Walked:
    """What one diagram brought."""

    acts: int = 0
    #: Steps at which the order of things decides, so that several views are right
    open_orders: int = 0
    ends: int = 0
    stuck: int = 0
    kinds: set[str] = field(default_factory=set)


@dataclass
class _Place:
    """One point of the walk: the engine's case, and all states of the game that look like it."""

    run: Runner
    states: set[Scope]
    path: tuple[str, ...]


def walk(net: Net, *, budget: int = 30, mode: str = "plain", seed: int = 0) -> Walked:
    """Every act at every place, nearest first, as many as the budget allows."""
    bundle = compile_bundle({"a.bpmn": to_xml(net)})
    found = Walked(kinds=net.kinds())
    run = Runner(bundle, {"c": 0, "key": "K"}, mode=mode, seed=seed)
    places = [_Place(run, _agree(net, {begin(net)}, run, 0, (), found, 0), ())]
    while places and found.acts < budget:
        place = places.pop(0)
        for element in _offered(place):
            for c in (0, 1):
                if found.acts < budget:
                    places.append(_step(net, place, element, c, found))
    return found


def _offered(place: _Place) -> list[str]:
    return sorted({element for element, _ in _waits(place.run).items()})


def _step(net: Net, place: _Place, element: str, c: int, found: Walked) -> _Place:
    run = fork(place.run)
    before = len(run.effects)
    _do(run, element, c)
    path = (*place.path, f"{element}={c}")
    begun = {move for state in place.states for move in act(net, state, element, c)}
    found.acts += 1
    return _Place(run, _agree(net, begun, run, before, path, found, c), path)


def _agree(
    net: Net,
    begun: set[Move],
    run: Runner,
    before: int,
    path: tuple[str, ...],
    found: Walked,
    c: int,
) -> set[Scope]:
    """The states of the game that look as the engine does. Raises where there is none."""
    ends: set[tuple[tuple[str, ...], Scope]] = set()
    for move in begun:
        ends |= settle(net, move, c)
    shown = _view(run, before)
    views = {(labels, _waited(net, scope), _state(net, scope)) for labels, scope in ends}
    if shown not in views:
        raise Disagreement(f"after {path}: engine {shown}, game {sorted(views)}")
    found.open_orders += len(views) > 1
    found.ends += shown[2] == "completed"
    found.stuck += shown[2] == "stuck"
    return {
        scope
        for labels, scope in ends
        if (labels, _waited(net, scope), _state(net, scope)) == shown
    }


def _view(run: Runner, before: int) -> View:
    new = run.effects[before:]
    done = [e.element_id for e in new if isinstance(e, Traced) and e.state == "completed"]
    states = {"incident": "stuck"}
    waits = tuple(sorted(_waits(run).items()))
    return tuple(sorted(done)), waits, states.get(run.state, run.state)


def _waits(run: Runner) -> Counter[str]:
    rows = [*run.tasks.values(), *run.waits.values()]
    return Counter(row.element_id for row in rows)


def _waited(net: Net, scope: Scope) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(waiting(net, scope).items()))


def _state(net: Net, scope: Scope) -> str:
    if not scope.tokens:
        return "completed"
    return "active" if waiting(net, scope) else "stuck"


def _do(run: Runner, element: str, c: int) -> None:
    if any(task.element_id == element for task in run.tasks.values()):
        run.complete(element, {"c": c})
        return
    token = min(key[0] for key, wait in run.waits.items() if wait.element_id == element)
    assert run.deliver(token, 0, {"c": c})


def fork(run: Runner) -> Runner:
    """The same case a second time: what is done with one is not done with the other."""
    other = copy.copy(run)
    other.live = LiveCase.load(run.live.dump(), run.outside)
    for name in ("tasks", "jobs", "timers", "waits", "incidents"):
        setattr(other, name, dict(getattr(run, name)))
    other.effects = list(run.effects)
    other.thrown = list(run.thrown)
    return other


__all__ = ["Bundle", "Disagreement", "TooMany", "Walked", "fork", "walk"]
