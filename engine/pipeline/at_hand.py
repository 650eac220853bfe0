"""A case and a task from memory: the database is asked only whether they still are as they were.

Reading and locking both first is a round trip on PostgreSQL, and a tenth of a completion on
SQLite. Whatever changes a case or one of its tasks changes the version or the last event in the
case's row. So the statement that saves the case proves that nothing was changed meanwhile; and
where the step reads anything before, a lock that asks the same goes in front of it, so that
nobody ever reads beside a case that is not locked. What was refused is proved as well before it
is said (``Transaction.prove``). Who loses comes again, and reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from engine.store import cases, events

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.pipeline.opened import Kept
    from engine.store.tasks import TaskRow
    from engine.store.transaction import Transaction

#: A case with more open tasks does not keep their rows
MOST_TASKS = 64


def keep(host: Host, tenant: UUID, kept: Kept) -> None:
    """The case as it was just committed serves the next step."""
    if len(kept.tasks) > MOST_TASKS:
        kept.tasks = {}
    host.cases.put((tenant, kept.row.id), kept)
    for task_id in kept.tasks:
        host.tasks.put((tenant, task_id), kept.row.id)


def take(host: Host, tx: Transaction, task_id: UUID) -> tuple[Kept, TaskRow] | None:
    """The case of an open task, and the task; None where they are not at hand."""
    case_id = host.tasks.get((tx.tenant, task_id)) if tx.trusting else None
    kept = None if case_id is None else host.cases.take((tx.tenant, case_id))
    if kept is None:
        return None
    task = kept.tasks.get(task_id)
    if task is None:
        host.cases.put((tx.tenant, kept.row.id), kept)
        return None
    tx.trust(cases.proof(tx, kept.row))
    row = kept.row
    tx.heads[row.id] = events.Head(row.event_seq, row.event_hash, "case", held=True)
    kept.surroundings.enter(tx)
    host.measures.hits += 1
    return kept, task
