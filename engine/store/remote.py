"""A transaction on PostgreSQL: what it writes waits, and travels with the next statement it reads.

What is read always comes after what was written. BEGIN goes with the first statement and COMMIT
with the last ones, so most completions make two round trips (``engine.store.wire``).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from engine.store.cases import Conflict
from engine.store.folding import Write, folded
from engine.store.wire import NothingChanged, Statement, Wire

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Remote:
    """``begin``: the statement that is still to be sent before the first; empty if it was sent."""

    __slots__ = ("_begin", "_owed", "_queue", "_raw", "wire")

    def __init__(self, connection: Connection, begin: str) -> None:
        self._raw: Any = connection.connection.driver_connection
        self.wire = wire_of(connection)
        self._begin, self._queue = begin, list[Write]()
        self._owed: Statement | None = None

    def owe(self, sql: str, parameters: Sequence[Any]) -> None:
        """A statement that must find a row, and locks it, before anything else is read."""
        self._owed = (_must_find(sql), parameters)

    @property
    def owes(self) -> bool:
        """Whether that is still to be asked."""
        return self._owed is not None

    def put(self, sql: str, parameters: Sequence[Any], changes: int | None) -> None:
        """A statement whose answer nobody reads. With ``changes`` it must change a row."""
        self._queue.append((sql, parameters, changes is not None))
        if not self.wire.takes(parameters):
            self._put_plain(*self._queue.pop())

    def _put_plain(self, sql: str, parameters: Sequence[Any], must: bool) -> None:
        changed = self.run(sql, parameters).rowcount
        if must and changed != 1:
            raise Conflict

    def run(self, sql: str, parameters: Sequence[Any]) -> Any:
        """The answer of one statement, as a cursor gives it."""
        if self.wire.takes(parameters):
            return self.ask((sql, parameters))[0]
        self.flush()
        return self._raw.execute(_percent_marks(sql), parameters)

    def ask(self, *read: Statement) -> list[Any]:
        """What waits and then ``read``, in one round trip; gives the answers of ``read``."""
        waiting: list[Statement] = [(self._begin, ())] if self._begin else []
        if self._owed is not None:
            waiting.append(self._owed)
        waiting += folded(self._queue)
        self._begin, self._queue, self._owed = "", [], None
        return self._exchange(waiting, read)

    def _exchange(self, waiting: Sequence[Statement], read: Sequence[Statement]) -> list[Any]:
        try:
            answers = self.wire.exchange([*waiting, *read])
        except NothingChanged as lost:
            raise Conflict from lost
        return answers[len(waiting) :]

    def flush(self) -> None:
        """Have all that was written done, and the transaction begun."""
        if self._queue or self._begin or self._owed:
            self.ask()

    def commit(self) -> None:
        """What waits and COMMIT, in one round trip; nothing where nothing was said.

        What is sent together is a transaction by itself (PostgreSQL, 53.2.4 Pipelining), so where
        nothing was sent before, neither BEGIN nor COMMIT is needed.
        """
        if not self._queue and self._begin:
            return
        self.wire.committing = True
        writes = list(folded(self._queue))
        if self._begin and (len(writes) == 1 or self._owed is None):
            # The one statement that saves a case finds it only unchanged: nothing more is owed
            self._begin, self._queue, self._owed = "", [], None
            self._exchange(writes, ())
        else:
            self.ask(("COMMIT", ()))

    def leave(self) -> bool:
        """End a transaction that only read, without waiting. False: there is none to end."""
        if self._begin:
            return False
        self.wire.send("ROLLBACK")
        return True


def wire_of(connection: Connection) -> Wire:
    """The one wire of a connection, with the statements that it has prepared."""
    found: Wire | None = connection.info.get("wire")
    if found is None:
        raw: Any = connection.connection.driver_connection
        found = connection.info["wire"] = Wire(raw)
    return found


@lru_cache(maxsize=64)
def _must_find(sql: str) -> str:
    return f"SELECT 1 / count(*) FROM ({sql}) AS found"


@lru_cache(maxsize=1024)
def _percent_marks(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")
