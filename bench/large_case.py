"""A case with a megabyte of variables beside a small one: what a step of it costs and writes.

The megabyte is stored once, by content; each step still turns it into bytes to see that it is the
same. More than one page of growth per step would mean that it is written anew.
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from uuid import UUID

from bench import workload
from bench.figures import Figure, in_ms, of_turns
from bench.product import Product

TURNS, WARM_UP = 60, 10
MEGABYTE = 1 << 20
#: A table page of SQLite and its share of indexes, five times over
MOST_BYTES = 5 * 4096


def report(folder: Path, turns: int = TURNS) -> list[Figure]:
    """CPU of a completion, large / small, and the bytes by which the database grows per step."""
    product = Product(folder / "large.db", workload.loop_xml(), "loop", "NORMAL")
    letter = random.Random(1).randbytes(MEGABYTE // 2).hex()
    large = product.start({**workload.start_data(1), "letter": letter})
    small = product.start(workload.start_data(2))
    pairs, grown = [], 0
    for number in range(turns + WARM_UP):
        before = _pages(product)
        ours = _round(product, large, number)
        grown += _pages(product) - before
        pairs.append((ours, _round(product, small, number)))
    product.engine.stop()
    pairs = pairs[WARM_UP:]
    bytes_each = grown * 4096 / (turns + WARM_UP)
    return [
        of_turns(
            "completion with 1 MB of variables / with 1 KB, CPU",
            pairs,
            least_is_best=True,
            note=in_ms(pairs, "large", "small"),
        ),
        Figure(
            "growth of the database per step of a case with 1 MB of variables, bytes",
            bytes_each,
            at_most=MOST_BYTES,
        ),
    ]


def _pages(product: Product) -> int:
    with product.engine.reading() as connection:
        found: int = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    return found


def _round(product: Product, case: UUID, number: int) -> float:
    """CPU milliseconds of one completion."""
    task = product.next_task(case)
    begun = time.process_time()
    product.complete(task, {"again": True, "round": number})
    return (time.process_time() - begun) * 1e3
