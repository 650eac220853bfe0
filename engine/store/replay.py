"""The read models of one case as its events tell them: one small function per kind of entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.store import rows
from engine.store.codec import decode
from engine.store.types import read_id_or_none

if TYPE_CHECKING:
    from engine.store.transaction import Transaction

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """An event, as far as rows follow from it."""

    recorded_at: int
    person: UUID | None
    appointment: UUID | None
    entries: list[list[Any]]


@dataclass(slots=True)
class Models:
    """{table: {id: row}} of one case. Slots follow from open tasks."""

    task: dict[UUID, Row] = field(default_factory=dict)
    due: dict[UUID, Row] = field(default_factory=dict)
    subscription: dict[UUID, Row] = field(default_factory=dict)
    incident: dict[UUID, Row] = field(default_factory=dict)

    def slots(self) -> set[tuple[str, int, UUID]]:
        """(key, due, task) of all open tasks."""
        from engine.store.tasks import NEVER

        return {
            (key, NEVER if task["due_at"] is None else task["due_at"], id)
            for id, task in self.task.items()
            if task["state"] == "open"
            for key in task["slot_keys"]
        }


def replay(tx: Transaction, case_id: UUID) -> Models | None:
    """All rows of the case; None where bodies of its events were erased, which say no more."""
    models = Models()
    for said in _events(tx, case_id):
        if said is None:
            return None
        for entry in said.entries:
            _ENTRIES[entry[0]](models, said, *entry[1:])
    return models


def _events(tx: Transaction, case_id: UUID) -> Iterable[Said | None]:
    found = tx.run(
        "SELECT e.recorded_at, e.person, e.appointment, e.payload_hash, p.body FROM event e"
        " LEFT JOIN payload p ON p.tenant = e.tenant AND p.id = e.id"
        " WHERE e.tenant = ? AND e.stream = ? ORDER BY e.seq",
        (tx.tenant, case_id),
    )
    for recorded_at, person, appointment, payload_hash, body in found.fetchall():
        if payload_hash is None:
            continue
        if body is None:
            yield None
            return
        entries = decode(bytes(body)).get(rows.ROWS, [])
        yield Said(recorded_at, read_id_or_none(person), read_id_or_none(appointment), entries)


_TASK = (
    "token", "element_id", "name", "assignee", "form_key", "priority", "candidates", "extensions",
    "slot_keys", "due_at", "follow_up_at",
)  # fmt: skip
_DUE = (
    "kind", "token", "definition", "element_id", "name", "due_at", "retries", "headers",
    "variables",
)  # fmt: skip
_SUBSCRIPTION = ("kind", "name", "key", "token", "definition", "element_id", "process_id")
_INCIDENT = ("token", "element_id", "code", "message")


def _task(models: Models, said: Said, id: str, *values: Any) -> None:
    row: Row = {
        **dict(zip(_TASK, values, strict=True)),
        "state": "open",
        "created_at": said.recorded_at,
        "closed_at": None,
        "closed_by": None,
        "closed_as": None,
    }
    row["assignee"] = None if row["assignee"] is None else UUID(row["assignee"])
    models.task[UUID(id)] = row


def _task_closed(models: Models, said: Said, id: str, state: str) -> None:
    row = models.task[UUID(id)]
    row |= {"state": state, "closed_at": said.recorded_at}
    if state == "completed":
        row |= {"closed_by": said.person, "closed_as": said.appointment}


def _task_assigned(models: Models, said: Said, id: str, person: str | None, keys: Any) -> None:
    assignee = None if person is None else UUID(person)
    models.task[UUID(id)] |= {"assignee": assignee, "slot_keys": keys}


def _due(models: Models, said: Said, id: str, *values: Any) -> None:
    row = dict(zip(_DUE, values, strict=True))
    models.due[UUID(id)] = {**row, "state": "waiting"}


def _due_done(models: Models, said: Said, id: str) -> None:
    models.due.pop(UUID(id), None)


def _token_done(models: Models, said: Said, token: int) -> None:
    _without(models.due, lambda row: row["token"] == token)


def _due_dead(models: Models, said: Said, id: str) -> None:
    if UUID(id) in models.due:
        models.due[UUID(id)]["state"] = "dead"


def _due_revived(models: Models, said: Said, token: int) -> None:
    for row in models.due.values():
        if row["token"] == token and row["state"] == "dead":
            row |= {"state": "waiting", "due_at": said.recorded_at}


def _due_buried(models: Models, said: Said, token: int) -> None:
    _without(models.due, lambda row: row["token"] == token and row["state"] == "dead")


def _subscription(models: Models, said: Said, id: str, *values: Any) -> None:
    models.subscription[UUID(id)] = dict(zip(_SUBSCRIPTION, values, strict=True))


def _subscription_done(models: Models, said: Said, token: int) -> None:
    _without(models.subscription, lambda row: row["token"] == token)


def _subscription_moved(models: Models, said: Said, token: int, definition: int, key: str) -> None:
    for row in models.subscription.values():
        if row["token"] == token and row["definition"] == definition:
            row["key"] = key


def _incident(models: Models, said: Said, id: str, *values: Any) -> None:
    row = dict(zip(_INCIDENT, values, strict=True))
    models.incident[UUID(id)] = {**row, "raised_at": said.recorded_at, "resolved_at": None}


def _resolved(models: Models, said: Said, token: int) -> None:
    for row in models.incident.values():
        if row["token"] == token and row["resolved_at"] is None:
            row["resolved_at"] = said.recorded_at


def _renamed(models: Models, said: Said, token: int, element_id: str) -> None:
    still = (
        *(row for row in models.task.values() if row["state"] == "open"),
        *models.due.values(),
        *models.subscription.values(),
        *(row for row in models.incident.values() if row["resolved_at"] is None),
    )
    for row in still:
        if row["token"] == token:
            row["element_id"] = element_id


def _without(table: dict[UUID, Row], is_gone: Callable[[Row], bool]) -> None:
    for id in [id for id, row in table.items() if is_gone(row)]:
        del table[id]


_ENTRIES: Mapping[str, Callable[..., None]] = {
    rows.TASK: _task,
    rows.TASK_CLOSED: _task_closed,
    rows.TASK_ASSIGNED: _task_assigned,
    rows.DUE: _due,
    rows.DUE_DONE: _due_done,
    rows.DUE_OF_TOKEN_DONE: _token_done,
    rows.DUE_DEAD: _due_dead,
    rows.DUE_REVIVED: _due_revived,
    rows.DUE_BURIED: _due_buried,
    rows.SUBSCRIPTION: _subscription,
    rows.SUBSCRIPTION_DONE: _subscription_done,
    rows.SUBSCRIPTION_MOVED: _subscription_moved,
    rows.INCIDENT: _incident,
    rows.INCIDENTS_RESOLVED: _resolved,
    rows.RENAMED: _renamed,
}
