"""Events of a start event that needs several: kept until all have occurred."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.store.codec import decode, encode

if TYPE_CHECKING:
    from engine.store.transaction import Transaction

#: {(key, number of the event definition): what came with it}
Found = dict[tuple[str, int], dict[str, Any]]

_OF = "tenant = ? AND deployment_id = ? AND process_id = ? AND element_id = ?"


def keep(
    tx: Transaction,
    deployment_id: UUID,
    process_id: str,
    element_id: str,
    key: str,
    definition: int,
    variables: Mapping[str, Any],
) -> None:
    """It has occurred; the same event once more takes the place of the one before."""
    take(tx, deployment_id, process_id, element_id, key, definition)
    tx.write(
        "INSERT INTO started_part"
        " (tenant, deployment_id, process_id, element_id, key, definition, variables)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (tx.tenant, deployment_id, process_id, element_id, key, definition, encode(variables)),
    )


def lock(tx: Transaction, deployment_id: UUID) -> None:
    """Two who bring the last two events come one after the other: else neither sees the other."""
    if not tx.sqlite:
        sql = "SELECT 1 FROM deployment WHERE tenant = ? AND id = ? FOR NO KEY UPDATE"
        tx.run(sql, (tx.tenant, deployment_id))


def of_start(tx: Transaction, deployment_id: UUID, process_id: str, element_id: str) -> Found:
    """All that has occurred of this start event."""
    rows = tx.run(
        f"SELECT key, definition, variables FROM started_part WHERE {_OF}",
        (tx.tenant, deployment_id, process_id, element_id),
    )
    return {(key, number): decode(bytes(body)) for key, number, body in rows}


def take(
    tx: Transaction,
    deployment_id: UUID,
    process_id: str,
    element_id: str,
    key: str,
    definition: int,
) -> None:
    """It is used up."""
    tx.write(
        f"DELETE FROM started_part WHERE {_OF} AND key = ? AND definition = ?",
        (tx.tenant, deployment_id, process_id, element_id, key, definition),
    )


def forget(tx: Transaction, process_id: str) -> None:
    """An older definition of a process begins nothing more."""
    tx.write(
        "DELETE FROM started_part WHERE tenant = ? AND process_id = ?", (tx.tenant, process_id)
    )
