"""Timer start events: one due row for the next start of each, replaced when it has begun."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from engine.store import due
from engine.store.due import DueRow
from engine.store.types import from_micros, to_micros

if TYPE_CHECKING:
    from engine.bundle import StartTimer
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction


def arm_first(tx: Transaction, timer: StartTimer, deployment_id: UUID) -> None:
    """The definition has come into effect: its timer begins to run."""
    first = timer.first_due(tx.now)
    if first is not None:
        _arm(tx, timer, deployment_id, to_micros(first), 1)


def arm_next(host: Host, tx: Transaction, row: DueRow, deployment_id: UUID) -> None:
    """A timer of a cycle has begun a case: when it begins the next."""
    count = row.headers.get("count")
    if count is None:
        return
    for timer in host.bundle(tx, deployment_id).start_timers:
        if (timer.process_id, timer.element_id, timer.number) == _place(row):
            following = timer.next_due(from_micros(row.due_at), count)
            if following is not None:
                _arm(tx, timer, deployment_id, to_micros(following), count + 1)


def _place(row: DueRow) -> tuple[str | None, str | None, int]:
    return row.name, row.element_id, row.definition


def disarm(tx: Transaction, process_id: str) -> None:
    """The timers of all older definitions of a process start nothing more."""
    tx.run(
        "DELETE FROM due WHERE tenant = ? AND kind = 'start' AND name = ? AND case_id IS NULL",
        (tx.tenant, process_id),
    )


def _arm(tx: Transaction, timer: StartTimer, deployment_id: UUID, due_at: int, count: int) -> None:
    due.insert(
        tx,
        "start",
        due_at,
        element_id=timer.element_id,
        name=timer.process_id,
        definition=timer.number,
        headers={"deployment": deployment_id.hex, "count": count},
    )
