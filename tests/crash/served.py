"""``python -m tests.crash.served URL FOLDER SEED KILLS``: the real server and worker are killed.

Two clerks click 认领 and 取消认领 over HTTP, timers start and move cases in the worker; then comes
SIGKILL, and all starts anew on what is left. On SQLite server and worker are one process
(``yuanban run``); on PostgreSQL two (``serve``, ``worker``), of which one or both die.
Prints one JSON object; exit 4 where something acknowledged is missing, or anything was done twice.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, redirect_stdout
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import select

from engine.commands import Deploy
from engine.protocols import Actor
from engine.store.schema import case_, due, event, task
from tests.support.diagrams import catch, cycle, diagram, end, line, start, timer
from tests.web import staff
from tests.web.house import PASSWORD, House
from workflows.office import Office
from workflows.settings import Settings

#: Exit code that no exception has
BROKEN = 4
ROOT = Path(__file__).parents[2]
TASKS, CLERKS = 8, 2
LOAD_S = (0.0, 0.6)
#: A busy machine is no finding
PATIENCE_S = 180


def ticking() -> bytes:
    """A case begins every second and waits for a third of one."""
    return diagram(
        "tick", start("s", cycle("R/PT1S")), catch("pause", timer("PT0.3S")), end(),
        line("s", "pause", "e"),
    )  # fmt: skip


class Served:
    """A house with work in it, its processes, and what was acknowledged."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        self.sqlite = url.startswith("sqlite")
        settings = Settings(data_folder=folder, database_url=url)
        Office.open(settings).engine.stop()
        house = House.open(folder, url)
        staff.staff(house)
        guide = house.signed_in("guide")
        for number in range(TASKS):
            staff.submitted(house, guide, form=staff.form_of(number))
        deploy = Deploy({"tick.bpmn": ticking()})
        house.office.execute(deploy, actor=Actor.system(house.city))
        self.city = house.city
        with house.office.reading() as connection:
            query = select(task.c.id).where(task.c.state == "open").order_by(task.c.id)
            self.tasks = list(connection.scalars(query))
        house.office.engine.stop()
        self.acknowledged: Counter[tuple[UUID, str]] = Counter()
        self.unanswered: Counter[tuple[UUID, str]] = Counter()
        #: Statuses of all answers
        self.answers: Counter[int] = Counter()
        self.cookie = ""
        self.token = ""

    def environment(self) -> dict[str, str]:
        return {
            **os.environ, "YUANBAN_DATA": str(self.folder), "YUANBAN_DATABASE_URL": self.url,
            "YUANBAN_PORT": "0", "PYTHONUNBUFFERED": "1",
        }  # fmt: skip

    def begin(self, verb: str, *more: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "web.cli", verb, *more]
        with (self.folder / "stderr").open("a") as errors:
            return subprocess.Popen(
                command, cwd=ROOT, env=self.environment(), stdout=subprocess.PIPE, text=True,
                stderr=errors,
            )  # fmt: skip


def _port(out: IO[str]) -> int:
    """Where the server listens, as it says on its standard output; the rest is read and dropped."""
    for text in out:
        if "http://127.0.0.1:" in text:
            threading.Thread(target=out.read, daemon=True).start()
            return int(text.split("http://127.0.0.1:")[1].split("/")[0])
    raise AssertionError("the server ended before it listened")


