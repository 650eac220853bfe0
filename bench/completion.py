"""CPU and wall time per completion, W, against plain SpiffWorkflow: in turns, case by case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from bench import workload
from bench.figures import Figure, in_ms, of_turns
from bench.product import Product
from bench.sides import Remote, Used, side

#: {durability: (row, what fails a run, what must be reached)}; CPU at NORMAL, wall at FULL.
#: Wall time belongs to whoever shares the disk: it is shown, and fails no run
BOUNDS = {"NORMAL": ("t1", 9.0 / 1.25, 9.0), "FULL": ("t3", None, 6.0)}
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

    return turns_of_naive(store)


def turns_of_naive(store: Any) -> Callable[[int], int]:
    """W on the baseline: even turns start cases, odd turns complete all their tasks."""

    def complete(number: int) -> None:
        task, name = store.open_task(number)
        store.complete(number, task, workload.form_data(name, number))

    def start(number: int) -> int:
        store.start(number, workload.start_data(number))
        return number

    return _turns(start, complete)


def product(folder: str, synchronous: str) -> Callable[[int], int]:
    """The real pipeline."""
    path = Path(folder) / "product.db"
    return turns_of(Product(path, workload.approval_xml(), "approval", synchronous))


def turns_of(product: Product) -> Callable[[int], int]:
    """W on ``product``: even turns start cases, odd turns complete all their tasks."""
    cases: dict[int, UUID] = {}

    def complete(number: int) -> None:
        task_id, element_id = product.open_task(cases[number])
        product.complete(task_id, workload.form_data(element_id, number))

    def start(number: int) -> int:
        cases[number] = product.start(workload.start_data(number))
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


def report(folder: Path, turns: int = 40) -> list[Figure]:
    """The ratios at both durabilities."""
    return [*_at("NORMAL", folder, turns), *_at("FULL", folder, turns)]


def ratchet(folder: Path) -> list[Figure]:
    """t1 alone."""
    return _at("NORMAL", folder, 15)[:1]


def _at(synchronous: str, folder: Path, turns: int) -> list[Figure]:
    target = folder / synchronous.lower()
    target.mkdir()
    found = run(target, synchronous, turns)
    cpu = [(a.cpu_ms, b.cpu_ms) for a, b in found]
    wall = [(a.wall_ms, b.wall_ms) for a, b in found]
    row, least, reach = BOUNDS[synchronous]
    asked = {"row": row, "at_least": least, "reach": reach}
    name = f"completion, W, SQLite {synchronous}, naive / product"
    return [
        _figure(f"{name}, CPU", cpu, asked if synchronous == "NORMAL" else {}),
        _figure(f"{name}, wall", wall, asked if synchronous == "FULL" else {}),
    ]


def _figure(name: str, pairs: list[tuple[float, float]], asked: dict[str, Any]) -> Figure:
    return of_turns(name, pairs, note=in_ms(pairs, "naive", "product"), **asked)
