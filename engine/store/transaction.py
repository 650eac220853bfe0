"""One open write transaction, as commands, policies and participants see it.

To PostgreSQL every answer that is waited for is a round trip, so statements whose answer nobody
reads wait in a queue and travel with the next one that is read, or before the commit: 5 round
trips per completion instead of 13 (counted). What is read always comes after what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection

from engine.protocols import Actor, IdSource
from engine.store import events, idempotency
from engine.store.cases import Conflict
from engine.store.types import to_micros

if TYPE_CHECKING:
    from engine.store.database import Database


class Transaction:
    """Implements ``engine.protocols.Tx`` on the transaction's own DB-API connection."""

    __slots__ = (
        "_connection",
        "_ids",
        "_queue",
        "_raw",
        "actor",
        "committed",
        "for_update",
        "heads",
        "now",
        "now_micros",
        "ring",
        "sqlite",
        "tenant",
        "written",
    )

    def __init__(
        self, database: Database, connection: Connection, actor: Actor, now: datetime, ids: IdSource
    ) -> None:
        self.tenant, self.actor, self.now = actor.tenant, actor, now
        self.now_micros = to_micros(now)
        self.sqlite = database.sqlite
        #: Put behind a SELECT whose row must stay as it is until the commit
        self.for_update = database.for_update
        #: Heads of the event chains that this transaction extends
        self.heads: dict[UUID, events.Head] = {}
        #: Rows of read models as this step writes them; kept in its event (engine.store.rows)
        self.written: list[list[Any]] = []
        #: What to do in memory once it is committed; dropped if it is not
        self.committed: list[Callable[[], None]] = []
        self.ring = database.ring
        self._connection, self._ids = connection, ids
        self._raw: Any = connection.connection.driver_connection
        #: (sql, parameters, rows that it must change), PostgreSQL only
        self._queue: list[tuple[str, Sequence[Any], int | None]] = []

    @property
    def connection(self) -> Connection:
        self.flush()
        return self._connection

    def new_id(self) -> UUID:
        return self._ids.new()

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        if self.sqlite:
            return self._raw.execute(sql, parameters)
        if not self._queue:
            return self._raw.execute(_percent_marks(sql), parameters)
        return self._send(((sql, parameters),))[0]

    def rows(self, *statements: tuple[str, Sequence[Any]]) -> list[Any]:
        """The first row of each statement, or None: one round trip for all."""
        if self.sqlite:
            return [self._raw.execute(*statement).fetchone() for statement in statements]
        return [cursor.fetchone() for cursor in self._send(statements)]

    def write(self, sql: str, parameters: Sequence[Any], *, changes: int | None = None) -> None:
        """A statement whose answer nobody reads.

        ``changes``: how many rows it must change. Raises ``Conflict`` otherwise, at the latest
        when the transaction is flushed.
        """
        if not self.sqlite:
            self._queue.append((sql, parameters, changes))
        else:
            done = self._raw.execute(sql, parameters).rowcount
            if changes is not None and done != changes:
                raise Conflict

    def flush(self) -> None:
        """Have all that was written done."""
        if not self.sqlite and self._queue:
            self._send(())

    def _send(self, read: Sequence[tuple[str, Sequence[Any]]]) -> list[Any]:
        """What is queued and then ``read``, in one round trip; gives the cursors of ``read``."""
        queue, self._queue = self._queue, []
        with self._raw.pipeline():
            done = [self._raw.execute(_percent_marks(sql), values) for sql, values, _ in queue]
            cursors = [self._raw.execute(_percent_marks(sql), values) for sql, values in read]
        for cursor, (_, _, changes) in zip(done, queue, strict=True):
            if changes is not None and cursor.rowcount != changes:
                raise Conflict
        return cursors

    def record(
        self,
        stream: UUID,
        type: str,
        body: Mapping[str, Any],
        *,
        data_class: str = "internal",
        subject: UUID | None = None,
        happened_at: datetime | None = None,
        element_id: str | None = None,
        form_version: str | None = None,
    ) -> UUID:
        facts = events.Facts(type, happened_at, element_id, form_version)
        event_id = events.append(self, stream, facts, body, data_class=data_class, subject=subject)
        self.flush()
        return event_id

    def once(self, key: str, command: Any, fn: Callable[[], Any]) -> Any:
        found, result = idempotency.find(self, key, command)
        if not found:
            result = fn()
            idempotency.keep(self, key, command, result)
        return result


@lru_cache(maxsize=1024)
def _percent_marks(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")
