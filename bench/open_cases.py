"""A completion beside a hundred thousand open cases, and beside none."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from bench import kept, workload
from bench.figures import Figure, in_ms, of_turns
from bench.product import Product
from bench.volume import TURNS, beside_empty
from engine.store.database import Database

CASES = 100_000


def report(folder: Path, cases: int = CASES, turns: int = TURNS) -> list[Figure]:
    """Wall time per completion, full / empty."""
    there = kept.sqlite(f"open{cases}", Path(__file__), partial(_fill, cases=cases))
    pairs = beside_empty(folder, there, cases, turns)
    name = f"completion, {cases} open cases / empty file, wall"
    return [of_turns(name, pairs, least_is_best=True, note=in_ms(pairs, "full", "empty"))]


def _fill(database: Database, cases: int) -> None:
    """So many cases that wait for their first task, begun by the product itself."""
    product = Product(database.url, workload.approval_xml(), "approval", "NORMAL")
    for number in range(cases):
        product.start(workload.start_data(number))
    product.engine.stop()
