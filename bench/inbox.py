"""The inbox page with ten thousand open tasks beside one with a hundred: a queue costs nothing.

The whole request is measured: session, identity, list, counts, template, compression. Both
houses stand in one process and answer in turns.
"""

from __future__ import annotations

import os
import time
from contextlib import redirect_stdout
from pathlib import Path
from statistics import quantiles

from flask.testing import FlaskClient

from bench.center import Center
from bench.figures import Figure

#: The most that issue 3 allows
MOST_RATIO = 1.5
FEW, MANY = 100, 10_000
TURNS = 300
WARM_UP = 20

Times = tuple[list[float], list[float]]


def report(folder: Path, turns: int = TURNS) -> list[Figure]:
    """p95 of the server's time for 可认领, many / few."""
    # The log of the requests is written, and goes nowhere
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        houses = _house(folder / "few", FEW), _house(folder / "many", MANY)
        cpu, wall = _visits(houses, turns)
    name = f"inbox page, p95 at {MANY} open tasks / at {FEW}"
    return [_figure(f"{name}, CPU", cpu, MOST_RATIO), _figure(f"{name}, wall", wall, None)]


def _visits(houses: tuple[FlaskClient, FlaskClient], turns: int) -> tuple[Times, Times]:
    cpu: Times = ([], [])
    wall: Times = ([], [])
    for turn in range(turns + WARM_UP):
        # Who goes first alternates, so that neither always finds the other's warm caches
        for side in (0, 1) if turn % 2 else (1, 0):
            used = _visit(houses[side])
            if turn >= WARM_UP:
                cpu[side].append(used[0])
                wall[side].append(used[1])
    return cpu, wall


def _house(folder: Path, applications: int) -> FlaskClient:
    center = Center(folder)
    center.hand_in(applications)
    return center.browser()


def _visit(client: FlaskClient) -> tuple[float, float]:
    """CPU and wall milliseconds of one page."""
    cpu, wall = time.process_time(), time.perf_counter()
    answer = client.get("/inbox?box=queue")
    used = (time.process_time() - cpu) * 1e3, (time.perf_counter() - wall) * 1e3
    assert answer.status_code == 200, answer.status
    return used


def _figure(name: str, times: Times, at_most: float | None) -> Figure:
    few, many = (quantiles(side, n=20)[-1] for side in times)
    note = f"{FEW}: {few:.1f} ms, {MANY}: {many:.1f} ms"
    return Figure(name, many / few, at_most=at_most, note=note)
