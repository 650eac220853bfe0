"""CPU and wall time per completion, W, against plain SpiffWorkflow: in turns, case by case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench import workload
from bench.figures import Figure
from bench.product import Product
from bench.sides import Remote, Used, side

#: The least that issue 3 asks for
LEAST_RATIO = 4.0
#: Turns of each side before the clock counts: caches are warm, prepared statements prepared
WARM_UP = 10
#: Cases that are under way at once, as in the baseline
ALIVE = 5


def naive(folder: str, synchronous: str) -> Callable[[int], int]:
    """The baseline as it was given: mode ``embed``."""
    module, wl = workload.baseline()
    store = module.Store(
        "embed", synchronous, wl.approval_xml(), "approval", str(Path(folder) / "naive.db")
    )

    def complete(number: int) -> None:
        task, name = store.open_task(number)
        store.complete(number, task, workload.form_data(name, number))

    def start(number: int) -> int:
        store.start(number, workload.start_data(number))
        return number

    return _turns(start, complete)


def product(folder: str, synchronous: str) -> Callable[[int], int]:
    """The real pipeline."""
    side = Product(Path(folder) / "product.db", workload.approval_xml(), "approval", synchronous)
    cases: dict[int, object] = {}

    def complete(number: int) -> None:
        task_id, element_id = side.open_task(cases[number])  # type: ignore[arg-type]
        side.complete(task_id, workload.form_data(element_id, number))

    def start(number: int) -> int:
        cases[number] = side.start(workload.start_data(number))
        return number

    return _turns(start, complete)


def _turns(start: Callable[[int], int], complete: Callable[[int], None]) -> Callable[[int], int]:
    """Even turns start ``ALIVE`` cases, odd turns complete all their tasks, in turn."""

    def work(turn: int) -> int:
        numbers = range(turn // 2 * ALIVE + 1, turn // 2 * ALIVE + ALIVE + 1)
        if turn % 2 == 0:
            return sum(start(number) > 0 for number in numbers)
        for _ in workload.TASKS:
            for number in numbers:
                complete(number)
        return len(numbers) * len(workload.TASKS)

    return work


def run(folder: Path, synchronous: str, turns: int) -> list[tuple[Used, Used]]:
    """What both sides used per completion, turn by turn: (naive, product)."""
    with (
        side(naive, str(folder), synchronous) as theirs,
        side(product, str(folder), synchronous) as ours,
    ):
        found = [_both(theirs, ours, number) for number in range(turns + WARM_UP)]
    return found[WARM_UP:]


def _both(theirs: Remote, ours: Remote, number: int) -> tuple[Used, Used]:
    theirs.turn(2 * number)
    ours.turn(2 * number)
    return theirs.turn(2 * number + 1), ours.turn(2 * number + 1)


def report(folder: Path, turns: int = 60) -> list[Figure]:
    """The ratios at both durabilities."""
    figures: list[Figure] = []
    for synchronous in ("NORMAL", "FULL"):
        target = folder / synchronous.lower()
        target.mkdir()
        found = run(target, synchronous, turns)
        name = f"completion, W, SQLite {synchronous}, naive / product"
        figures += [
            _figure(f"{name}, CPU", [(a.cpu_ms, b.cpu_ms) for a, b in found], LEAST_RATIO),
            _figure(f"{name}, wall", [(a.wall_ms, b.wall_ms) for a, b in found], None),
        ]
    return figures


def _figure(name: str, pairs: list[tuple[float, float]], at_least: float | None) -> Figure:
    theirs, ours = median(a for a, _ in pairs), median(b for _, b in pairs)
    note = f"naive {theirs:.2f} ms, product {ours:.2f} ms"
    return Figure(name, median(a / b for a, b in pairs), at_least=at_least, note=note)
