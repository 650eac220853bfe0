"""Alembic from code: two branches, ``engine`` and ``workflows``, one command brings both up.

Foreign keys point from ``workflows`` to ``engine`` only, so its revisions depend on the engine's.
To write a revision after a change of tables: ``python -m engine.store.migrate BRANCH "message"``.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect

from engine.store import statistics
from engine.store.schema import metadata

if TYPE_CHECKING:
    from alembic.config import Config

    from engine.store.database import Database

#: Alembic's own table
TABLE = "schema_version"
#: Tables of the engine; every other table belongs to the branch above
ENGINE_TABLES = frozenset(metadata.tables)

_HERE = Path(__file__).parent
_PLACES = {"engine": _HERE / "versions", "workflows": _HERE.parent.parent / "workflows/versions"}


def upgrade(database: Database, to: Sequence[str] = ("heads",)) -> None:
    """Run all migrations that the database has not seen, in one transaction.

    ``to``: only those that lead to these revisions, for rows of an earlier version.
    """
    with database.reading() as connection:
        if is_current(connection):
            return
    from alembic import command

    with database.reshaping() as connection, _one_transaction(connection):
        for revision in to:
            command.upgrade(config(connection), revision)
        statistics.seed(connection)


def is_current(connection: Connection) -> bool:
    """Whether the database has seen every migration.

    Answered without Alembic, whose import would be a third of a start with nothing to migrate.
    """
    return applied(connection) == heads()


def applied(connection: Connection) -> set[str]:
    """Revisions that the database has noted; none where it has no tables of ours."""
    if not inspect(connection).has_table(TABLE):
        return set()
    return set(connection.exec_driver_sql(f"SELECT version_num FROM {TABLE}").scalars())


def known() -> set[str]:
    """All revisions of this version."""
    return {value for name, value in _named() if name == "revision"}


def heads() -> set[str]:
    """Revisions that no other one follows or depends on: what a current database has noted."""
    return known() - {value for name, value in _named() if name != "revision"}


def _named() -> Iterator[tuple[str, str]]:
    """(assignment, revision) of all revision files."""
    for place in _PLACES.values():
        for file in place.glob("*.py"):
            yield from _REVISION.findall(file.read_text(encoding="utf-8"))


#: The three assignments at the head of a revision file, where they name another revision
_REVISION = re.compile(r'^(revision|down_revision|depends_on) = "(\w+)"$', re.MULTILINE)


@contextmanager
def _one_transaction(connection: Connection) -> Iterator[None]:
    """Alembic commits by itself wherever SQLAlchemy knows of no transaction around it."""
    if not connection.in_transaction():
        connection.begin()
    yield


def config(connection: Connection) -> Config:
    """Alembic's settings for a connection."""
    from alembic.config import Config

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
    from alembic import command
    from alembic.script import ScriptDirectory

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
    number = len(list(place.glob("*.py"))) + 1
    rev_id = f"{branch}_{number:04}"
    if number > 1:
        return {"head": f"{branch}@head", "rev_id": rev_id}
    depends = next(iter(heads()), None) if branch != "engine" else None
    return {
        "head": "base",
        "branch_label": branch,
        "version_path": str(place),
        "depends_on": depends,
        "rev_id": rev_id,
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
