"""The tables of a throw-away database in memory, made from text that is worked out once.

A sandbox is made for every test and every trial of a diagram; drawing up some forty tables anew
each time cost half of its life.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import MetaData, create_engine
from sqlalchemy.engine import Engine


def create_all(metadata: MetaData, engine: Engine) -> None:
    """All tables and indexes of ``metadata``; those that are there already stay as they are."""
    connection = engine.raw_connection()
    try:
        driver: Any = connection.driver_connection
        if driver.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            driver.executescript(_script(metadata, len(metadata.tables)))
            return
    finally:
        connection.close()
    metadata.create_all(engine)


@lru_cache(maxsize=4)
def _script(metadata: MetaData, tables: int) -> str:
    """What SQLAlchemy says, as SQLite has understood it. ``tables``: anew when more are known."""
    engine = create_engine("sqlite://")
    metadata.create_all(engine)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
            " ORDER BY type = 'index'"
        ).all()
    engine.dispose()
    return ";\n".join(str(sql) for (sql,) in rows)
