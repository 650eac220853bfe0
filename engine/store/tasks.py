"""Rows of human work and the slots under which people find it.

The to-do list reads ``slot`` by key and due date; one row per open task and key keeps the first
page flat at a million tasks. Closed tasks keep their row and lose their slots.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson

from engine.protocols import TaskFacts
from engine.store import cases, rows
from engine.store.cases import CaseRow
from engine.store.types import from_micros, read_id, read_id_or_none, to_micros

if TYPE_CHECKING:
    from engine.effects import TaskOpened
    from engine.store.transaction import Transaction

#: Sorts a task without a due date last
NEVER = 2**62

_COLUMNS = (
    "id, case_id, token, element_id, name, state, assignee, form_key, candidates, extensions,"
    " slot_keys, due_at, closed_at, closed_by"
)


def _of(table: str, columns: str) -> str:
    return ", ".join(f"{table}.{column.strip()}" for column in columns.split(","))


_SELECT = f"SELECT {_COLUMNS} FROM task WHERE tenant = ?"
_LOAD = f"{_SELECT} AND id = ?"
#: As many columns of the case come first
_CASE = len(cases.COLUMNS.split(","))
_LOAD_BOTH = (
    f"SELECT {_of('c', cases.COLUMNS)}, {_of('t', _COLUMNS)} FROM task t JOIN process_case c"
    " ON c.tenant = t.tenant AND c.id = t.case_id WHERE t.tenant = ? AND t.id = ?"
)
_OPEN_OF_TOKEN = f"{_SELECT} AND case_id = ? AND token = ? AND state = 'open'"
_OPEN_OF_CASE = f"{_SELECT} AND case_id = ? AND state = 'open' ORDER BY token"
_INSERT = (
    "INSERT INTO task (tenant, id, case_id, token, element_id, name, state, assignee, form_key,"
    " priority, candidates, extensions, slot_keys, created_at, due_at, follow_up_at)"
    " VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CLOSE = (
    "UPDATE task SET state = ?, closed_at = ?, closed_by = ?, closed_as = ?"
    " WHERE tenant = ? AND id = ? AND state = 'open'"
)
#: Keys per statement: shapes stay few, so that they stay prepared
_MOST_KEYS = 8
#: By number of keys
_ADD_SLOTS = [
    "INSERT INTO slot (tenant, key, due_at, task_id) VALUES " + ", ".join(["(?, ?, ?, ?)"] * keys)
    for keys in range(_MOST_KEYS + 1)
]
_DROP_SLOTS = [
    "DELETE FROM slot WHERE tenant = ? AND due_at = ? AND task_id = ?"
    f" AND key IN ({', '.join('?' * keys)})"
    for keys in range(_MOST_KEYS + 1)
]


@dataclass(slots=True)
class TaskRow:
    id: UUID
    case_id: UUID
    token: int
    element_id: str
    name: str
    #: open, completed or cancelled
    state: str
    assignee: UUID | None
    form_key: str | None
    candidates: str
    extensions: str
    slot_keys: str
    due_at: int | None
    closed_at: datetime | None
    closed_by: UUID | None

    def facts(self) -> TaskFacts:
        """What policy and participants see of it."""
        return TaskFacts(
            self.id,
            self.element_id,
            self.name,
            tuple(orjson.loads(self.candidates)),
            self.assignee,
            self.form_key,
            None if self.due_at is None else from_micros(self.due_at),
            orjson.loads(self.extensions),
        )


def user_key(person: UUID) -> str:
    """The slot key of a person's own tasks."""
    return f"user:{person}"


def load_with_case(tx: Transaction, task_id: UUID) -> tuple[TaskRow, CaseRow] | None:
    """The task and its case, locked until the commit.

    The task is read after its case is locked: only then it cannot change any more. SQLite has one
    writer, who reads both at once.
    """
    if tx.sqlite:
        both = tx.run(_LOAD_BOTH, (tx.tenant, task_id)).fetchone()
        return None if both is None else (_row(both[_CASE:]), cases.read_row(both[:_CASE]))
    case, task = tx.rows(cases.of_task(tx, task_id), (_LOAD, (tx.tenant, task_id)))
    return None if case is None or task is None else (_row(task), cases.read_row(case))


def place_of(tx: Transaction, task_id: UUID) -> tuple[UUID, int] | None:
    """(case, token) of a task, open or over."""
    sql = "SELECT case_id, token FROM task WHERE tenant = ? AND id = ?"
    found = tx.run(sql, (tx.tenant, task_id)).fetchone()
    return None if found is None else (read_id(found[0]), int(found[1]))


