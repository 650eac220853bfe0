"""Doing what is due: the same for the embedded thread, for tests and for rung workers.

Each row is carried out by a command of its own, under the engine's own hand. A row that is
refused is put off; after its last attempt it is a dead letter and an incident of its case.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from typing import TYPE_CHECKING

from engine.commands import CarryOut, FireTimer
from engine.errors import EngineError
from engine.jobs import backoff
from engine.jobs.perform import perform_job
from engine.protocols import Actor
from engine.store import due
from engine.store.due import DueRow
from engine.store.types import to_micros

if TYPE_CHECKING:
    from engine.runtime import Engine


class Drain:
    """Carries out due rows, the earliest first, until nothing is due."""

    def __init__(self, engine: Engine, source: random.Random) -> None:
        self._engine, self._random = engine, source
        #: Job types that wait for somebody else, though a handler is registered
        self.held: set[str] = set()

    def run(self) -> int:
        """How many rows were carried out."""
        done = 0
        while self.step():
            done += 1
        return done

    def step(self) -> bool:
        """Carry out the earliest due row; False if nothing is due."""
        row = self._next()
        if row is None:
            return False
        try:
            self._carry_out(row)
        except Exception as error:
            self._failed(row, error)
        return True

    def warm_up(self) -> None:
        """Load what runs cases before the first row is due."""
        self._engine.warm_up()

    def next_row_instant(self) -> int | None:
        """When the next row falls due, in microseconds; None if none is waiting."""
        with self._engine.reading() as connection:
            return due.next_instant(connection, to_micros(self._engine.clock.now()))

    def _types(self) -> Collection[str]:
        return sorted(self._engine.handlers.keys() - self.held)

    def _next(self) -> DueRow | None:
        with self._engine.reading() as connection:
            now = to_micros(self._engine.clock.now())
            found = due.next_of(connection, now, self._types())
        return found[0] if found else None

    def _carry_out(self, row: DueRow) -> None:
        if row.kind == "job":
            perform_job(self._engine, row, self._random)
            return
        command = FireTimer(row.id) if row.kind == "timer" else CarryOut(row.id)
        self._engine.execute(command, actor=Actor.system(row.tenant))

    def _failed(self, row: DueRow, error: Exception) -> None:
        """The row must not come again at once, whatever went wrong: others are behind it."""
        attempts = row.attempts + 1
        code = error.code if isinstance(error, EngineError) else "fault"
        words = f"{code}: {error}"
        from engine.pipeline.abandon import abandon, put_off

        with self._engine.transaction(Actor.system(row.tenant)) as tx:
            if attempts >= row.retries:
                abandon(tx, row, code, words)
            else:
                put_off(tx, row, words, backoff.delay(attempts, self._random), attempts)
