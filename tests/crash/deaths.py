"""How a process dies: before a statement, before a commit, right after one, or from outside.

SQLite tells of every statement before it runs it; on PostgreSQL those before the fatal one are sent
and carried out, the rest of the same transaction never is. Death is SIGKILL: no handler runs,
nothing is flushed.
"""

from __future__ import annotations

import itertools
import os
import random
import signal
from collections.abc import Callable, Mapping
from typing import Any

import psycopg
from sqlalchemy import event

from engine import Engine
from engine.protocols import Step, Tx, Work
from engine.store.transaction import Transaction
from engine.store.wire import Wire

#: Most lives end inside a transaction
WAYS = ("statement", "statement", "commit", "committed", "outside")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(engine: Engine, way: str, source: random.Random) -> None:
    """Let the process die that way, at a moment that ``source`` chooses."""
    if way == "statement":
        _before_statement(engine, source.randrange(1, 400), lambda statement: True)
    elif way == "commit":
        _before_statement(engine, source.randrange(1, 30), _is_commit)
    elif way == "committed":
        engine.host.participants = (Undertaker(source.randrange(1, 30)),)


def _is_commit(statement: str) -> bool:
    return statement.strip().upper().startswith("COMMIT")


def _before_statement(engine: Engine, nth: int, counts: Callable[[str], bool]) -> None:
    number = itertools.count(1)

    def is_fatal(statement: str) -> bool:
        return counts(statement) and next(number) == nth

    def seen(statement: str) -> None:
        if is_fatal(statement):
            die()

    if engine.database.sqlite:
        _tell_sqlite(engine, seen)
    else:
        _tell_postgresql(seen, is_fatal)


def _tell_sqlite(engine: Engine, seen: Callable[[str], None]) -> None:
    @event.listens_for(engine.database.engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.set_trace_callback(seen)


def _tell_postgresql(seen: Callable[[str], None], is_fatal: Callable[[str], bool]) -> None:
    """Statements that travel alone, and those that travel together."""
    send = Wire._send

    def sent(self: Any, statements: Any) -> Any:
        for place, (sql, _) in enumerate(statements):
            if is_fatal(sql):
                send(self, statements[:place])
                die()
        return send(self, statements)

    Wire._send = sent  # type: ignore[method-assign]
    execute = psycopg.Connection.execute

    def told(self: Any, query: Any, *arguments: Any, **more: Any) -> Any:
        seen(str(query))
        return execute(self, query, *arguments, **more)

    psycopg.Connection.execute = told  # type: ignore[method-assign]


class Undertaker:
    """A participant after whose n-th step the process dies: committed, and nobody was told."""

    def __init__(self, nth: int) -> None:
        self._left = nth

    def performs(self, work_type: str) -> bool:
        return False

    def perform(self, tx: Tx, work: Work) -> Mapping[str, Any]:
        raise LookupError(work.type)

    def on_step(self, tx: Tx, step: Step) -> None:
        self._left -= 1
        if self._left == 0:
            assert isinstance(tx, Transaction)
            tx.committed.append(die)
