"""Connections: one writer, readers that see one state, and no lock error for people."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from engine.runtime import Engine
from engine.store.database import Database, is_conflict


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    with opened.writing() as connection:
        connection.execute(text("CREATE TABLE note (word VARCHAR(20))"))
    yield opened
    opened.close()


def write(database: Database, word: str) -> None:
    with database.writing() as connection:
        connection.execute(text("INSERT INTO note VALUES (:word)"), {"word": word})


def words(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(text("SELECT word FROM note ORDER BY word")).scalars())


def test_a_write_is_committed_on_exit(database: Database) -> None:
    write(database, "one")

    assert words(database) == ["one"]


def test_an_exception_undoes_the_write(database: Database) -> None:
    def fail() -> None:
        with database.writing() as connection:
            connection.execute(text("INSERT INTO note VALUES ('lost')"))
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert words(database) == []
    write(database, "next")
    assert words(database) == ["next"]


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    write(database, "one")
    count = text("SELECT count(*) FROM note")

    with database.reading() as connection:
        before = connection.execute(count).scalar()
        write(database, "two")
        during = connection.execute(count).scalar()

    assert (before, during) == (1, 1)
    assert words(database) == ["one", "two"]


def test_a_write_inside_a_write_is_an_error_of_the_programmer(database: Database) -> None:
    with database.writing(), pytest.raises(RuntimeError, match="use its Tx"):
        write(database, "inner")


def test_writers_in_many_threads_all_get_their_turn(database: Database) -> None:
    names = [f"{number:02}" for number in range(16)]
    threads = [threading.Thread(target=write, args=(database, name)) for name in names]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert words(database) == names


def test_two_engines_on_one_file_wait_for_each_other(sqlite_url: str) -> None:
    one, two = Database(sqlite_url), Database(sqlite_url)
    with one.writing() as connection:
        connection.execute(text("CREATE TABLE note (word VARCHAR(20))"))
    second = threading.Thread(target=write, args=(two, "two"))

    with one.writing() as connection:
        second.start()
        connection.execute(text("INSERT INTO note VALUES ('one')"))
    second.join()

    assert words(one) == ["one", "two"]
    one.close()
    two.close()


def test_sqlite_keeps_a_commit_over_a_loss_of_power_by_default(tmp_path: Path) -> None:
    found = {}
    for setting in ("FULL", "NORMAL"):
        database = Database(f"sqlite:///{tmp_path / setting}.db", synchronous=setting)
        with database.reading() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
            found[setting] = (mode, connection.exec_driver_sql("PRAGMA synchronous").scalar())
        database.close()
    default = Database(f"sqlite:///{tmp_path / 'default'}.db")
    with default.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    default.close()

    assert found == {"FULL": ("wal", 2), "NORMAL": ("wal", 1)}
    with pytest.raises(ValueError, match="FULL or NORMAL"):
        Database("sqlite://", synchronous="OFF")


def test_a_locked_database_is_worth_another_try_and_a_missing_table_is_not() -> None:
    assert is_conflict(sqlite3.OperationalError("database is locked"))
    assert not is_conflict(sqlite3.OperationalError("no such table: note"))
    assert not is_conflict(ValueError("locked"))


def test_a_reader_keeps_nothing_whatever_it_tries(database: Database) -> None:
    for _ in range(2):
        with database.reading() as connection, suppress(DBAPIError):
            connection.execute(text("INSERT INTO note VALUES ('sneaked in')"))
            connection.commit()

    assert words(database) == []
    write(database, "one")
    assert words(database) == ["one"]


def test_an_error_of_the_database_does_not_tell_the_personal_data_in_it(
    database: Database,
) -> None:
    with pytest.raises(DBAPIError) as error, database.writing() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:phone)"), {"phone": "13800001234"})

    assert "13800001234" not in str(error.value)


def test_a_database_in_memory_has_the_same_tables_as_any_other(tmp_path: Path) -> None:
    def tables(url: str) -> set[tuple[str, str]]:
        engine = Engine(url)
        engine.create_schema()
        with engine.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master"
                " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
            ).all()
        engine.create_schema()  # a second time it changes nothing
        engine.stop()
        return {(name, sql) for name, sql in rows}

    assert tables("sqlite://") == tables(f"sqlite:///{tmp_path / 'a.db'}")


def look(database: Database) -> list[str]:
    """One statement, as a page asks that needs no more."""
    with database.glancing(once=True) as (connection, remote):
        raw = connection.connection.driver_connection if remote is None else None
        asked = raw.execute if raw is not None else remote.run  # type: ignore[union-attr]
        return [row[0] for row in asked("SELECT word FROM note ORDER BY word", ())]


def test_a_single_look_waits_for_no_writer_and_sees_only_what_is_committed(
    database: Database,
) -> None:
    write(database, "one")
    seen: list[list[str]] = []

    with database.writing() as connection:
        connection.execute(text("INSERT INTO note VALUES ('two')"))
        beside = threading.Thread(target=lambda: seen.append(look(database)))
        beside.start()
        beside.join(10)
        seen.append(look(database))  # also within the writer's own thread

    assert seen == [["one"], ["one"]]
    assert look(database) == ["one", "two"]


def test_a_single_look_leaves_nothing_open(database: Database) -> None:
    """Neither a lock nor a state that it holds on to: the next writer and reader see all."""
    assert look(database) == []
    other = Database(database.url)

    write(other, "one")

    assert look(database) == ["one"]
    other.close()


def test_a_single_look_that_fails_harms_nobody(database: Database) -> None:
    def fail() -> None:
        with database.glancing(once=True):
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    write(database, "one")
    assert look(database) == ["one"]
