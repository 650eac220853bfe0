"""t13, t14: completing a task by a form's POST, beside a POST that does nothing; four clients.

Both pass through the whole application (``desk``): session, CSRF, rights, headers, log.
"""

from __future__ import annotations

import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from http.client import HTTPConnection
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from bench import workload
from bench.center import PASSWORD
from bench.desk import Desk
from bench.figures import Figure, in_ms, of_turns

MOST_CPU, MOST_TAIL = 2.0, 2.0
#: Cases of a turn: each is completed six times
TURN, TURNS, WARM_UP = 3, 25, 4
CLIENTS, CASES_EACH, ROUNDS = 4, 15, 5


def report(folder: Path) -> list[Figure]:
    """Both rows."""
    return [*cpu(folder / "cpu"), *tail(folder / "tail")]


def ratchet(folder: Path) -> list[Figure]:
    """t13 alone, for every run."""
    return cpu(folder / "cpu", turns=12)


def cpu(folder: Path, turns: int = TURNS) -> list[Figure]:
    """CPU of a POST that completes / of one that does nothing, turn by turn."""
    desk = Desk(folder)
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        client, token = desk.browser()
        pairs = [_turn(desk, client, token) for _ in range(turns + WARM_UP)][WARM_UP:]
    desk.engine.stop()
    name = "POST complete / POST that does nothing, CPU"
    asked = {"row": "t13", "at_most": MOST_CPU * 1.25, "reach": MOST_CPU}
    return [of_turns(name, pairs, note=in_ms(pairs, "complete", "nothing"), **asked)]


def _turn(desk: Desk, client: Any, token: str) -> tuple[float, float]:
    """CPU milliseconds per POST of each kind; they alternate."""
    used, idle, posts = 0.0, 0.0, 0
    for case in desk.start(TURN):
        for number in range(len(workload.TASKS)):
            task, element = desk.task_of(case)
            form = desk.form(element, number, token)
            used += _cpu(client, f"/bench/{task}/complete", form)
            idle += _cpu(client, "/bench/nothing", form)
            posts += 1
    return used / posts * 1e3, idle / posts * 1e3


def _cpu(client: Any, address: str, form: dict[str, Any]) -> float:
    begun = time.process_time()
    answer = client.post(address, data=form)
    used = time.process_time() - begun
    assert answer.status_code == 303, answer.status
    return used


def tail(folder: Path) -> list[Figure]:
    """p95 / p50 of a POST that completes, while four clients send; durability FULL."""
    with serving(folder) as (port, start):
        clerk = Browser(port)
        clerk.sign_in()
        rounds = [_round(clerk, start(CLIENTS * CASES_EACH)) for _ in range(ROUNDS + 1)][1:]
    ratios = [high / middle for middle, high in rounds]
    return [
        Figure(
            f"POST complete, {CLIENTS} clients, p95 / p50",
            median(ratios),
            row="t14",
            reach=MOST_TAIL,
            least_is_best=True,
            spread=(min(ratios), max(ratios)),
            note=in_ms(rounds, "p50", "p95"),
        )
    ]


Tasks = list[tuple[UUID, str]]


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, Callable[[int], Tasks]]]:
    """A server in a process of its own: its port, and how cases are begun there."""
    context = get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, str(folder)))
    process.start()
    there.close()  # so that its end, if it fails, is noticed here
    port: int = here.recv()

    def start(cases: int) -> Tasks:
        here.send(cases)
        found: Tasks = here.recv()
        return found

    try:
        yield port, start
    finally:
        here.send(None)
        process.join(30)
        process.terminate()


def _serve(told: Connection, folder: str) -> None:
    from waitress import create_server

    desk = Desk(Path(folder))
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        server = create_server(desk.app, host="127.0.0.1", port=0, threads=8, ident=None)
        threading.Thread(target=server.run, daemon=True).start()
        told.send(server.effective_port)
        while (cases := told.recv()) is not None:
            told.send([desk.task_of(case) for case in desk.start(cases)])
    os._exit(0)


def _round(clerk: Browser, tasks: Tasks) -> tuple[float, float]:
    """p50 and p95 in milliseconds."""
    times: list[float] = []
    shares = [tasks[number::CLIENTS] for number in range(CLIENTS)]
    clients = [
        threading.Thread(target=_client, args=(clerk.again(), share, times)) for share in shares
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    assert len(times) == len(tasks), "a client failed"
    times.sort()
    return times[len(times) // 2], times[int(len(times) * 0.95)]


def _client(browser: Browser, tasks: Tasks, times: list[float]) -> None:
    """Complete every task, one after the other."""
    for number, (task, element) in enumerate(tasks):
        form = {"csrf_token": browser.token, **workload.form_data(element, number)}
        begun = time.perf_counter()
        status = browser.post(f"/bench/{task}/complete", form)
        times.append((time.perf_counter() - begun) * 1e3)
        assert status == 303, status


class Browser:
    """One connection, kept open, and the cookie of its session."""

    def __init__(self, port: int, cookie: str = "", token: str = "") -> None:
        self._port, self._connection = port, HTTPConnection("127.0.0.1", port)
        self._cookie, self.token = cookie, token

    def again(self) -> Browser:
        """Another connection in the same session."""
        return Browser(self._port, self._cookie, self.token)

    def sign_in(self) -> None:
        self.get("/sign-in")
        form = {"csrf_token": self.token, "login": "window", "password": PASSWORD}
        assert self.post("/sign-in", form) == 302
        self.get("/inbox")

    def get(self, address: str) -> None:
        """Open a page and take the token of its forms."""
        page = self._send("GET", address, None)[1].decode()
        found = re.search(r'name="csrf-token" content="([^"]+)"', page)
        assert found is not None
        self.token = found[1]

    def post(self, address: str, form: dict[str, Any]) -> int:
        return self._send("POST", address, urlencode(form))[0]

    def _send(self, method: str, address: str, body: str | None) -> tuple[int, bytes]:
        headers = {"Cookie": self._cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self._connection.request(method, address, body, headers)
        answer = self._connection.getresponse()
        if cookie := answer.getheader("Set-Cookie"):
            self._cookie = cookie.partition(";")[0]
        return answer.status, answer.read()
