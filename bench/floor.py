"""The product beside its own floor: its own statements and bytes, replayed without an engine.

What lies between the two is all that the engine costs: parsing, policy, run, snapshot, hashes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bench import workload
from bench.completion import WARM_UP, turns_of
from bench.figures import Figure, in_ms, of_turns
from bench.product import Product
from bench.sides import side

MOST_RATIO = 6.0
#: (which connection, statement, values)
Said = tuple[int, str, Any]


class Tape:
    """All that the connections of an engine were told, in order."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self._connections: dict[int, int] = {}

    def listen(self, engine: Any) -> None:
        """Record the connections that ``engine`` opens from now on."""
        tape = self

        class Recorded(sqlite3.Connection):
            def execute(self, sql: str, values: Any = ()) -> sqlite3.Cursor:  # type: ignore[override]
                number = tape._connections.setdefault(id(self), len(tape._connections))
                tape.said.append((number, sql, values))
                return super().execute(sql, values)

        @event.listens_for(engine, "do_connect")
        def _open(_dialect: Any, _record: Any, arguments: Any, named: Any) -> sqlite3.Connection:
            return sqlite3.connect(*arguments, **named, factory=Recorded)


def replay(folder: str, turns: int) -> Callable[[int], int]:
    """The floor: records ``turns`` turns of the product, then replays them on a fresh file."""
    tape = Tape()
    recorded, pieces = _record(Path(folder) / "recorded.db", turns, tape)
    begin = _schema(Path(folder) / "floor.db", recorded[0])

    def work(turn: int) -> int:
        _say(begin, recorded[turn + 1])
        return pieces[turn]

    return work


def _record(path: Path, turns: int, tape: Tape) -> tuple[list[list[Said]], list[int]]:
    """What was said before the first turn and in each turn; pieces of work per turn."""
    product = _product(path, tape)
    work = turns_of(product)
    parts, pieces = [tape.said], []
    for turn in range(turns):
        tape.said = []
        pieces.append(work(turn))
        parts.append(tape.said)
    product.engine.stop()
    return parts, pieces


def _product(path: Path, tape: Tape | None = None) -> Product:
    place = f"sqlite:///{path}"
    listen = None if tape is None else tape.listen
    return Product(place, workload.approval_xml(), "approval", "NORMAL", listen=listen)


def _schema(path: Path, first: list[Said]) -> list[sqlite3.Connection]:
    """Connections as the product has them, on a file with its tables and its deployment."""
    from engine.runtime import Engine

    engine = Engine(f"sqlite:///{path}", synchronous="NORMAL")
    engine.create_schema()
    engine.stop()
    many = max(number for number, _, _ in first) + 1
    open_ones = [
        sqlite3.connect(path, isolation_level=None, cached_statements=512) for _ in range(many + 2)
    ]
    _say(open_ones, first)
    return open_ones


def _say(connections: list[sqlite3.Connection], said: list[Said]) -> None:
    for number, sql, values in said:
        cursor = connections[number].execute(sql, values)
        if cursor.description is not None:
            cursor.fetchall()


def product(folder: str) -> Callable[[int], int]:
    """The real pipeline on the same turns."""
    return turns_of(_product(Path(folder) / "product.db"))


def report(folder: Path, turns: int = 40) -> list[Figure]:
    """CPU per completion, product / floor."""
    every = 2 * (turns + WARM_UP)
    with side(product, str(folder)) as ours, side(replay, str(folder), every) as floor:
        pairs = list(_pairs(ours, floor, turns + WARM_UP))[WARM_UP:]
    note = in_ms(pairs, "product", "floor")
    name = "completion, W, SQLite NORMAL, product / own floor, CPU"
    most = {"row": "t2", "at_most": MOST_RATIO * 1.25, "reach": MOST_RATIO}
    return [of_turns(name, pairs, note=note, **most)]


def ratchet(folder: Path) -> list[Figure]:
    """As ``report``, shorter."""
    return report(folder, 15)


def _pairs(ours: Any, floor: Any, turns: int) -> Iterator[tuple[float, float]]:
    for number in range(turns):
        ours.turn(2 * number)
        floor.turn(2 * number)
        yield ours.turn(2 * number + 1).cpu_ms, floor.turn(2 * number + 1).cpu_ms
