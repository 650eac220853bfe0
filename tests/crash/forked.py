"""``python -m tests.crash.forked URL FOLDER SEED KILLS``: so many lives, each ended by SIGKILL.

A child is forked from a parent that has loaded everything and holds no connection, so a life costs
what it does, not what a start costs. Then the invariants are asked of the event log by a script of
their own, and what is left is carried to its end: a lost timer would leave its case standing.
Prints one JSON object; exit 4 where an invariant does not hold.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from engine.commands import CompleteTask, SetVariables
from engine.store.types import read_id
from engine.testing import TENANT, MovableClock
from tests.crash import deaths
from tests.crash.lives import ACTOR, CASES, SPAN, Ledger, Life, begin, engine_on

#: How long a life goes on at most before it is killed from outside
LONGEST_S = 0.15
ROUNDS = 40
#: Exit code that no exception has
BROKEN = 4


def batch(url: str, folder: Path, seed: int, kills: int) -> dict[str, Any]:
    """Counts of what was done and found."""
    began, ledger = time.monotonic(), folder / "ledger"
    begin(url)
    ways: Counter[str] = Counter()
    for number in range(1, kills + 1):
        ways[_kill(url, ledger, seed * 1_000_000 + number, number)] += 1
    killing = time.monotonic() - began
    found = _invariants(url, ledger)
    ended = _bring_to_an_end(url, kills + 1)
    found["broken"] += ended + _invariants(url, ledger)["broken"]
    lines = Ledger.read(ledger)
    done = sum(line["step"] == "done" for line in lines)
    return {
        "kills": kills, "ways": dict(sorted(ways.items())), "acknowledged": done,
        "unanswered": len(lines) - 2 * done, "events": found["events"], "broken": found["broken"],
        "seconds": round(time.monotonic() - began, 1), "per_kill_s": round(killing / kills, 3),
    }  # fmt: skip


def _kill(url: str, ledger: Path, seed: int, number: int) -> str:
    """One life; the way in which it ended."""
    source = random.Random(seed)
    way = source.choice(deaths.WAYS)
    child = os.fork()
    if child == 0:
        _live(url, ledger, way, source, number)
    if way == "outside":
        time.sleep(source.uniform(0.005, LONGEST_S))  # not a wait: the moment of the kill
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise AssertionError(f"life {number} ended by itself: {status}")
    return way


def _live(url: str, ledger: Path, way: str, source: random.Random, number: int) -> None:
    """In the child: never returns."""
    try:
        engine = engine_on(url, number)
        deaths.arm(engine, way, source)
        Life(engine, number, ledger, deaths.die).live()
    finally:
        os._exit(3)  # an exception: the parent sees that nobody killed it


def _invariants(url: str, ledger: Path) -> dict[str, Any]:
    command = [sys.executable, str(Path(__file__).with_name("invariants.py")), url, str(ledger)]
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    if told.returncode not in (0, 1):
        return {"events": 0, "broken": [told.stderr[-2000:]]}
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def _bring_to_an_end(url: str, life: int) -> list[str]:
    """Complete all that is left: every case ends, rows and chains are as the events tell."""
    engine = engine_on(url, life)
    clock = engine.clock
    assert isinstance(clock, MovableClock)
    with engine.reading() as connection:
        cases = [
            read_id(row[0]) for row in connection.exec_driver_sql("SELECT id FROM process_case")
        ]
    for case in cases:
        engine.execute(SetVariables(case, {"stop": True}, "the end"), actor=ACTOR)
    for _ in range(ROUNDS):
        clock.move_to(clock.now() + SPAN)
        engine.drain()
        with engine.reading() as connection:
            rows = connection.exec_driver_sql("SELECT id FROM task WHERE state = 'open'").all()
        for row in rows:
            engine.execute(CompleteTask(read_id(row[0])), actor=ACTOR)
    states = Counter(engine.case(TENANT, case).state for case in cases)
    broken = [] if states == {"completed": CASES} else [f"not all cases ended: {dict(states)}"]
    broken += [f"chain {stream} {what.code}" for stream, what in engine.verify(TENANT).broken]
    broken += [str(one) for one in engine.rebuild(TENANT, write=False).differences]
    engine.stop()
    return broken


def main(url: str, folder: str, seed: str, kills: str) -> int:
    found = batch(url, Path(folder), int(seed), int(kills))
    sys.stdout.write(json.dumps(found) + "\n")
    return BROKEN if found["broken"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
