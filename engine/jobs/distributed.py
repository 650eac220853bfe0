"""PostgreSQL with many workers: Procrastinate rings, the due rows stay the truth.

A row that is due at once is rung on the transaction's own connection: a step that is rolled back
rings nobody. What falls due later is rung by a sweep, one for all workers. No locks and no retries
of the ringer's own: with a lock per case a timer in thirty days would hold up every later job of
its case. Whoever is rung reads the row again, so a second ring does nothing, and a ring that dies
with its worker is made good by the sweep.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import procrastinate
from sqlalchemy import Connection, make_url

from engine.store import due
from engine.store.types import to_micros

if TYPE_CHECKING:
    from engine.runtime import Engine
    from engine.store.transaction import Transaction

_log = logging.getLogger(__name__)

QUEUE = "yuanban"
#: Every five seconds: the longest delay of a timer
SWEEP = "* * * * * */5"
#: Rings at once in one worker; handlers run in threads
CONCURRENCY = 8
#: How often a worker deletes, erases and puts away what is to be
KEEP_S = 60.0
#: How long a worker waits for a database that went away before it tries again
AGAIN_S = 1.0
#: How many rows one sweep rings
LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Status:
    """The queue at one moment."""

    #: Due rows that nobody has carried out yet, and how long the oldest has been due
    late: int
    lag_s: float
    #: Rows that fall due later, and dead letters
    later: int
    dead: int
    #: Rings that wait, and those in somebody's hands
    rings: int
    ringing: int


class Rings:
    """Rings for the due rows of one engine on PostgreSQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        address = make_url(engine.database.url).set(drivername="postgresql")
        conninfo = address.render_as_string(hide_password=False)
        self._outside = procrastinate.App(
            connector=procrastinate.SyncPsycopgConnector(conninfo=conninfo, min_size=0, max_size=2)
        )
        self._conninfo = conninfo
        self._deferrer = self._outside.configure_task
        #: When this worker last deleted, erased and put away what is to be
        self._kept = 0.0

    def install(self) -> None:
        """Make the ringer's own tables where they are missing."""
        with self._outside.open(), self._engine.transaction(_nobody()) as tx:
            tx.run("SELECT pg_advisory_xact_lock(4471)")
            (there,) = tx.run("SELECT to_regclass('procrastinate_jobs')").fetchone()
            if there is None:
                self._outside.schema_manager.apply_schema()

    def ring(self, tx: Transaction, due_id: UUID) -> None:
        """Ring for a row of this transaction; nobody is rung where it is rolled back."""
        raw = tx.connection.connection.driver_connection
        arguments = {"tenant": tx.tenant.hex, "due": due_id.hex}
        configured = self._deferrer("yuanban.ring", queue=QUEUE, connection=raw)
        configured.defer(**arguments)

    def work(self, *, forever: bool = True) -> None:
        """Carry out what is rung, and sweep, until the process is told to stop.

        Not ``forever``: until nothing rings any more.
        """
        asyncio.run(self._work(forever))

    async def _work(self, forever: bool) -> None:
        connector = procrastinate.PsycopgConnector(
            conninfo=self._conninfo, min_size=1, max_size=CONCURRENCY + 2
        )
        app = procrastinate.App(connector=connector)
        app.task(name="yuanban.ring", queue=QUEUE)(self._rung)
        swept = app.task(name="yuanban.sweep", queue=QUEUE)(self._sweep)
        app.periodic(cron=SWEEP)(swept)
        async with app.open_async():
            await self._worked(app, forever)

    async def _worked(self, app: procrastinate.App, forever: bool) -> None:
        """Work until told to stop. Where the database goes away the ringer ends by itself, and
        begins anew.
        """
        stopping = asyncio.Event()
        while not stopping.is_set():
            task = asyncio.create_task(_worker(app, forever))
            if forever:
                _on_signal(stopping, task)
            try:
                await task
            except asyncio.CancelledError:
                if not stopping.is_set():
                    raise
            except procrastinate.exceptions.ConnectorException as error:
                _log.warning("the ringer lost the database: %s", error.__cause__ or error)
            if not forever:
                return
            if not stopping.is_set():
                _log.warning("the database does not answer: the worker tries again")
                await asyncio.sleep(AGAIN_S)

    def _rung(self, tenant: str, due: str) -> None:
        self._engine.carry_out_due(UUID(tenant), UUID(due))

    def _sweep(self, timestamp: int = 0) -> None:
        self.sweep()
        if time.monotonic() - self._kept > KEEP_S:
            self._kept = time.monotonic()
            self._engine.sweep()

    def sweep(self) -> int:
        """Ring for every row that is due and not rung; how many there were."""
        now = to_micros(self._engine.clock.now())
        self._forget_dead()
        with self._engine.reading() as connection:
            # Both from one snapshot: a ring is there as long as its row may be waiting
            rows = due.next_of(connection, now, self._engine.performed_types(), LIMIT)
            rung = _rung(connection)
        rows = [row for row in rows if row.id.hex not in rung]
        for row in rows:
            with self._engine.transaction(_system(row.tenant)) as tx:
                self.ring(tx, row.id)
        return len(rows)

    def _forget_dead(self) -> None:
        """Rings in the hands of workers that are gone: their rows are rung again if still due."""
        with self._engine.transaction(_nobody()) as tx:
            tx.run(
                "DELETE FROM procrastinate_jobs WHERE queue_name = 'yuanban'"
                " AND task_name = 'yuanban.ring' AND status = 'doing' AND worker_id IS NULL"
            )

    def status(self) -> Status:
        """How much waits, and for how long."""
        now = to_micros(self._engine.clock.now())
        with self._engine.reading() as connection:
            late, oldest, later, dead = connection.exec_driver_sql(
                "SELECT count(*) FILTER (WHERE state <> 'dead' AND due_at <= %(now)s),"
                " min(due_at) FILTER (WHERE state <> 'dead' AND due_at <= %(now)s),"
                " count(*) FILTER (WHERE state <> 'dead' AND due_at > %(now)s),"
                " count(*) FILTER (WHERE state = 'dead') FROM due",
                {"now": now},
            ).one()
            rings, ringing = connection.exec_driver_sql(
                "SELECT count(*) FILTER (WHERE status = 'todo'),"
                " count(*) FILTER (WHERE status = 'doing') FROM procrastinate_jobs"
                " WHERE queue_name = 'yuanban' AND task_name = 'yuanban.ring'"
            ).one()
        lag = 0.0 if oldest is None else (now - oldest) / 1e6
        return Status(late, lag, later, dead, rings, ringing)


async def _worker(app: procrastinate.App, forever: bool) -> None:
    await app.run_worker_async(
        queues=[QUEUE],
        concurrency=CONCURRENCY,
        delete_jobs="always",
        wait=forever,
        install_signal_handlers=False,
        fetch_job_polling_interval=1.0,
    )


def _on_signal(stopping: asyncio.Event, task: asyncio.Task[None]) -> None:
    """Told to stop, it takes no new ring, and ends when those in hand are done."""

    def stop() -> None:
        stopping.set()
        task.cancel()

    for sort in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sort, stop)


def _rung(connection: Connection) -> set[str]:
    """Rows for which a ring waits or is in somebody's hands."""
    found = connection.exec_driver_sql(
        "SELECT args->>'due' FROM procrastinate_jobs WHERE queue_name = 'yuanban'"
        " AND status IN ('todo', 'doing') AND task_name = 'yuanban.ring'"
    )
    return {row[0] for row in found}


def _system(tenant: UUID) -> Any:
    from engine.protocols import Actor

    return Actor.system(tenant)


def _nobody() -> Any:
    return _system(UUID(int=0))


__all__ = ["Rings", "Status"]
