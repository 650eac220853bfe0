"""Migrations from empty give exactly the tables that the code speaks of."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from engine.store import migrate
from engine.store.database import Database
from engine.store.schema import metadata


def test_migrations_from_empty_equal_the_metadata(empty_url: str) -> None:
    migrate.load_models()
    database = Database(empty_url)

    migrate.upgrade(database)

    with database.reading() as connection:
        options = {"compare_type": True, "version_table": migrate.TABLE}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
        assert migrate.is_current(connection)
    database.close()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    database = Database(database_url)

    migrate.upgrade(database)

    with database.reading() as connection:
        assert migrate.is_current(connection)
    database.close()


def test_an_empty_database_is_not_current(empty_url: str) -> None:
    database = Database(empty_url)
    with database.reading() as connection:
        assert not migrate.is_current(connection)
    database.close()
