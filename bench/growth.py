"""A case in its two-thousandth round beside a fresh one: a long history must cost nothing.

Plain SpiffWorkflow keeps all of it and stops for good after round 501 (performance notes).
Both cases live in one engine and take turns, completion by completion.
"""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from uuid import UUID

from bench import workload
from bench.figures import Figure, of_turns
from bench.product import Product

MOST_RATIO = 1.05
OLD_ROUNDS = 2000
TURNS = 400
#: A fresh case is replaced before it grows old itself
FRESH_ROUNDS = 20


def report(folder: Path) -> list[Figure]:
    """The ratio old / fresh, CPU per completion."""
    product = Product(folder / "growth.db", workload.loop_xml(), "loop", "NORMAL")
    old = product.start(workload.start_data(1))
    for number in range(OLD_ROUNDS):
        one_round(product, old, number)
    pairs = _turns(product, old)
    product.engine.stop()
    ours, fresh = median(a for a, _ in pairs), median(b for _, b in pairs)
    note = f"round {OLD_ROUNDS}: {ours * 1e3:.2f} ms, fresh: {fresh * 1e3:.2f} ms"
    name = f"completion in round {OLD_ROUNDS} / in a fresh case, CPU"
    figure = of_turns(
        name, pairs, row="t4", at_most=MOST_RATIO * SLACK, reach=MOST_RATIO, note=note
    )
    return [figure]


ratchet = report

#: A ratchet, not a race: noise of the machine must not fail a run
SLACK = 1.25


def _turns(product: Product, old: UUID) -> list[tuple[float, float]]:
    pairs = []
    for turn in range(TURNS):
        if turn % FRESH_ROUNDS == 0:
            fresh = product.start(workload.start_data(2))
            one_round(product, fresh, 0)
        # Who goes first alternates, so that neither always finds the other's warm pages
        first, second = (old, fresh) if turn % 2 else (fresh, old)
        used = {case: one_round(product, case, turn) for case in (first, second)}
        pairs.append((used[old], used[fresh]))
    return pairs


def one_round(product: Product, case: UUID, number: int) -> float:
    """One completion of the loop; CPU seconds."""
    task_id = product.next_task(case)
    data = {"again": True, f"意见{number % 5}": "再补正一次", "round": number}
    begun = time.process_time()
    product.complete(task_id, data)
    return time.process_time() - begun
