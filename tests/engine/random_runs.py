"""Plays a random diagram to its end with random acts, and compares the ways to run it."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from engine.bundle import Bundle, compile_bundle
from tests.engine.random_diagrams import Diagram
from tests.engine.runner import Runner

#: Acts after which a run must have come to its end
LIMIT = 1500
#: Acts that are chosen at random; afterwards everything is done in order, so that the case ends
RANDOM = 60
VARIABLES = {"v": 6, "key": "K"}

View = tuple[Any, ...]


class LawBroken(AssertionError):
    """A finished run does not keep a law of its diagram."""


@dataclass
class Played:
    """One run: what could be seen after each act, and the case at its end."""

    run: Runner
    views: list[View] = field(default_factory=list)
    #: {element: how often the player acted on it}
    acted: Counter[str] = field(default_factory=Counter)

    def summary(self) -> View:
        return (
            self.run.state,
            sorted(self.run.trace),
            sorted((i.element_id, i.code) for i in self.run.incidents.values()),
            sorted(self.run.variables.items(), key=str),
        )


def play(diagram: Diagram, bundle: Bundle, mode: str) -> Played:
    """Run to the end. Same seed, same acts, whatever the mode."""
    choose = random.Random(diagram.seed)
    run = Runner(bundle, VARIABLES, mode=mode, seed=diagram.seed)
    played = Played(run, [_view(run)])
    for step in range(LIMIT):
        if run.state == "completed":
            return played
        _act(played, choose, at_random=step < RANDOM)
        played.views.append(_view(run))
        _check_armed(diagram, run)
    raise LawBroken(f"seed {diagram.seed}: no end after {LIMIT} acts: {played.views[-1]}")


def _view(run: Runner) -> View:
    return (
        run.state,
        tuple(run.open),
        tuple(sorted(job.element_id for job in run.jobs.values())),
        tuple(sorted((t.element_id, t.due_at) for t in run.timers.values())),
        tuple(sorted(wait.element_id for wait in run.waits.values())),
    )


def _check_armed(diagram: Diagram, run: Runner) -> None:
    """As many rows wait for a boundary event as hosts of it run, however often it has fired."""
    if not diagram.armed:
        return
    hosts = Counter(element for _, element, _ in run.live.tokens())
    rows = Counter(row.element_id for row in (*run.timers.values(), *run.waits.values()))
    for event, host in diagram.armed.items():
        if rows[event] != hosts[host]:
            raise LawBroken(
                f"seed {diagram.seed}: {event} armed {rows[event]} x, {hosts[host]} run"
            )


def _act(played: Played, choose: random.Random, *, at_random: bool) -> None:
    run = played.run
    acts: list[tuple[str, str]] = [("complete", e) for e in sorted(set(run.open))]
    acts += [("job", e) for e in sorted({j.element_id for j in run.jobs.values()})]
    acts += [("event", e) for e in sorted(_waited(run))]
    if run.timers:
        acts.append(("time", ""))
    if not acts:
        raise LawBroken(f"nothing can be done: {_view(run)}")
    if at_random:
        kind, element_id = choose.choice(acts)
    else:
        # Events beside an activity could go on for ever; work comes first
        work = [a for a in acts if a[0] in ("complete", "job")]
        kind, element_id = (work or acts)[0 if work else choose.randrange(len(acts))]
    _do(played, kind, element_id, choose)


def _waited(run: Runner) -> set[str]:
    """What a message or signal can come for; some never come."""
    return {w.element_id for w in run.waits.values() if not w.element_id.endswith("_never")}


def _do(played: Played, kind: str, element_id: str, choose: random.Random) -> None:
    run = played.run
    if kind == "complete":
        run.complete(element_id, {f"{element_id}_done": True})
    elif kind == "job":
        run.finish_job(element_id, {f"{element_id}_done": True})
    elif kind == "event":
        token = run.first(k[0] for k, w in run.waits.items() if w.element_id == element_id)
        assert run.deliver(token, 0, {})
    else:
        _let_time_pass(played, choose)
        return
    played.acted[element_id] += 1


def _let_time_pass(played: Played, choose: random.Random) -> None:
    run = played.run
    due = run.next_timer()
    assert due is not None
    run.outside.now = max(run.outside.now, due.due_at) + timedelta(seconds=choose.randint(0, 300))
    assert run.fire(due)
    played.acted[due.element_id] += 1


def check_laws(diagram: Diagram, played: Played) -> None:
    """Raises ``LawBroken``."""
    counts = Counter(played.run.trace)
    for law in diagram.laws:
        broken = law.broken(lambda element, state: counts[(element, state)])
        if broken is not None:
            raise LawBroken(f"seed {diagram.seed}: {broken}")
    for element, acted in played.acted.items():
        if counts[(element, "completed")] != acted:
            raise LawBroken(f"seed {diagram.seed}: {element} completed other than acted on")
    for element in {e for e, _ in counts}:
        over = counts[(element, "completed")] + counts[(element, "terminated")]
        if counts[(element, "activated")] != over:
            raise LawBroken(f"seed {diagram.seed}: {element} began and did not end, or reverse")
    _check_variables(diagram, played, counts)


def _check_variables(diagram: Diagram, played: Played, counts: Counter[Any]) -> None:
    variables = played.run.variables
    for name, (element, value) in diagram.results.items():
        if counts[(element, "completed")] and variables.get(name) != value:
            raise LawBroken(f"seed {diagram.seed}: {name} is {variables.get(name)!r}")
    for element, done in played.acted.items():
        if done and f"{element}_done" in diagram.results and f"{element}_done" not in variables:
            raise LawBroken(f"seed {diagram.seed}: {element}_done was lost")
    leaked = diagram.hidden & set(variables)
    if leaked:
        raise LawBroken(f"seed {diagram.seed}: local variables leaked: {sorted(leaked)}")


def compare(diagram: Diagram) -> Played:
    """Plain, reloaded and shuffled runs of one diagram agree and keep its laws."""
    bundle = compile_bundle({"a.bpmn": diagram.xml})
    plain = play(diagram, bundle, "plain")
    check_laws(diagram, plain)
    reloaded = play(diagram, bundle, "reload")
    if (plain.views, plain.run.effects) != (reloaded.views, reloaded.run.effects):
        raise LawBroken(f"seed {diagram.seed}: a reload changes the run")
    if plain.summary() != reloaded.summary():
        raise LawBroken(f"seed {diagram.seed}: a reload changes the end")
    shuffled = play(diagram, bundle, "shuffled")
    check_laws(diagram, shuffled)
    if plain.views != shuffled.views or plain.summary() != shuffled.summary():
        raise LawBroken(f"seed {diagram.seed}: the order of the agenda changes the run")
    return plain
