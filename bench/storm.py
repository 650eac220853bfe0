"""``python -m bench.storm [CASES]``: so many timers fall due at once, on each database.

One embedded worker, in the order of what fell due; a case that comes in meanwhile wants a job done.
Prints per database: how fast they are carried out, second by second, the longest lag, how long the
job waited, and whether the order held. No ratio, so no part of ``make bench``: a figure for
``docs/scale.md``.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from datetime import timedelta

from bench import postgres
from engine import Engine
from engine.commands import Deploy, StartCase
from engine.protocols import Actor
from engine.testing import PERSON, START, TENANT, MovableClock, OpenPolicy
from tests.support.diagrams import catch, diagram, end, line, service_task, start, timer

CASES = 10_000
ACTOR = Actor(TENANT, PERSON, channel="cli")
PAUSE = diagram("pause", start(), catch("wait", timer("PT1H")), end(), line("s", "wait", "e"))
ERRAND = diagram("errand", start(), service_task("work", "work"), end(), line("s", "work", "e"))


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    with tempfile.TemporaryDirectory(prefix="yuanban-storm-") as folder:
        _storm("SQLite", f"sqlite:///{folder}/storm.db", cases)
    with postgres.server() as server:
        _storm("PostgreSQL", postgres.made(server, "storm"), cases)


def _storm(name: str, url: str, cases: int) -> None:
    done = threading.Event()
    clock = MovableClock(START)
    handlers = {"work": lambda job: done.set() or {}}
    engine = Engine(url, clock=clock, policy=OpenPolicy(), handlers=handlers)
    engine.migrate()
    engine.execute(Deploy({"pause.bpmn": PAUSE, "errand.bpmn": ERRAND}), actor=ACTOR)
    for _ in range(cases):
        engine.execute(StartCase("pause"), actor=ACTOR)
    clock.move_to(START + timedelta(hours=2))
    began = time.monotonic()
    engine.start_worker()
    engine.ring()
    rates, looked, waited = _watch(engine, cases, done)
    seconds = time.monotonic() - began
    middle = sorted(rates)[len(rates) // 2] if rates else 0
    print(
        f"{name}: {cases} timers in {seconds:.0f} s, {cases / seconds:.0f} a second"
        f" (each second: {min(rates, default=0)} to {max(rates, default=0)}, half {middle});"
        f" a job that came in meanwhile was done after {waited:.2f} s;"
        f" how much waits was told within {looked * 1000:.0f} ms; in order: {_is_in_order(engine)}"
    )
    engine.stop()


def _watch(engine: Engine, cases: int, done: threading.Event) -> tuple[list[int], float, float]:
    """(carried out in each second, the slowest look at the queue, how long a job waited)."""
    rates, looked, waited, fired = [], 0.0, 0.0, _fired(engine)
    while fired < cases:
        threading.Event().wait(1.0)
        looking = time.monotonic()
        engine.waiting()
        looked = max(looked, time.monotonic() - looking)
        now = _fired(engine)
        rates.append(now - fired)
        fired = now
        if not waited and fired > cases // 4:
            asked = time.monotonic()
            engine.execute(StartCase("errand"), actor=ACTOR)
            done.wait(60)
            waited = time.monotonic() - asked
    return rates, looked, waited


def _fired(engine: Engine) -> int:
    with engine.reading() as connection:
        sql = "SELECT count(*) FROM process_case WHERE state = 'completed' AND process_id = 'pause'"
        return int(connection.exec_driver_sql(sql).scalar_one())


def _is_in_order(engine: Engine) -> bool:
    """Cases end in the order in which they began: all wait for an hour."""
    with engine.reading() as connection:
        sql = "SELECT stream FROM event WHERE type = 'TimerFired' ORDER BY id"
        ended = [bytes(row[0]) if isinstance(row[0], bytes) else row[0].bytes
                 for row in connection.exec_driver_sql(sql)]  # fmt: skip
    return ended == sorted(ended)


if __name__ == "__main__":
    main()
