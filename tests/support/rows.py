"""Looking at rows, for tests of what a command leaves behind."""

from __future__ import annotations

from typing import Any

from engine.runtime import Engine
from engine.store.migrate import ENGINE_TABLES as ENGINE
from engine.store.schema import metadata

ENGINE_TABLES = sorted(ENGINE)


def rows_in(engine: Engine, *tables: str) -> dict[str, list[Any]]:
    """{table: all its rows, sorted}; all tables of the engine where none is named."""
    with engine.reading() as connection:
        return {
            name: sorted(
                (tuple(row) for row in connection.execute(metadata.tables[name].select())), key=repr
            )
            for name in tables or ENGINE_TABLES
        }


def count(engine: Engine, table: str) -> int:
    return len(rows_in(engine, table)[table])
