"""One open write transaction, as commands, policies and participants see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection

from engine.protocols import Actor, IdSource
from engine.store import events, idempotency
from engine.store.types import to_micros

if TYPE_CHECKING:
    from engine.store.database import Database


class Transaction:
    """Implements ``engine.protocols.Tx`` on the transaction's own DB-API connection."""

    __slots__ = (
        "_connection",
        "_ids",
        "_raw",
        "actor",
        "committed",
        "for_update",
        "heads",
        "now",
        "now_micros",
        "sqlite",
        "tenant",
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
        #: What to do in memory once it is committed; dropped if it is not
        self.committed: list[Callable[[], None]] = []
        self._connection, self._ids = connection, ids
        self._raw: Any = connection.connection.driver_connection

    @property
    def connection(self) -> Connection:
        return self._connection

    def new_id(self) -> UUID:
        return self._ids.new()

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        if self.sqlite:
            return self._raw.execute(sql, parameters)
        return self._raw.execute(_percent_marks(sql), parameters)

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


@lru_cache(maxsize=1024)
def _percent_marks(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")
