"""Two sides of a benchmark, each in a process of its own, working in turns.

In one process the garbage and the cold caches of one side are paid by the other.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

#: Given its settings, sets up a side and gives the function that does one turn of it
Side = Callable[..., Callable[[int], int]]


@dataclass
class Used:
    """What a side has used, per piece of work."""

    cpu_ms: float
    wall_ms: float


class Remote:
    """A side in another process."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def turn(self, number: int) -> Used:
        """Let it work once; the other side rests meanwhile."""
        self.begin(number)
        return self.end()

    def begin(self, number: int) -> None:
        """Let it work; others may work meanwhile."""
        self._connection.send(number)

    def end(self) -> Used:
        """Wait until it has done what it was told."""
        cpu, wall, pieces = self._connection.recv()
        return Used(cpu / pieces * 1e3, wall / pieces * 1e3)


@contextmanager
def side(make: Side, *settings: Any) -> Iterator[Remote]:
    """Start ``make(*settings)`` in a fresh process; ended on exit."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there, make, settings))
    process.start()
    there.close()
    try:
        yield Remote(here)
    finally:
        here.send(None)
        process.join()
        here.close()


def _serve(connection: Connection, make: Side, settings: tuple[Any, ...]) -> None:
    work = make(*settings)
    while (number := connection.recv()) is not None:
        cpu, wall = time.process_time(), time.perf_counter()
        pieces = work(number)
        used = (time.process_time() - cpu, time.perf_counter() - wall, pieces)
        connection.send(used)
