"""Migrations from empty give exactly the tables that the code speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from engine.store import migrate
from engine.store.database import Database, ReferenceBroken
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


def test_hot_tables_have_their_checks_on_sqlite_and_none_on_postgresql(
    database_url: str, empty_url: str
) -> None:
    """Made at once or step by step: PostgreSQL reads the text of a check with every statement."""
    names = {"ck_task_state", "ck_process_case_state"}
    made, migrated = Database(database_url), Database(empty_url)
    metadata.create_all(made.engine)
    migrate.upgrade(migrated)

    for database in (made, migrated):
        with database.reading() as connection:
            found = {
                check["name"]
                for table in ("task", "process_case")
                for check in inspect(connection).get_check_constraints(table)
            }
        assert found == (names if database.sqlite else set())
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


_LATER = """
import sqlalchemy as sa
from alembic import op

revision = "later_0001"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    {change}
"""
_MAKE_ANEW = """with op.batch_alter_table("body") as body:
        body.alter_column("name", type_=sa.String(300), existing_nullable=False)
        body.add_column(sa.Column("motto", sa.String(20), nullable=False, server_default="无"))"""
_LOSE = 'op.execute("DELETE FROM body")'


@pytest.fixture
def two_bodies(empty_url: str) -> Iterator[Database]:
    """A database as it is today, with a body that stands above another."""
    migrate.load_models()
    database = Database(empty_url)
    migrate.upgrade(database)
    with database.writing() as connection:
        above = _body(connection, UUID(int=2), None)
        _body(connection, UUID(int=3), above)
    yield database
    database.close()


def test_a_table_that_others_refer_to_may_be_made_anew(
    two_bodies: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_revision(tmp_path, _MAKE_ANEW, monkeypatch)

    migrate.upgrade(two_bodies)

    with two_bodies.reading() as connection:
        assert migrate.is_current(connection)
        query = text("SELECT motto, parent_id FROM body ORDER BY id")
        rows = connection.execute(query).all()
        assert [row[0] for row in rows] == ["无", "无"]
        assert [row[1] is None for row in rows] == [True, False]
    with pytest.raises(IntegrityError), two_bodies.writing() as connection:
        _body(connection, UUID(int=4), UUID(int=99))


def test_a_revision_that_breaks_a_reference_changes_nothing(
    two_bodies: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_revision(tmp_path, _LOSE, monkeypatch)
    with two_bodies.writing() as connection:
        _post_at(connection, UUID(int=3))

    with pytest.raises((ReferenceBroken, IntegrityError)):
        migrate.upgrade(two_bodies)

    with two_bodies.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM body")) == 2
        assert not migrate.is_current(connection)


def _write_revision(folder: Path, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    [head] = [one for one in migrate.heads() if one.startswith("workflows")]
    file = folder / "later_0001_of_a_test.py"
    file.write_text(_LATER.format(head=head, change=change), encoding="utf-8")
    monkeypatch.setitem(migrate._PLACES, "later", folder)


def _body(connection: Connection, id: UUID, parent: UUID | None) -> UUID:
    values = {"tenant": UUID(int=1), "id": id, "code": f"b{id.int}", "name": "某局", "kind": "x"}
    more = {"legal_status": "x", "level": "x", "active": True, "parent_id": parent}
    connection.execute(metadata.tables["body"].insert().values(**values, **more))
    return id


def _post_at(connection: Connection, body: UUID) -> None:
    values = {"tenant": UUID(int=1), "id": UUID(int=5), "body_id": body, "role": "x", "name": "x"}
    connection.execute(metadata.tables["post"].insert().values(**values, active=True))
