"""What the data stores of diagrams hold: one value each, shared by all cases of the tenant.

A data store is known by its id, in whatever diagram it is drawn. Source: BPMN 2.0.2, 10.4.1 Data
Store ("stored information that will persist beyond the scope of the Process").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.store.codec import decode, encode
from engine.store.types import to_micros

if TYPE_CHECKING:
    from engine.store.transaction import Transaction


def read(tx: Transaction, name: str) -> Any:
    """Its value; None where nobody has written it yet.

    Locked until the commit: who reads it in order to write it must not overtake another.
    """
    sql = "SELECT body FROM stored_data WHERE tenant = ? AND name = ?"
    found = tx.run(sql if tx.sqlite else f"{sql} FOR UPDATE", (tx.tenant, name)).fetchone()
    return None if found is None else decode(bytes(found[0]))["value"]


def write(tx: Transaction, name: str, value: Any, case_id: UUID) -> None:
    """The step of this case has set it."""
    tx.write(
        "INSERT INTO stored_data (tenant, name, body, case_id, changed_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (tenant, name) DO UPDATE SET body = excluded.body,"
        " case_id = excluded.case_id, changed_at = excluded.changed_at",
        (tx.tenant, name, encode({"value": value}), case_id, to_micros(tx.now)),
    )