class Clerk:
    """One browser tab: takes tasks of its own share and gives them back."""

    def __init__(self, served: Served, port: int, tasks: list[UUID], seed: int) -> None:
        self.served, self.port, self.tasks = served, port, tasks
        self.choose = random.Random(seed)
        self.answered = threading.Event()

    def work(self) -> None:
        """Until the server is gone."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)) as connection:
            self._click(connection)

    def _click(self, connection: HTTPConnection) -> None:
        held: set[UUID] = set()
        while True:
            one = self.choose.choice(self.tasks)
            verb = "release" if one in held else "claim"
            key = (one, verb)
            self.served.unanswered[key] += 1
            try:
                status = self._post(connection, one, verb)
            except (OSError, HTTPException):
                return
            self.served.unanswered[key] -= 1
            self.served.answers[status] += 1
            self.answered.set()
            if status == 302:
                self.served.acknowledged[key] += 1
            (held.discard if verb == "release" else held.add)(one)

    def _post(self, connection: HTTPConnection, one: UUID, verb: str) -> int:
        body = urlencode({"csrf_token": self.served.token})
        headers = {"Cookie": self.served.cookie, "Content-Type": _FORM}
        connection.request("POST", f"/inbox/{one}/{verb}?box=queue", body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status


_FORM = "application/x-www-form-urlencoded"


def sign_in(served: Served, port: int) -> None:
    """Once: the session outlives the server."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.request("GET", "/sign-in")
    page = connection.getresponse()
    cookie = str(page.getheader("Set-Cookie")).split(";")[0]
    token = _token(page.read().decode())
    form = {"csrf_token": token, "login": "window", "password": PASSWORD}
    headers = {"Cookie": cookie, "Content-Type": _FORM}
    connection.request("POST", "/sign-in", urlencode(form), headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 302, answer.status
    served.cookie = str(answer.getheader("Set-Cookie")).split(";")[0]
    connection.request("GET", "/inbox?box=queue", headers={"Cookie": served.cookie})
    inbox = connection.getresponse()
    served.cookie = str(inbox.getheader("Set-Cookie") or served.cookie).split(";")[0]
    served.token = _token(inbox.read().decode())
    connection.close()


def _token(page: str) -> str:
    return page.split('name="csrf-token" content="')[1].split('"')[0]


def kill_once(served: Served, source: random.Random, living: dict[str, Any]) -> str:
    """Serve, let clerks click, kill; gives who died."""
    wanted = {"run": ("--no-demo",)} if served.sqlite else {"serve": (), "worker": ()}
    for verb, more in wanted.items():
        if verb not in living:
            living[verb] = served.begin(verb, *more)
    server = next(iter(wanted))
    if not hasattr(living[server], "port"):
        living[server].port = _port(living[server].stdout)
    port = living[server].port
    if not served.cookie:
        sign_in(served, port)
    shares = [served.tasks[number::CLERKS] for number in range(CLERKS)]
    clerks = [Clerk(served, port, share, source.randrange(2**32)) for share in shares]
    threads = [threading.Thread(target=clerk.work) for clerk in clerks]
    for thread in threads:
        thread.start()
    if not clerks[0].answered.wait(PATIENCE_S):
        raise AssertionError("no answer: nobody was killed at work")
    time.sleep(source.uniform(*LOAD_S))  # not a wait: the moment of the kill
    dying = list(wanted) if source.random() < 0.5 else [source.choice(list(wanted))]
    for verb in {*dying, server}:  # clerks stop when their server is gone
        living[verb].send_signal(signal.SIGKILL)
        living[verb].wait()
        living.pop(verb).stdout.close()
    for thread in threads:
        thread.join()
    return "+".join(sorted({*dying, server}))


def judge(served: Served) -> tuple[list[str], dict[str, int]]:
    """What the database says when all is over."""
    office = Office.open(Settings(data_folder=served.folder, database_url=served.url))
    engine = office.engine
    engine.drain()
    with office.reading() as connection:
        rows = connection.execute(select(event.c.stream, event.c.type, event.c.trace)).all()
        of_task = dict(iter(connection.execute(select(task.c.case_id, task.c.id))))
        query = select(case_.c.state).where(case_.c.process_id == "tick")
        ticks = Counter(connection.scalars(query))
        waiting = Counter(connection.scalars(select(due.c.kind)))
    broken = [f"chain {stream} {what.code}" for stream, what in engine.verify(served.city).broken]
    broken += [str(one) for one in engine.rebuild(served.city, write=False).differences]
    engine.stop()
    done = Counter((of_task.get(s), _VERBS[kind]) for s, kind, _ in rows if kind in _VERBS)
    for key in {*done, *served.acknowledged}:
        least, most = served.acknowledged[key], served.acknowledged[key] + served.unanswered[key]
        if not least <= done[key] <= most:
            broken.append(f"{key}: acknowledged {least} to {most}, recorded {done[key]}")
    fired = Counter(stream for stream, kind, _ in rows if kind == "TimerFired")
    twice = [stream for stream, times in fired.items() if times > 1]
    timers_are_there = waiting["timer"] == ticks["active"] and waiting["start"] == 1
    if twice or len(fired) != ticks["completed"] or not timers_are_there:
        broken.append(f"fired twice {twice}, cases {dict(ticks)}, rows {dict(waiting)}")
    counts = {"clicks": sum(served.acknowledged.values()), "ticks": sum(ticks.values())}
    return broken, {**counts, "events": len(rows)}


_VERBS = {"TaskClaimed": "claim", "TaskReleased": "release"}


def batch(url: str, folder: Path, seed: int, kills: int) -> dict[str, Any]:
    began = time.monotonic()
    with redirect_stdout(sys.stderr):
        served = Served(url, folder)
    source = random.Random(seed)
    living: dict[str, Any] = {}
    died = Counter(kill_once(served, source, living) for _ in range(kills))
    for process in living.values():
        process.kill()
        process.wait()
        process.stdout.close()
    broken, counts = judge(served)
    return {
        "kills": kills, "died": dict(died), **counts, "broken": broken,
        "answers": dict(served.answers),
        "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip


def main(url: str, folder: str, seed: str, kills: str) -> int:
    found = batch(url, Path(folder), int(seed), int(kills))
    sys.stdout.write(json.dumps(found) + "\n")
    return BROKEN if found["broken"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
