"""A hundred thousand to a million tasks in the product's own tables, written in bulk and kept.

500 persons, 50 posts, 10 organs; one task in five is open, each under the key of a post, an organ
or a person. Every case is an application with item, park and party, as the list joins them. Beside
them the same facts as plain systems keep them: ``naive_task`` and ``naive_candidate``.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from engine.store.database import Database
from engine.store.tasks import NEVER
from workflows.models import Base, Item, ItemVersion, Park, Party

PERSONS, POSTS, ORGANS = 500, 50, 10
#: One task of each case is open, four are done
TASKS_PER_CASE = 5
#: 26 September 2025, in microseconds
START = 1_758_848_400_000_000
HOUR = 3_600_000_000
TENANT = UUID(int=1 << 64)
_CHUNK = 5_000
_NAIVE = (
    "CREATE TABLE naive_task (id {id} PRIMARY KEY, case_id {id}, name text, state text,"
    " assignee {id}, due_at bigint, closed_at bigint)",
    "CREATE TABLE naive_candidate (task_id {id}, key text, PRIMARY KEY (task_id, key))",
)
#: The three that such systems have
_NAIVE_INDEXES = (
    "CREATE INDEX naive_state ON naive_task (state)",
    "CREATE INDEX naive_assignee ON naive_task (assignee)",
    "CREATE INDEX naive_key ON naive_candidate (key)",
)


def person(number: int) -> UUID:
    return UUID(int=(2 << 64) + number)


def post_key(number: int) -> str:
    """As ``workflows.people.holders.slot_key`` writes it."""
    return f"window/p{number % 10}/d{number // 10}"


def organ_key(number: int) -> str:
    return f"approver/p{number}/*"


def fill(database: Database, tasks: int, seed: int = 1) -> None:
    """Write so many tasks into the empty database, with what they refer to."""
    Base.metadata.create_all(database.engine)
    with database.writing() as connection:
        raw: Any = connection.connection.driver_connection
        if database.sqlite:
            raw.execute("COMMIT")
            raw.execute("PRAGMA foreign_keys=OFF")
            raw.execute("PRAGMA synchronous=OFF")
            raw.execute("BEGIN")
        kind = "blob" if database.sqlite else "uuid"
        for statement in _NAIVE:
            raw.execute(statement.format(id=kind))
        _catalogue(connection)
        for first in range(0, tasks // TASKS_PER_CASE, _CHUNK):
            count = min(_CHUNK, tasks // TASKS_PER_CASE - first)
            for table, rows in _Rows(seed, first, count).tables():
                _write(raw, database.sqlite, table, rows)
        for statement in _NAIVE_INDEXES:
            raw.execute(statement)
    _settle(database)


def _settle(database: Database) -> None:
    """As a database that has run for a while: statistics taken, the log copied back."""
    with database.engine.connect() as connection:
        if database.sqlite:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("VACUUM ANALYZE")


class _Rows:
    """The rows of some cases, from first to last, by table."""

    def __init__(self, seed: int, first: int, count: int) -> None:
        self._chance = random.Random(f"{seed}-{first}")
        self._numbers = range(first, first + count)
        self.case: list[tuple[Any, ...]] = []
        self.application: list[tuple[Any, ...]] = []
        self.task: list[tuple[Any, ...]] = []
        self.slot: list[tuple[Any, ...]] = []
        self.naive_task: list[tuple[Any, ...]] = []
        self.naive_candidate: list[tuple[Any, ...]] = []
        for number in self._numbers:
            self._add(number)

    def tables(self) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
        yield _CASE, self.case
        yield _APPLICATION, self.application
        yield _TASK, self.task
        yield _SLOT, sorted(self.slot, key=lambda row: row[1])
        yield "naive_task (id, case_id, name, state, assignee, due_at, closed_at)", self.naive_task
        yield "naive_candidate (task_id, key)", self.naive_candidate

    def _add(self, number: int) -> None:
        chance = self._chance
        at = START + number * 60_000_000
        case = UUID(int=(at << 64) + number)
        self.case.append(
            (TENANT, case, _DEPLOYMENT, "approval", f"SQ{number:08d}", "active", 9, at, 5, b"\x03")
        )
        self.application.append(
            (TENANT, case, f"5106{number:012d}", "q", _id(5), _id(6), _id(7), _id(8 + number % 50),
             "window", person(number % PERSONS), "reviewing", "{}", at, False, False)
        )  # fmt: skip
        for place in range(TASKS_PER_CASE):
            self._task(chance, number, place, case, at + place)

    def _task(self, chance: random.Random, number: int, place: int, case: UUID, at: int) -> None:
        task, is_open = UUID(int=(at << 64) + number * 8 + place), place == TASKS_PER_CASE - 1
        draw = chance.random()
        holder = person(chance.randrange(PERSONS)) if draw < 0.1 or not is_open else None
        keys = [post_key(chance.randrange(POSTS))] if draw < 0.8 else []
        keys += [organ_key(chance.randrange(ORGANS))] if draw >= 0.6 else []
        listed = [f"user:{holder}"] if holder else keys
        due = at + chance.randrange(1, 20 * 24) * HOUR if chance.random() < 0.95 else None
        names = _json(keys)
        closed = (None, None) if is_open else (at + HOUR, holder)
        state = "open" if is_open else "completed"
        self.task.append(
            (TENANT, task, case, place, f"step{place}", "审查", state, holder if is_open else None,
             0, names, "{}", _json(listed), at, due, *closed)
        )  # fmt: skip
        if is_open:
            at_key = NEVER if due is None else due
            self.slot += [(TENANT, key, at_key, task) for key in listed]
        self.naive_task.append((task, case, "审查", state, holder, due, closed[0]))
        self.naive_candidate += [(task, key) for key in (keys if not holder or not is_open else [])]


_CASE = (
    "process_case (tenant, id, deployment_id, process_id, business_key, state, version, started_at,"
    " event_seq, snapshot)"
)
_APPLICATION = (
    "application (tenant, id, number, query_code, item_id, item_version_id, park_id, party_id,"
    " channel, submitted_by, state, form, submitted_at, deemed, due_provisional)"
)
_TASK = (
    "task (tenant, id, case_id, token, element_id, name, state, assignee, priority, candidates,"
    " extensions, slot_keys, created_at, due_at, closed_at, closed_by)"
)
_SLOT = "slot (tenant, key, due_at, task_id)"


def _id(number: int) -> UUID:
    return UUID(int=(3 << 64) + number)


_DEPLOYMENT = _id(1)


def _json(keys: list[str]) -> str:
    return "[" + ",".join(f'"{key}"' for key in keys) + "]"


def _write(raw: Any, sqlite: bool, table: str, rows: list[tuple[Any, ...]]) -> None:
    if sqlite:
        marks = ", ".join("?" * len(rows[0]))
        raw.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
        return
    with raw.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _catalogue(connection: Any) -> None:
    """What every application refers to, with as little in it as the columns allow."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET session_replication_role = replica")
    named = {
        "name": "市场主体登记",
        "short_name": "经开区",
        "pinyin": "scztdj",
        "initials": "scztdj",
    }
    for model, number in ((Item, 5), (ItemVersion, 6), (Park, 7)):
        _plain(connection, model.__table__, number, named)
    for number in range(50):
        party = {**named, "name": f"德阳示例企业{number}有限公司"}
        _plain(connection, Party.__table__, 8 + number, {**party, "identifier": f"91{number:016d}"})


def _plain(connection: Any, table: Any, number: int, values: dict[str, Any]) -> None:
    row = {column.name: _least(column, number) for column in table.columns if not column.nullable}
    known = {name: value for name, value in values.items() if name in table.columns}
    connection.execute(insert(table).values(**{**row, **known}))


def _least(column: Any, number: int) -> Any:
    """The smallest value of a column that must have one."""
    if column.name in ("tenant", "id"):
        return TENANT if column.name == "tenant" else _id(number)
    plain = {
        int: 0,
        bool: False,
        date: date(2025, 1, 1),
        datetime: datetime(2025, 1, 1, tzinfo=UTC),
    }
    kind = getattr(column.type, "python_type", str)
    if type(column.type).__name__ == "Id":
        return _id(number)
    if type(column.type).__name__ == "Instant":
        return plain[datetime]
    if type(column.type).__name__ == "Json":
        return {}
    return plain.get(kind, "x")
