"""Who waits for messages and signals: tokens of cases, and start events of definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.store import rows
from engine.store.types import read_id, read_id_or_none

if TYPE_CHECKING:
    from engine.effects import SubscriptionOpened
    from engine.store.transaction import Transaction

_COLUMNS = "id, key, case_id, token, definition, element_id, deployment_id, process_id"
_INSERT = (
    "INSERT INTO subscription (tenant, id, kind, name, key, case_id, token, definition,"
    " element_id, deployment_id, process_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(slots=True)
class Subscription:
    id: UUID
    #: Empty where the diagram gives none
    key: str
    #: None for a start event
    case_id: UUID | None
    token: int | None
    definition: int
    element_id: str
    deployment_id: UUID | None
    process_id: str


def open_for_token(
    tx: Transaction, case_id: UUID, process_id: str, wait: SubscriptionOpened
) -> None:
    """A token begins to wait."""
    place = (case_id, wait.token, wait.definition, wait.element_id, None, process_id)
    id, what = tx.new_id(), (wait.kind, wait.name, wait.key or "")
    tx.write(_INSERT, (tx.tenant, id, *what, *place))
    where = (wait.token, wait.definition, wait.element_id, process_id)
    tx.written.append([rows.SUBSCRIPTION, id.hex, *what, *where])


#: In place of a key: this start event needs other events as well
TOGETHER = "&"


def open_for_start(
    tx: Transaction,
    kind: str,
    name: str,
    deployment_id: UUID,
    process_id: str,
    element_id: str,
    definition: int = 0,
    *,
    together: bool = False,
) -> None:
    """A start event of the newest effective definition begins to wait."""
    place = (None, None, definition, element_id, deployment_id, process_id)
    key = TOGETHER if together else ""
    tx.write(_INSERT, (tx.tenant, tx.new_id(), kind, name, key, *place))


def delete_of_token(tx: Transaction, case_id: UUID, token: int) -> None:
    tx.written.append([rows.SUBSCRIPTION_DONE, token])
    tx.write(
        "DELETE FROM subscription WHERE tenant = ? AND case_id = ? AND token = ?",
        (tx.tenant, case_id, token),
    )


def move(tx: Transaction, case_id: UUID, token: int, definition: int, key: str) -> None:
    """A token waits under another key from now on."""
    tx.written.append([rows.SUBSCRIPTION_MOVED, token, definition, key])
    tx.write(
        "UPDATE subscription SET key = ? WHERE tenant = ? AND case_id = ? AND token = ?"
        " AND definition = ?",
        (key, tx.tenant, case_id, token, definition),
    )


def delete_starts(tx: Transaction, process_id: str) -> None:
    """The start events of all older definitions of a process wait no more."""
    tx.write(
        "DELETE FROM subscription WHERE tenant = ? AND process_id = ? AND case_id IS NULL",
        (tx.tenant, process_id),
    )


def waiting(
    tx: Transaction, kind: str, name: str, case_id: UUID | None = None
) -> list[Subscription]:
    """All who wait under a name, the longest waiting first."""
    sql = f"SELECT {_COLUMNS} FROM subscription WHERE tenant = ? AND kind = ? AND name = ?"
    values: list[Any] = [tx.tenant, kind, name]
    if case_id is not None:
        sql += " AND case_id = ?"
        values.append(case_id)
    return [_row(found) for found in tx.run(f"{sql} ORDER BY id", values)]


def with_key(tx: Transaction, name: str, key: str, kind: str = "message") -> list[Subscription]:
    """Those who wait for a message under exactly this key, the longest waiting first."""
    sql = (
        f"SELECT {_COLUMNS} FROM subscription"
        " WHERE tenant = ? AND kind = ? AND name = ? AND key = ? ORDER BY id"
    )
    return [_row(found) for found in tx.run(sql, (tx.tenant, kind, name, key))]


def deployments_waiting(tx: Transaction, kind: str, name: str) -> list[UUID]:
    """The deployments of the cases that wait under a name."""
    sql = (
        "SELECT DISTINCT c.deployment_id FROM subscription s JOIN process_case c"
        " ON c.tenant = s.tenant AND c.id = s.case_id"
        " WHERE s.tenant = ? AND s.kind = ? AND s.name = ?"
    )
    return [read_id(found) for (found,) in tx.run(sql, (tx.tenant, kind, name))]


def with_business_key(tx: Transaction, name: str, business_key: str) -> list[Subscription]:
    """Those who wait without a key of their own, in a case that goes by ``business_key``."""
    columns = ", ".join(f"s.{column}" for column in _COLUMNS.split(", "))
    sql = (
        f"SELECT {columns} FROM process_case c JOIN subscription s"
        " ON s.tenant = c.tenant AND s.case_id = c.id"
        " WHERE c.tenant = ? AND c.business_key = ? AND s.kind = 'message' AND s.name = ?"
        " AND s.key = '' ORDER BY s.id"
    )
    return [_row(found) for found in tx.run(sql, (tx.tenant, business_key, name))]


def _row(found: tuple[Any, ...]) -> Subscription:
    id, key, case_id, token, definition, element_id, deployment_id, process_id = found
    return Subscription(
        read_id(id),
        key,
        read_id_or_none(case_id),
        token,
        definition,
        element_id,
        read_id_or_none(deployment_id),
        process_id,
    )
