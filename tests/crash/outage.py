"""``python -m tests.crash.outage FOLDER SEED TIMES SECONDS``: PostgreSQL goes away under load.

The real server and worker, clerks who click, timers that start and move cases. The database dies
at once (``immediate``), stays away and comes back; nobody restarts server or worker. Prints one
JSON object; exit 4 where something acknowledged is missing, anything was done twice, a process
died, or one of the two did not go on by itself.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing, redirect_stdout
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import psycopg

from tests.crash.served import BROKEN, CLERKS, PATIENCE_S, Clerk, Served, _port, judge, sign_in
from tests.support.own_postgres import OwnPostgres, own_postgres

#: A clerk who is told to come again does so a little later
PAUSE_S = 0.2
#: Done, not one's own to be given back, come again later
ANSWERS = {302, 403, 503}


class Patient(Clerk):
    """A clerk who tries again when told that the database does not answer."""

    over = False

    def work(self) -> None:
        while not self.over:
            with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)) as connection:
                self._one(connection, self.choose.choice(self.tasks))

    def _one(self, connection: HTTPConnection, one: Any) -> None:
        key = (one, self.choose.choice(("claim", "release")))
        self.served.unanswered[key] += 1
        try:
            status = self._post(connection, *key)
        except (OSError, HTTPException):
            status = 0
        self.served.answers[status] += 1
        if status == 302:
            self.served.acknowledged[key] += 1
            self.answered.set()
        if 0 < status < 500:  # done or refused; else nobody knows
            self.served.unanswered[key] -= 1
        else:
            threading.Event().wait(PAUSE_S)


class House:
    """Server, worker and clerks on a database that comes and goes."""

    def __init__(self, own: OwnPostgres, folder: Path, seed: int) -> None:
        self.own, self.broken, self.back_after_s = own, list[str](), list[float]()
        with redirect_stdout(sys.stderr):
            self.served = Served(own.url, folder)
        self.processes = {verb: self.served.begin(verb) for verb in ("serve", "worker")}
        port = _port(self.processes["serve"].stdout)  # type: ignore[arg-type]
        sign_in(self.served, port)
        source = random.Random(seed)
        shares = [self.served.tasks[number::CLERKS] for number in range(CLERKS)]
        self.clerks = [Patient(self.served, port, one, source.randrange(2**32)) for one in shares]
        self.threads = [threading.Thread(target=one.work) for one in self.clerks]
        for thread in self.threads:
            thread.start()
        self._goes_on("before the first time")

    def lose(self, seconds: float) -> None:
        """The database is gone for so long."""
        self.own.stop()
        threading.Event().wait(seconds)  # the outage itself
        self.own.start()
        began = time.monotonic()
        self._goes_on("after the database came back")
        self.back_after_s.append(round(time.monotonic() - began, 1))

    def _goes_on(self, when: str) -> None:
        """A click is answered and a timer fires."""
        fired = self._fired()
        for one in self.clerks:
            one.answered.clear()
        if not all(one.answered.wait(PATIENCE_S) for one in self.clerks):
            self.broken.append(f"the server did nothing {when}")
        if not _within(lambda: self._fired() > fired):
            self.broken.append(f"the worker did nothing {when}")
        dead = [verb for verb, one in self.processes.items() if one.poll() is not None]
        self.broken += [f"{verb} died {when}" for verb in dead]

    def _fired(self) -> int:
        with psycopg.connect(self.own.url) as connection:
            sql = "SELECT count(*) FROM event WHERE type = 'TimerFired'"
            row = connection.execute(sql).fetchone()
        return int(row[0]) if row else 0

    def close(self) -> None:
        for one in self.clerks:
            one.over = True
        if wrong := self.served.answers.keys() - ANSWERS:
            self.broken.append(f"answers without a sentence: {sorted(wrong)}")
        for thread in self.threads:
            thread.join()
        for process in self.processes.values():
            process.terminate()
            _ended(process)


def _within(asked: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_S
    while not asked():
        if time.monotonic() > until:
            return False
        threading.Event().wait(0.2)
    return True


def _ended(process: subprocess.Popen[str]) -> None:
    try:
        process.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def batch(folder: Path, seed: int, times: int, seconds: float) -> dict[str, Any]:
    began = time.monotonic()
    with own_postgres() as own:
        house = House(own, folder, seed)
        try:
            for _ in range(times):
                house.lose(seconds)
        finally:
            house.close()
        broken, counts = judge(house.served)
    return {
        "outages": times, "gone_s": seconds, **counts, "back_after_s": house.back_after_s,
        "answers": dict(house.served.answers), "broken": [*house.broken, *broken],
        "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip


def main(folder: str, seed: str, times: str, seconds: str) -> int:
    found = batch(Path(folder), int(seed), int(times), float(seconds))
    sys.stdout.write(json.dumps(found) + "\n")
    return BROKEN if found["broken"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
