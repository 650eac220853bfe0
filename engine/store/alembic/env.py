"""Alembic's entry: runs on the connection it is given, never on one of its own."""

from __future__ import annotations

from alembic import context

from engine.store.migrate import TABLE
from engine.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table=TABLE,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
)
context.run_migrations()
