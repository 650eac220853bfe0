"""PostgreSQL's hot statements: what shares a statement and a round trip, and what must not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from engine.store.cases import Conflict
from engine.store.database import Database
from engine.store.folding import folded
from engine.store.remote import Remote
from engine.store.wire import Wire

INSERT = "INSERT INTO slot (tenant, key, due_at, task_id) VALUES (?, ?, ?, ?)"
DELETE = "DELETE FROM slot WHERE tenant = ? AND key = ? AND due_at = ? AND task_id = ?"
MOVE = "UPDATE slot SET due_at = ? WHERE tenant = ? AND key = ?"
TENANT = uuid4()


@pytest.fixture
def database(postgres_tested: str) -> Iterator[Database]:
    opened = Database(postgres_tested)
    yield opened
    with opened.writing() as connection:
        connection.exec_driver_sql("DELETE FROM slot")
    opened.close()


def row(key: str, due: int = 1, task: UUID | None = None) -> tuple[Any, ...]:
    return (TENANT, key, due, task or uuid4())


def committed(database: Database, *writes: tuple[str, tuple[Any, ...], int | None]) -> None:
    """The writes, each in a round trip of its own, then COMMIT."""
    with database.stepping() as (_, remote):
        assert remote is not None
        for write in writes[:-1]:
            remote.put(*write)
            remote.flush()
        remote.put(*writes[-1])
        remote.commit()


def stored(database: Database) -> list[tuple[str, int]]:
    with database.reading() as connection:
        found = connection.exec_driver_sql("SELECT key, due_at FROM slot ORDER BY key, due_at")
        return [(key, due) for key, due in found]


def statements(*writes: tuple[str, tuple[Any, ...], bool]) -> int:
    return len(list(folded(writes)))


def test_writes_to_several_tables_are_one_statement() -> None:
    event = ("INSERT INTO event (id) VALUES (?)", (1,), False)
    case = ("UPDATE process_case SET version = ? WHERE id = ?", (1, 2), True)
    assert statements((DELETE, row("a"), False), event, case) == 1


def test_what_is_deleted_and_written_anew_is_not_one_statement() -> None:
    """Its parts see the state before it: the new row would meet the old one."""
    same = row("a")
    assert statements((DELETE, same, False), (INSERT, same, False)) == 2
    assert statements((INSERT, same, False), (MOVE, (2, TENANT, "a"), False)) == 2


def test_what_reads_other_rows_stands_alone() -> None:
    copying = ("INSERT INTO slot SELECT * FROM slot WHERE key = ?", ("a",), False)
    assert statements((INSERT, row("a"), False), copying, (INSERT, row("b"), False)) == 3


def test_shapes_stay_few_however_much_is_written() -> None:
    many = [(INSERT, row(str(number)), False) for number in range(1000)]
    assert len({sql for sql, _ in folded(many)}) <= 2


def test_a_row_that_is_moved_and_moved_back_is_where_it_was(database: Database) -> None:
    same = row("a")
    with database.stepping() as (_, remote):
        assert remote is not None
        for sql in (INSERT, DELETE, INSERT):
            remote.put(sql, same, None)
        remote.put(MOVE, (2, TENANT, "a"), 1)
        remote.put(INSERT, row("b"), None)
        remote.commit()
    assert stored(database) == [("a", 2), ("b", 1)]


def test_a_write_that_changes_no_row_undoes_all_that_travels_with_it(database: Database) -> None:
    """COMMIT is in the same round trip, behind it."""
    with pytest.raises(Conflict):
        committed(database, (INSERT, row("a"), None), (MOVE, (2, TENANT, "nobody"), 1))
    assert stored(database) == []


def test_after_a_failed_exchange_the_connection_serves_the_next_one(database: Database) -> None:
    same = row("a")
    for _ in range(4):  # so that the statement is once sent plainly, once prepared, then known
        with pytest.raises(psycopg.errors.UniqueViolation):
            committed(database, (INSERT, same, None), (INSERT, same, None))
    committed(database, (INSERT, same, None))
    assert stored(database) == [("a", 1)]


@pytest.mark.parametrize(
    "value",
    [None, True, 7, -(2**62), "园办 'x' % ? $1", b"\x00\xff", uuid4()],
    ids=["null", "boolean", "number", "long", "text", "bytes", "id"],
)
def test_values_come_back_as_psycopg_gives_them(database: Database, value: Any) -> None:
    kind = {bool: "boolean", int: "bigint", str: "text", bytes: "bytea", UUID: "uuid"}
    sql = f"SELECT CAST(? AS {kind.get(type(value), 'text')})"
    with database.glancing() as (connection, remote):
        assert remote is not None
        found = [remote.run(sql, (value,)).fetchone() for _ in range(3)]
        raw: Any = connection.connection.driver_connection
        plain = raw.execute(sql.replace("?", "%s"), (value,)).fetchone()
    assert found == [plain, plain, plain] == [(value,)] * 3


def test_text_with_nul_is_refused_instead_of_cut_off(database: Database) -> None:
    with pytest.raises(psycopg.DataError):
        committed(database, (INSERT, row("a\0b"), None))
    committed(database, (INSERT, row("a"), None))


def test_types_that_it_does_not_know_go_through_psycopg(database: Database) -> None:
    with database.glancing() as (_, remote):
        assert remote is not None
        found = remote.run("SELECT CAST(? AS integer[]), CAST('1.5' AS numeric)", ([1, 2],))
        (number,) = remote.run("SELECT CAST('1.5' AS numeric)", ()).fetchone()
    assert (found.fetchone()[0], str(number)) == ([1, 2], "1.5")


def test_reading_ends_without_waiting_and_holds_nothing(database: Database) -> None:
    """The next who takes the connection reads the answer first, also through SQLAlchemy."""
    with database.glancing() as (connection, remote):
        assert remote is not None
        remote.run("SELECT 1", ())
    with database.glancing() as (again, _):
        assert again is connection
        assert again.exec_driver_sql("SELECT 2").scalar() == 2


def test_a_thread_that_waits_for_a_row_holds_up_no_other(database: Database) -> None:
    """Waiting inside libpq would hold the interpreter, and with it the one who has the lock."""
    with database.stepping() as (_, remote):
        assert remote is not None
        remote.put(INSERT, row("a"), None)
        remote.commit()

    def move(to: Remote, due: int) -> None:
        to.put(MOVE, (due, TENANT, "a"), 1)
        to.flush()

    def second() -> None:
        with database.stepping() as (_, remote):
            assert remote is not None
            begun.set()
            move(remote, 3)
            remote.commit()

    begun = threading.Event()
    other = threading.Thread(target=second)
    with database.stepping() as (_, remote):
        assert remote is not None
        move(remote, 2)
        other.start()
        begun.wait()
        remote.commit()
    other.join(10)
    assert stored(database) == [("a", 3)]


@pytest.fixture
def deferred(database: Database) -> Iterator[str]:
    """A table whose rule is asked when the transaction commits, and not before."""
    with database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE late (number bigint UNIQUE DEFERRABLE INITIALLY DEFERRED)"
        )
    yield "INSERT INTO late (number) VALUES (?)"
    with database.writing() as connection:
        connection.exec_driver_sql("DROP TABLE late")


def sent(database: Database, *writes: tuple[str, tuple[Any, ...], int | None]) -> None:
    """The writes and the end of their transaction, all in one round trip."""
    with database.stepping() as (_, remote):
        assert remote is not None
        for write in writes:
            remote.put(*write)
        remote.commit()


def test_what_the_commit_itself_refuses_is_told_and_nothing_is_kept(
    database: Database, deferred: str
) -> None:
    """Sent together without BEGIN and COMMIT: the refusal comes behind the last answer."""
    number = (deferred, (1,), None)
    for _ in range(4):  # so that the statement is once sent plainly, once prepared, then known
        with pytest.raises(psycopg.errors.UniqueViolation):
            sent(database, (INSERT, row("a"), None), number, number)
    sent(database, number)
    assert stored(database) == []


def test_several_statements_without_begin_are_one_transaction(database: Database) -> None:
    same = row("a")
    alone = [(sql, same, None) for sql in (INSERT, DELETE, INSERT)]  # none shares a statement
    with pytest.raises(Conflict):
        sent(database, *alone, (MOVE, (2, TENANT, "nobody"), 1))
    assert stored(database) == []


def test_what_is_owed_is_asked_before_anything_is_read(database: Database) -> None:
    def reads(key: str) -> Any:
        with database.stepping() as (_, remote):
            assert remote is not None
            remote.owe("SELECT 1 FROM slot WHERE tenant = ? AND key = ? FOR UPDATE", (TENANT, key))
            found = remote.run("SELECT CAST(7 AS bigint)", ()).fetchone()
            assert not remote.owes
            return found

    sent(database, (INSERT, row("a"), None))

    assert reads("a") == (7,)
    with pytest.raises(Conflict):
        reads("b")


def test_a_rollback_through_the_driver_leaves_our_prepared_statements_alone(
    postgres_tested: str,
) -> None:
    """psycopg then sends DEALLOCATE ALL for its own, and every later step was an error 500."""
    url = postgres_tested.replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        wire = Wire(connection)
        for number in range(3):
            wire.exchange([("SELECT ?::int", (number,))])
        for number in range(8):  # more often than the driver waits before it prepares
            connection.execute("SELECT %s::int + 1", (number,))
        connection.execute("BEGIN")
        connection.execute("ROLLBACK")
        connection.execute("SELECT 1")

        [answer] = wire.exchange([("SELECT ?::int", (7,))])

        assert answer.fetchall() == [(7,)]
