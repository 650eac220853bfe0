"""Plays a random diagram to its end with random acts, and compares the ways to run it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from engine import effects as fx
from engine.bundle import Bundle, compile_bundle
from engine.errors import BpmnError
from engine.protocols import Work
from tests.engine.random_diagrams import Diagram
from tests.engine.runner import Runner

#: Acts after which a run must have come to its end
LIMIT = 1500
#: Acts that are chosen at random; afterwards everything is done in order, so that the case ends
RANDOM = 60
VARIABLES = {"v": 6, "key": "K"}
#: Jobs that are made to fail in one run, at most
FAULTS = 3

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
    #: {element: how often its timer fired while its scope stood still}
    held: Counter[str] = field(default_factory=Counter)
    #: Jobs that were made to fail
    faults: int = 0

    def waited_for(self) -> set[str]:
        """Elements that a person, worker, message or the clock had to bring forward."""
        rows = (fx.TaskOpened, fx.JobQueued, fx.TimerArmed, fx.SubscriptionOpened)
        return {e.element_id for e in self.run.effects if isinstance(e, rows)}

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
    run = Runner(bundle, VARIABLES, mode=mode, seed=diagram.seed, handlers={"flaky": _flaky})
    played = Played(run, [_view(run)])
    for step in range(LIMIT):
        if run.state == "completed":
            return played
        _act(played, choose, at_random=step < RANDOM)
        played.views.append(_view(run))
        _check_armed(diagram, run)
    raise LawBroken(f"seed {diagram.seed}: no end after {LIMIT} acts: {played.views[-1]}")


def _flaky(work: Work) -> dict[str, Any]:
    if not work.variables.get(f"{work.element_id}_fixed"):
        raise BpmnError("NOBODY")
    return {}


def _view(run: Runner) -> View:
    return (
        run.state,
        tuple(run.open),
        tuple(sorted(job.element_id for job in run.jobs.values())),
        tuple(sorted((t.element_id, t.due_at) for t in run.timers.values())),
        tuple(sorted(wait.element_id for wait in run.waits.values())),
        tuple(sorted(incident.element_id for incident in run.incidents.values())),
    )


def _check_armed(diagram: Diagram, run: Runner) -> None:
    """As many rows wait for a boundary event as hosts of it run, however often it has fired."""
    if not diagram.armed or run.live.case.stops:
        return
    # A sub-process that waits for its turn in an ad-hoc one has not begun
    hosts = Counter(element for _, element, state in run.live.tokens() if state != "waiting")
    rows = Counter(row.element_id for row in (*run.timers.values(), *run.waits.values()))
    for event, host in diagram.armed.items():
        if rows[event] != hosts[host]:
            raise LawBroken(
                f"seed {diagram.seed}: {event} armed {rows[event]} x, {hosts[host]} run"
            )


def _act(played: Played, choose: random.Random, *, at_random: bool) -> None:
    run = played.run
    repairs = [("retry", e) for e in sorted({i.element_id for i in run.incidents.values()})]
    work = [("complete", e) for e in _moving(run, run.tasks)]
    work += [("job", e) for e in _moving(run, run.jobs)]
    events = [("event", e) for e in _waited(run)]
    if run.timers:
        events.append(("time", ""))
    if not (repairs or work or events):
        raise LawBroken(f"nothing can be done: {_view(run)}")
    if at_random:
        faults = [(kind, e) for kind, e in _faults(run) if played.faults < FAULTS]
        kind, element_id = choose.choice(repairs + work + events + faults)
    else:
        # Events beside an activity could go on for ever; repairs and work come first
        sure = repairs or work
        kind, element_id = sure[0] if sure else choose.choice(_ending(events))
    _do(played, kind, element_id, choose)


def _ending(events: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Handlers that run beside begin no more of what has to be ended."""
    return [one for one in events if not one[1].endswith("h_s")] or events


def _moving(run: Runner, rows: Mapping[int, Any]) -> list[str]:
    """Elements of the rows whose scope does not stand still."""
    return sorted({row.element_id for token, row in rows.items() if not run.still(token)})


def _faults(run: Runner) -> list[tuple[str, str]]:
    return [(kind, e) for e in _moving(run, run.jobs) for kind in ("fail", "break")]


def _waited(run: Runner) -> list[str]:
    """What a message or signal can come for; some never come."""
    found = {w.element_id for (token, _), w in run.waits.items() if not run.still(token)}
    return sorted(e for e in found if not e.endswith("_never"))


def _do(played: Played, kind: str, element_id: str, choose: random.Random) -> None:
    run = played.run
    if kind == "time":
        _let_time_pass(played, choose)
    elif kind == "fail":
        played.faults += 1
        run.fail_job(element_id)
    elif kind == "break":
        played.faults += 1
        run.throw(element_id, "NOBODY")
    elif kind == "retry":
        run.retry(element_id, {f"{element_id}_fixed": True})
    else:
        _go_on(run, kind, element_id)
        played.acted[element_id] += 1


def _go_on(run: Runner, kind: str, element_id: str) -> None:
    if kind == "complete":
        run.complete(element_id, {f"{element_id}_done": True})
    elif kind == "job":
        run.finish_job(element_id, {f"{element_id}_done": True})
    else:
        token = run.first(k[0] for k, w in run.waits.items() if w.element_id == element_id)
        assert run.deliver(token, 0, {})


def _let_time_pass(played: Played, choose: random.Random) -> None:
    run = played.run
    due = run.next_timer()
    assert due is not None
    run.outside.now = max(run.outside.now, due.due_at) + timedelta(seconds=choose.randint(0, 300))
    counter = played.held if run.still(due.token) else played.acted
    assert run.fire(due)
    counter[due.element_id] += 1


def check_laws(diagram: Diagram, played: Played) -> None:
    """Raises ``LawBroken``."""
    counts = Counter(played.run.trace)
    for law in diagram.laws:
        broken = law.broken(lambda element, state: counts[(element, state)])
        if broken is not None:
            raise LawBroken(f"seed {diagram.seed}: {broken}")
    thrown = Counter(one.name for one in played.run.thrown)
    for name, element in diagram.thrown.items():
        if thrown[name] != counts[(element, "completed")]:
            raise LawBroken(f"seed {diagram.seed}: {element} threw {thrown[name]} x {name}")
    for element in played.waited_for() - diagram.told:
        acted = played.acted[element]
        # What came while the scope stood still may have been overtaken before it went on
        if not acted <= counts[(element, "completed")] <= acted + played.held[element]:
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
    if {"flaky", "complex"} & diagram.kinds:
        # What has run beside an error before it stops the scope, and which two of three tokens come
        # first, is a matter of order
        return plain
    if plain.views != shuffled.views or plain.summary() != shuffled.summary():
        raise LawBroken(f"seed {diagram.seed}: the order of the agenda changes the run")
    return plain
