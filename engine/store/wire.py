"""PostgreSQL's own protocol for the hot statements: many statements, one round trip, no cursors.

Every answer that is waited for is a round trip, so BEGIN travels with the first statement that is
read and COMMIT with the last that is written: a completion makes two round trips. Statements are
prepared once per connection and sent through libpq's pipeline as psycopg hands it out
(``psycopg.pq``): its cursors cost four times the CPU of the exchange itself (measured: 0.27 ms
against 0.07 for a transaction of ten statements).
"""

from __future__ import annotations

import select
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any
from uuid import UUID

import psycopg
from psycopg import pq
from psycopg._preparing import PrepareManager
from psycopg.adapt import Transformer
from psycopg.errors import error_from_result

#: (sql, parameters)
Statement = tuple[str, Sequence[Any]]

#: How many statements a connection keeps prepared; built ones with changing lists come and go
_PREPARED = 400
#: PostgreSQL's numbers of types
_UUID, _BYTEA, _INT8, _BOOL, _UNKNOWN = 2950, 17, 20, 16, 0
_DIVISION_BY_ZERO = b"22012"
_ENDS = (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK)
_SYNC = pq.ExecStatus.PIPELINE_SYNC


class NothingChanged(Exception):
    """A statement that had to change a row found none (``engine.store.folding``)."""


class Answer:
    """The rows of a statement, read as from a cursor."""

    __slots__ = ("_next", "rowcount", "rows")

    def __init__(self, rows: list[tuple[Any, ...]], rowcount: int) -> None:
        self.rows, self.rowcount, self._next = rows, rowcount, 0

    def fetchone(self) -> tuple[Any, ...] | None:
        if self._next >= len(self.rows):
            return None
        self._next += 1
        return self.rows[self._next - 1]

    def fetchall(self) -> list[tuple[Any, ...]]:
        rest, self._next = self.rows[self._next :], len(self.rows)
        return rest

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.fetchall())


class _Apart(PrepareManager):
    """psycopg's own prepared statements, put away one by one.

    After a ROLLBACK it would send DEALLOCATE ALL, which takes ours along: a name that we still
    know would be an error of every later exchange on that connection.
    """

    def clear(self) -> bool:
        own = list(self._names.values())
        cleared = super().clear()
        if cleared:
            self._to_flush.clear()
            self._to_flush.extend(own)
        return cleared


