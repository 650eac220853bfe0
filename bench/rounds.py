"""Ten thousand rounds of one case: it never stops. Plain SpiffWorkflow ends after round 501."""

from __future__ import annotations

from pathlib import Path

from bench import workload
from bench.figures import Figure
from bench.growth import one_round
from bench.product import Product

ROUNDS = 10_000


def report(folder: Path, rounds: int = ROUNDS) -> list[Figure]:
    """How many rounds a case has gone through with its next task still open."""
    product = Product(folder / "rounds.db", workload.loop_xml(), "loop", "NORMAL")
    case = product.start(workload.start_data(1))
    for number in range(rounds):
        one_round(product, case, number)
    product.open_task(case)
    product.engine.stop()
    figure = Figure("rounds of a loop without a stop", rounds, at_least=ROUNDS, row="t6")
    return [figure]


ratchet = report