def open_of_case(tx: Transaction, case_id: UUID) -> list[TaskRow]:
    """The open tasks of a case, the oldest first."""
    return [_row(found) for found in tx.run(_OPEN_OF_CASE, (tx.tenant, case_id))]


def _row(found: tuple[Any, ...]) -> TaskRow:
    task = TaskRow(*found)
    task.id, task.case_id = read_id(task.id), read_id(task.case_id)
    task.assignee = read_id_or_none(task.assignee)
    if task.closed_at is not None:
        task.closed_at = from_micros(found[12])
        task.closed_by = read_id_or_none(task.closed_by)
    return task


def insert(
    tx: Transaction, case_id: UUID, task: TaskOpened, assignee: UUID | None, keys: Iterable[str]
) -> TaskRow:
    """A new open task, listed under ``keys``."""
    task_id, listed = tx.new_id(), list(dict.fromkeys(keys))
    due = _micros(task.due_at)
    candidates, extensions = _json(list(task.candidates)), _json(dict(task.extensions))
    listed_json = _json(listed)
    values: tuple[Any, ...] = (
        tx.tenant,
        task_id,
        case_id,
        task.token,
        task.element_id,
        task.name,
        assignee,
        task.form_key,
        task.priority,
        candidates,
        extensions,
        listed_json,
        tx.now_micros,
        due,
        _micros(task.follow_up_at),
    )
    tx.write(_INSERT, values)
    _add_slots(tx, task_id, due, listed)
    plain = (list(task.candidates), dict(task.extensions), listed, due, values[-1])
    person = None if assignee is None else assignee.hex
    place = (task.token, task.element_id, task.name, person, task.form_key, task.priority)
    tx.written.append([rows.TASK, task_id.hex, *place, *plain])
    return TaskRow(
        task_id, case_id, task.token, task.element_id, task.name, "open", assignee, task.form_key,
        candidates, extensions, listed_json, due, None, None,
    )  # fmt: skip


def close(tx: Transaction, task: TaskRow, state: str) -> None:
    """Close an open task as ``completed`` (by the actor) or ``cancelled``.

    Raises ``Conflict`` if it is not open any more.
    """
    by_actor = state == "completed"
    person = tx.actor.person if by_actor else None
    post = tx.actor.appointment if by_actor else None
    row = (state, tx.now_micros, person, post, tx.tenant, task.id)
    tx.write(_CLOSE, row, changes=1)
    _drop_slots(tx, task)
    tx.written.append([rows.TASK_CLOSED, task.id.hex, state])


def open_of_token(tx: Transaction, case_id: UUID, token: int) -> TaskRow | None:
    """The open task of a token."""
    found = tx.run(_OPEN_OF_TOKEN, (tx.tenant, case_id, token)).fetchone()
    return None if found is None else _row(found)


def assign(tx: Transaction, task: TaskRow, person: UUID | None, keys: Iterable[str]) -> None:
    """Put the task into a person's hands, or back into the queue: ``keys`` replace its slots."""
    listed = list(dict.fromkeys(keys))
    _drop_slots(tx, task)
    task.assignee, task.slot_keys = person, _json(listed)
    tx.write(
        "UPDATE task SET assignee = ?, slot_keys = ? WHERE tenant = ? AND id = ?",
        (person, task.slot_keys, tx.tenant, task.id),
    )
    _add_slots(tx, task.id, task.due_at, listed)
    holder = None if person is None else person.hex
    tx.written.append([rows.TASK_ASSIGNED, task.id.hex, holder, listed])


def _add_slots(tx: Transaction, task_id: UUID, due: int | None, keys: Sequence[str]) -> None:
    at = NEVER if due is None else due
    for part in _parts(keys):
        rows = [value for key in part for value in (tx.tenant, key, at, task_id)]
        tx.write(_ADD_SLOTS[len(part)], rows)


def _drop_slots(tx: Transaction, task: TaskRow) -> None:
    at = NEVER if task.due_at is None else task.due_at
    for part in _parts(orjson.loads(task.slot_keys)):
        tx.write(_DROP_SLOTS[len(part)], (tx.tenant, at, task.id, *part))


def _parts(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    if len(keys) <= _MOST_KEYS:
        return (keys,) if keys else ()
    return [keys[start : start + _MOST_KEYS] for start in range(0, len(keys), _MOST_KEYS)]


def _micros(instant: datetime | None) -> int | None:
    return None if instant is None else to_micros(instant)


def _json(value: list[Any] | dict[str, Any]) -> str:
    if not value:
        return "[]" if isinstance(value, list) else "{}"
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
