"""A completion in a file of fifty thousand finished cases beside one in an empty file."""

from __future__ import annotations

import shutil
import time
from functools import partial
from pathlib import Path

from bench import kept, workload
from bench.completion import ALIVE, turns_of
from bench.figures import Figure, in_ms, of_turns
from bench.product import Product
from engine.store.database import Database

MOST_RATIO = 1.05
CASES = 50_000
TURNS = 150


def report(folder: Path, cases: int = CASES, turns: int = TURNS) -> list[Figure]:
    """Wall time per completion, full / empty."""
    there = kept.sqlite(f"cases{cases}", Path(__file__), partial(_fill, cases=cases))
    pairs = beside_empty(folder, there, cases, turns)
    name = f"completion, {cases} stored cases / empty file, wall"
    asked = {"row": "t5", "reach": MOST_RATIO, "least_is_best": True}
    return [of_turns(name, pairs, note=in_ms(pairs, "full", "empty"), **asked)]


def beside_empty(folder: Path, there: Path, cases: int, turns: int) -> list[tuple[float, float]]:
    """Milliseconds per completion in a copy of ``there`` and in an empty file, turn by turn."""
    shutil.copyfile(there, folder / "full.db")
    full, groups = turns_of(_product(folder / "full.db")), cases // ALIVE
    empty = turns_of(_product(folder / "empty.db"))
    pairs = []
    for turn in range(turns):
        # Who goes first alternates, so that neither always finds the other's warm caches
        first = _wall(full, groups + turn) if turn % 2 else None
        alone = _wall(empty, turn)
        pairs.append((first or _wall(full, groups + turn), alone))
    return pairs


def _fill(database: Database, cases: int) -> None:
    """So many cases, from their start to their end, by the product itself."""
    product = Product(database.url, workload.approval_xml(), "approval", "NORMAL")
    work = turns_of(product)
    for turn in range(2 * (cases // ALIVE)):
        work(turn)
    product.engine.stop()


def _product(path: Path) -> Product:
    return Product(path, workload.approval_xml(), "approval", "NORMAL")


def _wall(work: object, group: int) -> float:
    """Milliseconds per completion of one group of cases."""
    assert callable(work)
    work(2 * group)
    begun = time.perf_counter()
    pieces = work(2 * group + 1)
    return (time.perf_counter() - begun) * 1e3 / pieces
