"""Alembic from code: two branches, ``engine`` and ``workflows``, one command brings both up.

Foreign keys point from ``workflows`` to ``engine`` only, so its revisions depend on the engine's.
To write a revision after a change of tables: ``python -m engine.store.migrate BRANCH "message"``.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from engine.store.schema import metadata

if TYPE_CHECKING:
    from engine.store.database import Database

#: Alembic's own table
TABLE = "schema_version"
#: Tables of the engine; every other table belongs to the branch above
ENGINE_TABLES = frozenset(metadata.tables)

_HERE = Path(__file__).parent
_PLACES = {"engine": _HERE / "versions", "workflows": _HERE.parent.parent / "workflows/versions"}


def upgrade(database: Database) -> None:
    """Run all migrations that the database has not seen, in one transaction."""
    with database.writing() as connection, _one_transaction(connection):
        command.upgrade(config(connection), "heads")


@contextmanager
def _one_transaction(connection: Connection) -> Iterator[None]:
    """Alembic commits by itself wherever SQLAlchemy knows of no transaction around it."""
    if not connection.in_transaction():
        connection.begin()
    yield


def is_current(connection: Connection) -> bool:
    """Whether the database has seen every migration."""
    from alembic.runtime.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"version_table": TABLE})
    revisions = ScriptDirectory.from_config(config(connection)).revision_map
    applied = context.get_current_heads() or ("base",)
    return not list(revisions.iterate_revisions("heads", applied, assert_relative_length=False))


def config(connection: Connection) -> Config:
    """Alembic's settings for a connection."""
    settings = Config()
    settings.set_main_option("script_location", str(_HERE / "alembic"))
    settings.set_main_option("path_separator", "newline")
    places = [str(place) for place in _PLACES.values() if place.is_dir()]
    settings.set_main_option("version_locations", "\n".join(places))
    settings.attributes["connection"] = connection
    return settings


def load_models() -> None:
    """Know the tables of the layer above, if it is installed, without importing it by name."""
    if find_spec("workflows.models") is not None:
        import_module("workflows.models")


def revise(branch: str, message: str) -> str:
    """Write the revision that brings ``branch`` from its last one to the tables as they are."""
    from engine.store.database import Database

    load_models()
    database = Database("sqlite://")
    with database.writing() as connection, _one_transaction(connection):
        settings = config(connection)
        known = ScriptDirectory.from_config(settings).get_heads()
        if known:
            command.upgrade(settings, "heads")
        written: Any = command.revision(
            settings,
            message,
            autogenerate=True,
            process_revision_directives=lambda _context, _revision, found: _keep(branch, found),
            **_position(branch, settings),
        )
    return str(written.path)


def _position(branch: str, settings: Config) -> dict[str, Any]:
    place = _PLACES[branch]
    if any(place.glob("*.py")):
        return {"head": f"{branch}@head"}
    heads = ScriptDirectory.from_config(settings).get_heads()
    depends = next((one for one in heads if branch != "engine"), None)
    return {
        "head": "base",
        "branch_label": branch,
        "version_path": str(place),
        "depends_on": depends,
        "rev_id": f"{branch}_0001",
    }


def _keep(branch: str, found: Sequence[Any]) -> None:
    """Leave to the revision only what concerns tables of its branch."""
    for script in found:
        for operations in (script.upgrade_ops, script.downgrade_ops):
            operations.ops = [
                one
                for one in operations.ops
                if (one.table_name in ENGINE_TABLES) == (branch == "engine")
            ]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.stdout.write(revise(sys.argv[1], sys.argv[2]) + "\n")