class Wire:
    """One connection of psycopg, whose cursors may be used between two exchanges."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection, self._pg = connection, connection.pgconn
        connection._prepared.__class__ = _Apart
        self._names: dict[str, bytes] = {}
        self._seen: dict[str, int] = {}
        self._made = 0
        #: Exchanges whose answers are still to be read: {place: sql prepared on the way}
        self._unread: list[dict[int, str]] = []
        self._waiting = select.poll()
        self._waiting.register(self._pg.socket, select.POLLIN)
        self._transformer = Transformer(connection)
        #: COMMIT is on its way: whoever loses the connection now does not know how it ended
        self.committing = False

    def is_quiet(self) -> bool:
        """Nothing has come from the server unasked: a connection that it closed is not quiet."""
        return not self._waiting.poll(0)

    def exchange(self, statements: Sequence[Statement]) -> list[Answer]:
        """Send all, then read all answers. Raises the first error; what follows it is not done."""
        self.settle()
        fresh = self._send(statements)
        found, error = self._read(len(statements), fresh)
        if error is not None:
            for sql in fresh.values():
                self._names.pop(sql, None)
            raise error
        return found

    def send(self, statement: str) -> None:
        """As ``exchange``, without waiting: the answer is read before the next exchange."""
        self._unread.append(self._send([(statement, ())]))

    def settle(self) -> None:
        """Read what was not waited for. Needed before anybody else uses the connection."""
        while self._unread:
            _, error = self._read(1, self._unread.pop(0))
            if error is not None:
                raise error

    def takes(self, parameters: Sequence[Any]) -> bool:
        """Whether all of these can be sent here; the rest goes through a cursor of psycopg."""
        return _SENT.issuperset(map(type, parameters))

    def _send(self, statements: Sequence[Statement]) -> dict[int, str]:
        """Put all on the wire; gives {place: sql} of those that are prepared on the way."""
        pg, fresh = self._pg, {}
        # What cannot be sent is refused before anything is
        ready = [(sql, parameters, *_encoded(parameters)) for sql, parameters in statements]
        pg.enter_pipeline_mode()
        for place, (sql, parameters, values, formats) in enumerate(ready):
            name = self._names.get(sql)
            if name is None and self._is_known(sql):
                name = self._names[sql] = b"yb%d" % self._made
                self._made += 1
                fresh[place] = sql
                pg.send_prepare(name, _marks(sql), _types(parameters))
            if name is None:
                types = _types(parameters)
                pg.send_query_params(_marks(sql), values, types, formats, _BINARY)
            else:
                pg.send_query_prepared(name, values, formats, _BINARY)
        pg.pipeline_sync()
        self._flush()
        return fresh

    def _is_known(self, sql: str) -> bool:
        """It comes a second time: worth being prepared."""
        times = self._seen[sql] = self._seen.get(sql, 0) + 1
        if len(self._seen) > 4 * _PREPARED:
            self._seen.clear()
        return times == 2 and len(self._names) < _PREPARED

    def _flush(self) -> None:
        if not self._pg.flush():
            return
        both = select.poll()
        both.register(self._pg.socket, select.POLLIN | select.POLLOUT)
        while self._pg.flush():
            if any(event & select.POLLIN for _, event in both.poll()):
                self._pg.consume_input()

    def _read(self, count: int, fresh: dict[int, str]) -> tuple[list[Answer], BaseException | None]:
        """All answers up to the end of the exchange, also behind an error."""
        found: list[Answer] = []
        error: BaseException | None = None
        for place in range(count):
            if place in fresh:
                failed = _error_in(self._result())
                error = error or failed
                self._result()
            result = self._result()
            failed = _error_in(result)
            error = error or failed
            if error is None:
                found.append(self._answer(result))
            self._result()  # the end of this statement's answers
        ended = self._end()
        error = error or ended
        self._pg.exit_pipeline_mode()
        return found, error

    def _end(self) -> BaseException | None:
        """The end of the exchange: only it tells that what was sent together is committed."""
        found = self._result()
        if found is not None and found.status == _SYNC:
            return None
        # It is not: the commit failed, and the end comes behind the reason
        error = _error_in(found)
        for _ in range(2):
            if (found := self._result()) is not None and found.status == _SYNC:
                break
        return error or psycopg.OperationalError("the connection is lost")

    def _result(self) -> Any:
        """The next result. Waits without holding up other threads, as libpq itself would."""
        while self._pg.is_busy():
            self._waiting.poll()
            self._pg.consume_input()
        return self._pg.get_result()

    def _answer(self, result: Any) -> Answer:
        changed = result.command_tuples
        rows: list[tuple[Any, ...]] = []
        if result.ntuples:
            readers = [self._reader(result.ftype(column)) for column in range(result.nfields)]
            places = list(enumerate(readers))
            value = result.get_value
            for row in range(result.ntuples):
                raw = [(value(row, column), read) for column, read in places]
                rows.append(tuple(None if one is None else read(one) for one, read in raw))
        return Answer(rows, -1 if changed is None else changed)

    def _reader(self, oid: int) -> Callable[[bytes], Any]:
        known = _DECODERS.get(oid)
        if known is not None:
            return known
        loaded: Callable[[bytes], Any] = self._transformer.get_loader(oid, pq.Format.BINARY).load
        return loaded


def _error_in(result: Any) -> BaseException | None:
    if result is None:
        return psycopg.OperationalError("the connection is lost")
    if result.status in _ENDS:
        return None
    if result.status == pq.ExecStatus.PIPELINE_ABORTED:
        return psycopg.errors.PipelineAborted("an earlier statement failed")
    state = result.error_field(pq.DiagnosticField.SQLSTATE)
    if state is None:
        return psycopg.OperationalError(result.error_message.decode(errors="replace"))
    if state == _DIVISION_BY_ZERO:
        return NothingChanged()
    found: BaseException = error_from_result(result)
    return found


def _encoded(parameters: Sequence[Any]) -> tuple[list[Any], list[int]]:
    """Values and formats."""
    ways = [_ENCODERS[type(value)] for value in parameters]
    values = [way[0](value) for way, value in zip(ways, parameters, strict=True)]
    return values, [way[2] for way in ways]


def _types(parameters: Sequence[Any]) -> list[int]:
    return [_ENCODERS[type(value)][1] for value in parameters]


def _text(value: str) -> bytes:
    raw = value.encode()
    if b"\0" in raw:  # libpq would end it here
        raise psycopg.DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes")
    return raw


_TEXT, _BINARY = pq.Format.TEXT, pq.Format.BINARY
#: {type: (its bytes, PostgreSQL's type, format)}
_ENCODERS: dict[type, tuple[Callable[[Any], bytes | None], int, int]] = {
    type(None): (lambda value: None, _UNKNOWN, _TEXT),
    UUID: (attrgetter("bytes"), _UUID, _BINARY),
    bytes: (lambda value: value, _BYTEA, _BINARY),
    str: (_text, _UNKNOWN, _TEXT),
    int: (lambda value: b"%d" % value, _INT8, _TEXT),
    bool: (lambda value: b"t" if value else b"f", _BOOL, _TEXT),
}


_SENT = frozenset(_ENCODERS)


def _integer(value: bytes) -> int:
    return int.from_bytes(value, "big", signed=True)


def _string(value: bytes) -> str:
    return value.decode()


#: bool, bytea, name, int8, int2, int4, text, char, varchar, uuid
_DECODERS: dict[int, Callable[[bytes], Any]] = {
    16: lambda value: value == b"\x01",
    17: lambda value: value,
    19: _string,
    20: _integer,
    21: _integer,
    23: _integer,
    25: _string,
    1042: _string,
    1043: _string,
    2950: lambda value: UUID(bytes=value),
}


@lru_cache(maxsize=2048)
def _marks(sql: str) -> bytes:
    """``?`` marks as PostgreSQL numbers them."""
    parts = sql.split("?")
    numbered = [f"{part}${number}" for number, part in enumerate(parts[:-1], 1)]
    return "".join([*numbered, parts[-1]]).encode()
