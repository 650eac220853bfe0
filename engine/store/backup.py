"""The whole database in files and back, as of one moment, while others go on writing.

SQLite: its own online copy, one file. PostgreSQL: COPY of every table from one snapshot. Rings of
workers are left out: whatever is due is rung anew by the sweep.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, make_url

from engine.errors import Refused
from engine.store import migrate
from engine.store.database import Database
from engine.store.schema import metadata

SQLITE = "database.sqlite"
#: Names of columns in the first line, then what COPY wrote
SUFFIX = ".copy"


class CannotRestore(Refused):
    """The copy does not fit here, or something stands here already. Nothing was changed."""

    code = "cannot-restore"


def kind(url: str) -> str:
    return "sqlite" if url.startswith("sqlite") else "postgresql"


def dump(database: Database, folder: Path) -> list[str]:
    """Copy the database into an empty ``folder``. Gives the revisions of its tables."""
    with database.reading() as connection:
        heads = sorted(migrate.applied(connection))
        if database.sqlite:
            _dump_sqlite(connection, folder / SQLITE)
        else:
            for table in _tables(connection):
                _dump_table(connection, table, folder / f"{table}{SUFFIX}")
    return heads


def load(url: str, folder: Path, heads: Sequence[str]) -> None:
    """Fill the empty database at ``url`` with a copy, and bring it to this version.

    Raises ``CannotRestore`` where it is not empty, or where its tables are of a later version.
    """
    unknown = set(heads) - migrate.known()
    if unknown:
        raise CannotRestore(f"the copy is of a later version: {', '.join(sorted(unknown))}")
    if url.startswith("sqlite"):
        _load_sqlite(Path(str(make_url(url).database)), folder / SQLITE)
    else:
        _load_tables(url, folder, heads)


def _dump_sqlite(connection: Connection, target: Path) -> None:
    raw: Any = connection.connection.driver_connection
    with closing(sqlite3.connect(target)) as copy:
        raw.backup(copy)
        (found,) = copy.execute("PRAGMA integrity_check").fetchone()
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, and nothing beside it
    if found != "ok":
        raise CannotRestore(f"the copy is not whole: {found}")


def _load_sqlite(target: Path, source: Path) -> None:
    if target.exists():
        raise CannotRestore(f"there is a database already: {target.name}")
    with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(target)) as made:
        copy.backup(made)


def _tables(connection: Connection) -> list[str]:
    """All tables but the ringer's, those first to which others refer."""
    present = {
        name
        for name in inspect(connection).get_table_names()
        if not name.startswith("procrastinate_") and name != migrate.TABLE
    }
    migrate.load_models()
    ordered = [table.name for table in metadata.sorted_tables if table.name in present]
    return ordered + sorted(present - set(ordered))


def _dump_table(connection: Connection, table: str, target: Path) -> None:
    raw: Any = connection.connection.driver_connection
    columns = [one["name"] for one in inspect(connection).get_columns(table)]
    with target.open("wb") as out:
        out.write(",".join(columns).encode() + b"\n")
        with raw.cursor().copy(f"COPY {table} ({_quoted(columns)}) TO STDOUT") as rows:
            for chunk in rows:
                out.write(bytes(chunk))


def _load_tables(url: str, folder: Path, heads: Sequence[str]) -> None:
    database = Database(url)
    try:
        with database.reading() as connection:
            if inspect(connection).has_table(migrate.TABLE):
                raise CannotRestore("there are tables already: give an empty database")
        migrate.upgrade(database, heads)
        with database.writing() as connection:
            for table in _tables(connection):
                _load_table(connection, table, folder / f"{table}{SUFFIX}")
        migrate.upgrade(database)
    finally:
        database.close()


def _load_table(connection: Connection, table: str, source: Path) -> None:
    if not source.exists():
        raise CannotRestore(f"the copy has no table {table}")
    raw: Any = connection.connection.driver_connection
    raw.execute(f"DELETE FROM {table}")  # what a revision has put in
    with source.open("rb") as rows:
        columns = rows.readline().decode().strip().split(",")
        with raw.cursor().copy(f"COPY {table} ({_quoted(columns)}) FROM STDIN") as into:
            while chunk := rows.read(1 << 20):
                into.write(chunk)


def _quoted(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
