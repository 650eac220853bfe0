"""Read models beside what the events tell: differences found, and put right.

Rows that differ are changed, missing ones inserted, surplus ones deleted; what is right is not
touched, since rows of the host may refer to it. Attempts, leases and put-off instants of due rows
are the workers' own notes: they stay where the row exists and begin anew where it does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import select

from engine.store.codec import decode, encode
from engine.store.replay import Models, Row, replay
from engine.store.schema import case_, case_archive, due, incident, slot, subscription, task
from engine.store.types import from_micros, to_micros

if TYPE_CHECKING:
    from sqlalchemy import Table

    from engine.store.transaction import Transaction

_TABLES: Mapping[str, Table] = {
    "task": task, "due": due, "subscription": subscription, "incident": incident,
}  # fmt: skip
#: Columns of workers, not of the case
_NOTES = {"due": ("due_at", "attempts", "leased_until", "error")}


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not as the events tell. ``kind``: missing, surplus or changed."""

    case_id: UUID
    table: str
    kind: str
    key: Any
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        key = self.key if isinstance(self.key, UUID) else " ".join(map(str, self.key))
        columns = f" ({', '.join(self.columns)})" if self.columns else ""
        return f"{self.case_id} {self.table} {self.kind} {key}{columns}"


@dataclass(slots=True)
class Rebuilt:
    """What a rebuild has found and, unless it only looked, put right."""

    cases: int = 0
    #: Cases whose event bodies were lawfully erased: their rows stay as they are
    erased: int = 0
    differences: list[Difference] = field(default_factory=list)


def case_ids(tx: Transaction) -> list[UUID]:
    """All cases of the tenant whose record is not put away, the oldest first."""
    away = (case_archive.c.tenant == case_.c.tenant) & (case_archive.c.case_id == case_.c.id)
    query = (
        select(case_.c.id)
        .outerjoin(case_archive, away)
        .where(case_.c.tenant == tx.tenant, case_archive.c.case_id.is_(None))
        .order_by(case_.c.id)
    )
    return list(tx.connection.scalars(query))


def rebuild_case(tx: Transaction, case_id: UUID, found: Rebuilt, *, write: bool) -> None:
    """Compare the rows of a locked case with its events; with ``write`` put them right."""
    found.cases += 1
    models = replay(tx, case_id)
    if models is None:
        found.erased += 1
        return
    for name, table in _TABLES.items():
        told: dict[UUID, Row] = getattr(models, name)
        kept = _kept(tx, case_id, table)
        found.differences += _differences(tx, case_id, table, told, kept, write)
    found.differences += _slots(tx, case_id, models, write)


def _kept(tx: Transaction, case_id: UUID, table: Table) -> dict[UUID, Row]:
    query = table.select().where(table.c.tenant == tx.tenant, table.c.case_id == case_id)
    if table is due:
        query = query.where(due.c.kind.in_(("timer", "job")))
    rows = tx.connection.execute(query).mappings()
    return {row["id"]: _plain(table, dict(row)) for row in rows}


def _plain(table: Table, row: Row) -> Row:
    """As events keep it: instants as numbers, variables as values."""
    for name, value in row.items():
        if hasattr(value, "tzinfo"):
            row[name] = to_micros(value)
    if table is due:
        row["variables"] = decode(bytes(row["variables"])) if row["variables"] else None
        row["state"] = "dead" if row["state"] == "dead" else "waiting"
    return row


def _differences(
    tx: Transaction,
    case_id: UUID,
    table: Table,
    told: dict[UUID, Row],
    kept: dict[UUID, Row],
    write: bool,
) -> Iterator[Difference]:
    here = (table.c.tenant == tx.tenant, table.c.case_id == case_id)
    for id in kept.keys() - told.keys():
        yield Difference(case_id, table.name, "surplus", id)
        if write:
            _drop_slots_of(tx, table, id)
            tx.connection.execute(table.delete().where(*here, table.c.id == id))
    for id, row in told.items():
        columns = _changed(table, row, kept[id]) if id in kept else None
        if columns == ():
            continue
        kind = "missing" if columns is None else "changed"
        yield Difference(case_id, table.name, kind, id, columns or ())
        if write and columns is None:
            values = {"tenant": tx.tenant, "case_id": case_id, "id": id}
            tx.connection.execute(table.insert().values(**values, **_stored(table, row)))
        elif write:
            stored = {name: _stored(table, row)[name] for name in columns or ()}
            tx.connection.execute(table.update().where(*here, table.c.id == id).values(**stored))


def _changed(table: Table, told: Row, kept: Row) -> tuple[str, ...]:
    notes = _NOTES.get(table.name, ())
    return tuple(name for name in told if name not in notes and kept[name] != told[name])


def _stored(table: Table, row: Row) -> Row:
    """As the columns want it."""
    stored = dict(row)
    for name, value in row.items():
        if value is not None and type(table.c[name].type).__name__ == "Instant":
            stored[name] = from_micros(value)
    if table is due:
        stored["variables"] = encode(row["variables"]) if row["variables"] else None
    return stored


def _slots(tx: Transaction, case_id: UUID, models: Models, write: bool) -> Iterator[Difference]:
    query = (
        select(slot.c.key, slot.c.due_at, slot.c.task_id)
        .join(task, (task.c.tenant == slot.c.tenant) & (task.c.id == slot.c.task_id))
        .where(task.c.tenant == tx.tenant, task.c.case_id == case_id)
    )
    kept = {(row.key, row.due_at, row.task_id) for row in tx.connection.execute(query)}
    told = models.slots()
    for key, due_at, id in kept - told:
        yield Difference(case_id, "slot", "surplus", (key, id))
        if write:
            _slot(tx, slot.delete(), key, due_at, id)
    for key, due_at, id in told - kept:
        yield Difference(case_id, "slot", "missing", (key, id))
        if write:
            values = {"tenant": tx.tenant, "key": key, "due_at": due_at, "task_id": id}
            tx.connection.execute(slot.insert().values(**values))


def _slot(tx: Transaction, statement: Any, key: str, due_at: int, id: UUID) -> None:
    where = (slot.c.tenant == tx.tenant, slot.c.key == key, slot.c.due_at == due_at)
    tx.connection.execute(statement.where(*where, slot.c.task_id == id))


def _drop_slots_of(tx: Transaction, table: Table, id: UUID) -> None:
    if table is task:
        where = (slot.c.tenant == tx.tenant, slot.c.task_id == id)
        tx.connection.execute(slot.delete().where(*where))
