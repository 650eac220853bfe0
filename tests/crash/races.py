"""``python -m tests.crash.races URL SEED COUNT``: two at once, and exactly one wins.

COUNT races of two persons for one task, and COUNT of a message against a timer, at an event-based
gateway and at two boundary events in turn. Half of them run in two threads of one server, half in
two processes. The event log says who was committed; the other must have been told so.
Prints one JSON object; exit 4 where a race had no winner, or two, or a loser who was not told.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from engine import Engine
from engine.commands import CompleteTask, Deploy, FireTimer, PublishMessage, StartCase
from engine.errors import AlreadyDone
from engine.protocols import Actor
from engine.store import events
from engine.store.types import read_id, to_micros
from engine.testing import START, TENANT, MovableClock, OpenPolicy
from tests.support.diagrams import (
    boundary,
    catch,
    diagram,
    end,
    line,
    message,
    of_message,
    one_task,
    start,
    timer,
    user_task,
)

#: Exit code that no exception has
BROKEN = 4
RIVALS = tuple(Actor(TENANT, UUID(int=number), channel="cli") for number in (1, 2))
#: From the begin of a case to its timer
HOUR = timedelta(hours=1)
#: Offsets of the start, so that neither side always comes first
SPREAD_S = 0.002
#: How long one waits for the other before the batch is given up
PATIENCE_S = 120


def at_a_gateway() -> bytes:
    return diagram(
        "gateway", start(), '<bpmn:eventBasedGateway id="race"/>',
        catch("answer", of_message("m")), catch("late", timer("PT1H")), end("e1"), end("e2"),
        line("s", "race", "answer", "e1"), line("race", "late", "e2"),
        before=message("m", "answer", "key"),
    )  # fmt: skip


def at_boundaries() -> bytes:
    return diagram(
        "boundaries", start(), user_task("work"), boundary("answer", "work", of_message("m")),
        boundary("late", "work", timer("PT1H")), end("e1"), end("e2"), end("e3"),
        line("s", "work", "e1"), line("answer", "e2"), line("late", "e3"),
        before=message("m", "answer", "key"),
    )  # fmt: skip


@dataclass(frozen=True)
class Race:
    case: UUID
    #: The task, or the due row of the timer
    row: UUID
    key: str = ""


Side = Callable[[Engine, int, Race], Any]


def complete(engine: Engine, who: int, race: Race) -> Any:
    """True for the winner; (by, at) as the loser is told."""
    try:
        engine.execute(CompleteTask(race.row), actor=RIVALS[who])
    except AlreadyDone as told:
        return told.facts["by"], told.facts["at"]
    return True


def tell_or_ring(engine: Engine, who: int, race: Race) -> Any:
    """True for the winner: the message reached the case, or the timer moved it."""
    if who == 0:
        publish = PublishMessage("answer", race.key)
        return engine.execute(publish, actor=RIVALS[0]).reached == (race.case,)
    fired = engine.execute(FireTimer(race.row), actor=Actor.system(TENANT))
    return fired.case_id == race.case


def open_engine(url: str, now: datetime) -> Engine:
    return Engine(url, clock=MovableClock(now), policy=OpenPolicy())


def run_side(engine: Engine, side: Side, who: int, races: list[Race], barrier: Any) -> list[Any]:
    """What this side is told in each race."""
    choose, found = random.Random(who), []
    for race in races:
        barrier.wait(PATIENCE_S)
        until = time.perf_counter() + choose.uniform(0, SPREAD_S)
        while time.perf_counter() < until:
            pass
        found.append(_told(side, engine, who, race))
    return found


def _told(side: Side, engine: Engine, who: int, race: Race) -> Any:
    """What the side is told; also a fault is an answer, and the other side is not left waiting."""
    try:
        return side(engine, who, race)
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"


def in_threads(url: str, side: Side, races: list[Race], now: datetime) -> list[list[Any]]:
    engine, barrier = open_engine(url, now), threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(run_side, engine, side, who, races, barrier) for who in (0, 1)]
        found = [one.result() for one in both]
    engine.stop()
    return found


def in_processes(url: str, side: Side, races: list[Race], now: datetime) -> list[list[Any]]:
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(2), context.Queue()

    def work(who: int) -> None:
        engine = open_engine(url, now)
        results.put((who, run_side(engine, side, who, races, barrier)))
        engine.stop()

    processes = [context.Process(target=work, args=(who,)) for who in (0, 1)]
    for process in processes:
        process.start()
    found = dict(results.get() for _ in processes)
    for process in processes:
        process.join()
    return [found[0], found[1]]


def prepare(url: str, process: str, count: int, prefix: str, now: datetime) -> list[Race]:
    """So many cases that stand before the race."""
    engine = open_engine(url, now)
    found = []
    for number in range(count):
        key = f"{prefix}{number}"
        begun = engine.execute(StartCase(process, {"key": key}, key), actor=RIVALS[0])
        assert begun.case_id is not None
        row = begun.opened[0][0] if process == "p" else _timer_of(engine, begun.case_id)
        found.append(Race(begun.case_id, row, key))
    engine.stop()
    return found


def _timer_of(engine: Engine, case: UUID) -> UUID:
    with engine.look(TENANT) as tx:
        (id,) = tx.run(
            "SELECT id FROM due WHERE tenant = ? AND case_id = ?", (TENANT, case)
        ).fetchone()
    return read_id(id)


def judge(engine: Engine, races: list[Race], told: list[list[Any]]) -> Iterator[str]:
    """What the log says about each race, beside what both were told."""
    wanted = ("TaskCompleted", "MessageDelivered", "TimerFired")
    for race, *answers in zip(races, *told, strict=True):
        with engine.look(TENANT) as tx:
            rows = tx.run(
                "SELECT type, person, recorded_at FROM event WHERE tenant = ? AND stream = ?"
                " ORDER BY seq", (TENANT, race.case),
            ).fetchall()  # fmt: skip
            broken = events.verify(tx.connection, TENANT, race.case)
        won = [row for row in rows if row[0] in wanted]
        winners = [who for who, answer in enumerate(answers) if answer is True]
        if len(won) != 1 or len(winners) != 1 or broken:
            yield f"{race.case}: {[row[0] for row in rows]}, told {answers}, {broken}"
            continue
        yield from _loser(race, won[0], winners[0], answers[1 - winners[0]])


def _loser(race: Race, won: Any, winner: int, told: Any) -> Iterator[str]:
    kind, person, at = won
    if kind == "TaskCompleted":
        by, when = told if isinstance(told, tuple) else (None, START)
        right = by == RIVALS[winner].person == read_id(person) and to_micros(when) == at
    else:
        right = told is False and (kind == "MessageDelivered") == (winner == 0)
    if not right:
        yield f"{race.case}: {kind} by {winner}, and the other was told {told}"


def batch(url: str, seed: int, count: int) -> dict[str, Any]:
    began = time.monotonic()
    engine = open_engine(url, START)
    engine.create_schema()
    for number, body in enumerate((one_task(), at_a_gateway(), at_boundaries())):
        engine.execute(Deploy({f"{number}.bpmn": body}), actor=RIVALS[0])
    engine.stop()
    wins: Counter[str] = Counter()
    now = START
    broken: list[str] = []
    for process, share in (("p", count), ("gateway", count // 2), ("boundaries", count // 2)):
        side: Side = complete if process == "p" else tell_or_ring
        for way in (in_threads, in_processes):
            now += 2 * HOUR  # time never goes back, not even for a race
            races = prepare(url, process, share // 2, f"{process}{way.__name__}{seed}-", now)
            told = way(url, side, races, now + HOUR)
            engine = open_engine(url, now + HOUR)
            broken += judge(engine, races, told)
            engine.stop()
            for who, name in enumerate(("first", "second")):
                wins[f"{process} {name}"] += told[who].count(True)
    return {
        "races": count, "of_message_and_timer": 2 * (count // 4 * 2), "wins": dict(wins),
        "broken": broken, "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip


def main(url: str, seed: str, count: str) -> int:
    found = batch(url, int(seed), int(count))
    sys.stdout.write(json.dumps(found) + "\n")
    return BROKEN if found["broken"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
