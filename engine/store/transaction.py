"""One open write transaction, as commands, policies and participants see it.

Its hot statements run on the connection of the driver: on SQLite at once, on PostgreSQL in as few
round trips as there are answers to wait for (``engine.store.remote``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection

from engine.protocols import Actor, IdSource
from engine.store import events, idempotency
from engine.store.cases import Conflict
from engine.store.types import to_micros

if TYPE_CHECKING:
    from engine.store.database import Database
    from engine.store.remote import Remote


class Transaction:
    """Implements ``engine.protocols.Tx`` on the transaction's own DB-API connection."""

    __slots__ = (
        "_connection",
        "_ids",
        "_raw",
        "_remote",
        "_unproved",
        "actor",
        "committed",
        "for_update",
        "heads",
        "now",
        "now_micros",
        "ring",
        "sqlite",
        "tenant",
        "trusting",
        "written",
    )

    def __init__(
        self,
        database: Database,
        connection: Connection,
        actor: Actor,
        now: datetime,
        ids: IdSource,
        remote: Remote | None = None,
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
        #: Whether a case may be taken from memory before the database is asked if it is so still
        self.trusting = False
        self._unproved: tuple[str, Sequence[Any]] | None = None
        self._connection, self._ids = connection, ids
        self._raw: Any = connection.connection.driver_connection
        if remote is None and not self.sqlite:
            from engine.store.remote import Remote

            remote = Remote(connection, "")
        #: None on SQLite
        self._remote = remote

    @property
    def connection(self) -> Connection:
        self.prove()
        self.flush()
        return self._connection

    def new_id(self) -> UUID:
        return self._ids.new()

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        if self._remote is not None:
            return self._remote.run(sql, parameters)
        if self._unproved is not None:
            self.prove()
        return self._raw.execute(sql, parameters)

    def rows(self, *statements: tuple[str, Sequence[Any]]) -> list[Any]:
        """The first row of each statement, or None: one round trip for all."""
        if self._remote is None:
            return [self.run(*statement).fetchone() for statement in statements]
        return [answer.fetchone() for answer in self._remote.ask(*statements)]

    def write(self, sql: str, parameters: Sequence[Any], *, changes: int | None = None) -> None:
        """A statement whose answer nobody reads.

        ``changes``: how many rows it must change. Raises ``Conflict`` otherwise, at the latest
        when the transaction is committed.
        """
        if self._remote is not None:
            self._remote.put(sql, parameters, changes)
        else:
            done = self._raw.execute(sql, parameters).rowcount
            if changes is not None and done != changes:
                raise Conflict

    def trust(self, proof: tuple[str, Sequence[Any]]) -> None:
        """Go on with what memory holds of a case: ``proof`` finds a row, and locks it, while that
        is so. It goes in front of what is read next; where nothing is, saving the case proves it.
        """
        if self._remote is not None:
            self._remote.owe(*proof)
        else:
            self._unproved = proof

    def prove(self) -> None:
        """Raise ``Conflict`` if what was trusted is not so: nothing that followed counts."""
        if self._remote is not None and self._remote.owes:
            self._remote.flush()
        elif self._unproved is not None:
            proof, self._unproved = self._unproved, None
            if self._raw.execute(*proof).fetchone() is None:
                raise Conflict

    def proved(self) -> None:
        """The case was saved, which only finds it unchanged."""
        self._unproved = None

    def flush(self) -> None:
        """Have all that was written done."""
        if self._remote is not None:
            self._remote.flush()

    def commit(self) -> None:
        """The end: on PostgreSQL with all that was written. On SQLite whoever began commits."""
        if self._remote is not None:
            self._remote.commit()

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
        return events.append(self, stream, facts, body, data_class=data_class, subject=subject)

    def once(self, key: str, command: Any, fn: Callable[[], Any]) -> Any:
        found, result = idempotency.find(self, key, command)
        if not found:
            result = fn()
            idempotency.keep(self, key, command, result)
        return result
