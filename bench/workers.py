"""Completions per second on PostgreSQL with 1, 2 and 4 worker processes, each with its own cases.

The server runs on the same cores as the workers, so on a machine of two cores the fourth worker has
little to gain: what is shown is that workers do not wait for each other.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from bench.figures import Figure, of_turns
from bench.postgres import made, product, server
from bench.sides import side

MOST = 4
WARM_UP = 2


def report(folder: Path, turns: int = 8) -> list[Figure]:
    """Two workers beside one, four beside one, turn by turn."""
    with server() as address, ExitStack() as stack:
        url = made(address, "bench_workers")
        sides = [stack.enter_context(side(product, url))]
        sides[0].turn(0)  # the tables are there before the others come
        sides += [stack.enter_context(side(product, url)) for _ in range(MOST - 1)]
        rounds = [
            {workers: _ms(sides[:workers], 2 * number) for workers in (1, 2, MOST)}
            for number in range(1, turns + WARM_UP)
        ][WARM_UP - 1 :]
    rate = {
        workers: f"{1e3 / median(one[workers] for one in rounds):.0f}/s" for workers in rounds[0]
    }
    said = ", ".join(f"{workers}: {each}" for workers, each in rate.items())
    return [
        of_turns(
            f"completions per second, PostgreSQL, {workers} workers / one",
            [(one[1], one[workers]) for one in rounds],
            note=said,
        )
        for workers in (2, MOST)
    ]


def _ms(sides: list[Any], number: int) -> float:
    """Milliseconds per completion, of all workers together."""
    start = number + 10_000 * len(sides)
    for one in sides:  # begins the cases that are then completed
        one.begin(start)
    for one in sides:
        one.end()
    for one in sides:
        one.begin(start + 1)
    # Each did as many: together they take the time of the slowest one for all their work
    return max(one.end().wall_ms for one in sides) / len(sides)
