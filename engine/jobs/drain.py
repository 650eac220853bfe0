"""Doing what is due: the same for the embedded threads, for tests and for rung workers.

Each row is carried out by a command of its own, under the engine's own hand. A row that is
refused is put off; after its last attempt it is a dead letter and an incident of its case.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from engine.commands import CarryOut, FireTimer, GiveUpDue
from engine.errors import EngineError, StoreUnavailable
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

    def step(self, *, jobs: bool = True) -> bool:
        """Carry out the earliest due row; False if nothing is due. ``jobs``: jobs as well."""
        found = self._due(self._types() if jobs else (), 1)
        for row in found:
            self.carry_out(row)
        return bool(found)

    def jobs(self, limit: int) -> list[DueRow]:
        """Jobs that are due, the earliest first."""
        return self._due(self._types(), limit, only_jobs=True)

    def carry_out(self, row: DueRow) -> None:
        """Do it; whatever goes wrong, the row does not come again at once."""
        try:
            self._attempt(row)
        except StoreUnavailable:
            # Nobody's fault but the database's: no attempt is lost, and it comes again
            raise
        except Exception as error:
            self._failed(row, error)

    def ring(self, tenant: UUID, due_id: UUID) -> None:
        """Carry out this row. Nothing happens where it is gone, not due, or in other hands."""
        now = to_micros(self._engine.clock.now())
        with self._engine.look(tenant) as tx:
            row = due.load(tx, due_id)
        if row is None or row.due_at > now or row.state == "dead":
            return
        if row.state == "running" and (row.leased_until or 0) > now:
            return
        if row.kind != "job" or row.name in self._types():
            self.carry_out(row)

    def warm_up(self) -> None:
        """Load what runs cases before the first row is due."""
        self._engine.warm_up()

    def sweep(self) -> int:
        """Delete, erase and put away what is to be; how much there was."""
        return self._engine.sweep()

    def next_row_instant(self) -> int | None:
        """When the next row falls due, in microseconds; None if none is waiting."""
        with self._engine.reading() as connection:
            return due.next_instant(connection, to_micros(self._engine.clock.now()))

    def _types(self) -> Collection[str]:
        return sorted(self._engine.handlers.keys() - self.held)

    def _due(self, types: Collection[str], limit: int, *, only_jobs: bool = False) -> list[DueRow]:
        with self._engine.reading() as connection:
            now = to_micros(self._engine.clock.now())
            return due.next_of(connection, now, types, limit, only_jobs=only_jobs)

    def _attempt(self, row: DueRow) -> None:
        if row.kind == "job":
            perform_job(self._engine, row, self._random)
            return
        command = FireTimer(row.id) if row.kind == "timer" else CarryOut(row.id)
        self._engine.execute(command, actor=Actor.system(row.tenant))

    def _failed(self, row: DueRow, error: Exception) -> None:
        """Others are behind this row, so it comes again later, or not at all."""
        attempts = row.attempts + 1
        code = error.code if isinstance(error, EngineError) else "fault"
        words = f"{code}: {error}"
        actor = Actor.system(row.tenant)
        if attempts >= row.retries:
            self._engine.execute(GiveUpDue(row.id, code, words), actor=actor)
            return
        again = self._engine.clock.now() + backoff.delay(attempts, self._random)
        with self._engine.transaction(actor) as tx:
            due.postpone(tx, row.id, to_micros(again), words, attempts=attempts)
