"""One database: its connections, its one-writer rule, and what the two dialects differ in.

SQLite: WAL, ``BEGIN IMMEDIATE``, one writing connection and one process-wide lock per file.
Waiting on the lock in the process costs half the latency of SQLite's own busy handler, which
sleeps (measured with four threads, p95 24 ms against 42 ms). PostgreSQL: rows are locked.

Connections are SQLAlchemy's, kept open and handed from one transaction to the next: taking one
from its pool and wrapping it costs as much as all statements of a completion.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, make_url

from engine.store import faults
from engine.store.cases import Conflict

if TYPE_CHECKING:
    from engine.store.remote import Remote

T = TypeVar("T")

# Twenty times per completion: without a function of ours around it
sqlite3.register_adapter(UUID, attrgetter("bytes"))

#: An error names its statement, never the personal data in it: errors end in logs
_HIDE_PARAMETERS = True

_LOCKS: dict[str, threading.RLock] = {}
_LOCKS_GUARD = threading.Lock()


class ReferenceBroken(RuntimeError):
    """After a change of tables, rows refer to rows that are not there. Nothing was changed."""


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
        #: Rings for a due row inside its transaction, where workers are rung at all
        self.ring: Callable[[Any, UUID], None] | None = None
        self._lock = threading.RLock() if self.in_memory else _lock_for(self.engine)
        self._open = threading.local()
        self._writers: list[Connection] = []
        self._readers: list[Connection] = []
        #: On PostgreSQL, for hot statements that only read
        self._lookers: list[Connection] = []

    def _sqlite(self, synchronous: str) -> Engine:
        # Driver-level autocommit: the one BEGIN of a transaction is ours, never implicit
        arguments = {
            "check_same_thread": False,
            "isolation_level": None,
            "cached_statements": 512,
            "timeout": 30,
        }
        pool: dict[str, Any] = {"poolclass": StaticPool} if self.in_memory else {}
        engine = create_engine(
            self.url, connect_args=arguments, hide_parameters=_HIDE_PARAMETERS, **pool
        )

        @event.listens_for(engine, "connect")
        def _settings(connection: Any, _record: Any) -> None:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA synchronous={synchronous}")
            connection.execute("PRAGMA foreign_keys=ON")
            connection.execute("PRAGMA cache_size=-16000")
            # A page that many commits touch is copied back once; the log stays below 16 MB
            connection.execute("PRAGMA wal_autocheckpoint=4000")

        return engine

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The connection of a fresh write transaction; committed on exit, else rolled back."""
        self._refuse_second()
        try:
            if self.sqlite:
                with self._lock:
                    yield from self._write("BEGIN IMMEDIATE", _itself)
            else:
                yield from self._write("BEGIN", _itself)
        finally:
            self._open.writing = False

    @contextmanager
    def stepping(self) -> Iterator[tuple[Connection, Remote | None]]:
        """As ``writing``, for a ``Transaction``, which on PostgreSQL begins and commits by itself:
        both travel with its statements.
        """
        self._refuse_second()
        try:
            if self.sqlite:
                with self._lock:
                    yield from self._write("BEGIN IMMEDIATE", _with_nothing)
            else:
                yield from self._step()
        finally:
            self._open.writing = False

    @contextmanager
    def glancing(self, *, once: bool = False) -> Iterator[tuple[Connection, Remote | None]]:
        """As ``reading``, for a ``Transaction`` that only reads. ``once``: a single statement."""
        if self.sqlite:
            with self._beside() if once and self._is_free() else self.reading() as connection:
                yield connection, None
            return
        # One statement may go wherever a connection stands idle
        idle = self._writers if once else self._lookers
        connection, remote = self._at_hand(idle, "" if once else _BEGIN_READING)
        try:
            yield connection, remote
        except BaseException as error:
            self._end_badly(connection, remote, error)
        else:
            # Who has also read through SQLAlchemy has a transaction of its own to be ended
            if connection.in_transaction():
                _undo(connection, connection.connection.driver_connection)
            elif not once:
                remote.leave()
        finally:
            self._give_back(idle, connection)

    def _is_free(self) -> bool:
        """Take SQLite's write lock, if nobody has it."""
        writing = getattr(self._open, "writing", False)
        return not writing and not self.in_memory and self._lock.acquire(blocking=False)

    @contextmanager
    def _beside(self) -> Iterator[Connection]:
        """The writing connection, for one statement that reads, between two transactions.

        It alone has the newest pages in its cache: after a commit every other connection reads
        them from the file again (measured: seven pages for a look at the tasks of a case).
        """
        try:
            connection = self._take(self._writers)
            try:
                yield connection
            except Exception as error:
                faults.retell(error)
            finally:
                self._give_back(self._writers, connection)
        finally:
            self._lock.release()

    def _refuse_second(self) -> None:
        if getattr(self._open, "writing", False):
            raise RuntimeError("a write transaction is open in this thread: use its Tx")
        self._open.writing = True

    def _step(self) -> Iterator[tuple[Connection, Remote]]:
        connection, remote = self._at_hand(self._writers, "BEGIN")
        try:
            yield connection, remote
        except BaseException as error:
            self._end_badly(connection, remote, error)
        finally:
            remote.wire.committing = False
            self._give_back(self._writers, connection)

    def _end_badly(self, connection: Connection, remote: Remote, error: BaseException) -> None:
        if not connection.invalidated:  # else there is no connection to be asked any more
            _undo(connection, connection.connection.driver_connection)
        faults.retell(error, committing=remote.wire.committing)

    def _at_hand(self, idle: list[Connection], begin: str) -> tuple[Connection, Remote]:
        """A connection on which a transaction begins with its first statement.

        Where none is idle, or the idle one has heard from its server, it has begun already: that
        the server is there is known then.
        """
        from engine.store.remote import Remote, wire_of

        if idle:
            connection = self._take(idle)
            if wire_of(connection).is_quiet():
                return connection, Remote(connection, begin)
            idle.append(connection)
        connection, _ = self._begin(idle, begin)
        return connection, Remote(connection, "")

    @contextmanager
    def reshaping(self) -> Iterator[Connection]:
        """As ``writing``, for changes of tables. Raises ``ReferenceBroken`` instead of committing.

        SQLite changes a table by making it anew and dropping the old one, to which other tables
        refer; so references are asked of all rows at the end, not of each statement.
        """
        with self._unreferenced() if self.sqlite else nullcontext(), self.writing() as connection:
            yield connection
            if self.sqlite:
                _refuse_broken(connection)

    @contextmanager
    def _unreferenced(self) -> Iterator[None]:
        """The writing connection checks no foreign keys. The pragma does nothing inside BEGIN."""
        with self._lock:
            self._set_references("OFF")
            try:
                yield
            finally:
                self._set_references("ON")

    def _set_references(self, state: str) -> None:
        connection = self._take(self._writers)
        raw: Any = connection.connection.driver_connection
        raw.execute(f"PRAGMA foreign_keys={state}")
        self._give_back(self._writers, connection)

    def _write(self, begin: str, given: Callable[[Connection], T]) -> Iterator[T]:
        connection, raw = self._begin(self._writers, begin)
        committing = False
        try:
            yield given(connection)
            committing = True
            raw.execute("COMMIT")
        except BaseException as error:
            _undo(connection, raw)
            faults.retell(error, committing=committing)
        finally:
            self._give_back(self._writers, connection)

    def _begin(
        self, idle: list[Connection], begin: str, *, reader: bool = False
    ) -> tuple[Connection, Any]:
        """A connection on which a transaction has begun.

        One that stood idle while the server went away and came back is dead, and so are all that
        stood with it: nothing was done on them yet, so a fresh one begins instead.
        """
        try:
            return self._begun(idle, begin, reader)
        except Exception as error:
            if not faults.is_away(error):
                raise
            self._forget_idle()
        try:
            return self._begun(idle, begin, reader)
        except Exception as error:
            faults.retell(error)

    def _begun(self, idle: list[Connection], begin: str, reader: bool) -> tuple[Connection, Any]:
        connection = self._take(idle, reader=reader)
        raw: Any = connection.connection.driver_connection
        try:
            if begin:
                raw.execute(begin)
        except BaseException:
            _undo(connection, raw)
            self._give_back(idle, connection)
            raise
        return connection, raw

    def _forget_idle(self) -> None:
        for idle in (self._writers, self._readers, self._lookers):
            while idle:
                connection = idle.pop()
                connection.invalidate()
                connection.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database and writes nothing."""
        if self.in_memory:
            with self._lock:
                connection = self._take(self._writers)
                try:
                    yield connection
                finally:
                    self._writers.append(connection)
            return
        begin = "BEGIN" if self.sqlite else _BEGIN_READING
        connection, raw = self._begin(self._readers, begin, reader=True)
        try:
            yield connection
        except Exception as error:
            faults.retell(error)
        finally:
            _undo(connection, raw)
            self._give_back(self._readers, connection)

    def _take(self, idle: list[Connection], *, reader: bool = False) -> Connection:
        try:
            connection = idle.pop()
        except IndexError:
            connection = self.engine.connect()
        else:
            if (wire := connection.info.get("wire")) is not None:
                wire.settle()
            return connection
        raw: Any = connection.connection.driver_connection
        if reader and self.sqlite:
            # Whatever a reader does with it, also a commit, keeps nothing; it never serves a writer
            raw.execute("PRAGMA query_only=ON")
        elif not reader and not self.sqlite:
            raw.execute(_HOT)
        return connection

    def _give_back(self, idle: list[Connection], connection: Connection) -> None:
        # SQLAlchemy may have begun a transaction of its own on top; it has nothing left to do
        if connection.in_transaction():
            connection.rollback()
        if connection.closed or connection.invalidated:
            connection.close()
        else:
            idle.append(connection)

    def close(self) -> None:
        """Give all connections back."""
        for idle in (self._writers, self._readers, self._lookers):
            while idle:
                with suppress(Exception):
                    self._take(idle).close()
        self.engine.dispose()


def _itself(connection: Connection) -> Connection:
    return connection


def _with_nothing(connection: Connection) -> tuple[Connection, None]:
    return connection, None


def _refuse_broken(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        found = sorted({f"{row[0]} -> {row[2]}" for row in broken})
        raise ReferenceBroken(f"{len(broken)} references to nothing: {', '.join(found)}")


#: Where hot statements run. Each has its index; but a plan that was made while a table had three
#: pages reads all of them, and goes on so while the table grows, until the server has counted anew
_HOT = "SET enable_seqscan = off"
_BEGIN_READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


def _undo(connection: Connection, raw: Any) -> None:
    """Roll back, also where the server is gone: then the connection is not used again."""
    try:
        raw.execute("ROLLBACK")
    except Exception as error:
        if not (isinstance(error, sqlite3.OperationalError) and not raw.in_transaction):
            connection.invalidate()


def is_conflict(error: BaseException) -> bool:
    """Whether another transaction was in the way, so that trying again may help."""
    if isinstance(error, Conflict):
        return True
    original = getattr(error, "orig", None) or error
    if isinstance(original, sqlite3.OperationalError):
        return "locked" in str(original) or "busy" in str(original)
    return getattr(original, "sqlstate", None) in _RETRIED


def is_duplicate(error: BaseException) -> bool:
    """Whether a row with this key is there: on PostgreSQL perhaps since a moment ago."""
    return getattr(getattr(error, "orig", None) or error, "sqlstate", None) == _UNIQUE


_UNIQUE = "23505"
#: serialization_failure, deadlock_detected, lock_not_available, unique_violation: where two
#: insert the same key at once the second, run again, sees the first one's row and says so
_RETRIED = ("40001", "40P01", "55P03", _UNIQUE)


def _postgresql(url: str) -> Engine:
    # Driver-level autocommit as on SQLite: BEGIN and COMMIT are ours
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        isolation_level="AUTOCOMMIT",
        connect_args={"connect_timeout": 5},
        hide_parameters=_HIDE_PARAMETERS,
        pool_size=20,
        max_overflow=20,
    )


def _lock_for(engine: Engine) -> threading.RLock:
    with _LOCKS_GUARD:
        return _LOCKS.setdefault(str(engine.url), threading.RLock())
