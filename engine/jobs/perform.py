"""One job: leased, handled outside every transaction, answered by a command."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from engine.commands import CompleteJob, FailJob, ThrowJobError
from engine.errors import BpmnError
from engine.jobs import backoff
from engine.protocols import Actor, Job
from engine.store import due
from engine.store.due import DueRow

if TYPE_CHECKING:
    from engine.runtime import Engine
    from engine.store.transaction import Transaction

#: A worker that has not answered within this time has lost the job to others
LEASE_S = 300.0

Answer = CompleteJob | FailJob | ThrowJobError


def perform_job(engine: Engine, row: DueRow, source: random.Random) -> None:
    """Do the job and say how it went. Its effects outside happen at least once."""
    actor = Actor.system(row.tenant)
    with engine.transaction(actor) as tx:
        leased = lease(tx, row)
    if leased is not None:
        engine.execute(answer(engine, leased, source), actor=actor)


def lease(tx: Transaction, row: DueRow) -> DueRow | None:
    """Take a job for this worker; None if it is gone or in other hands."""
    return due.lease(tx, row.id, tx.now_micros + int(LEASE_S * 1_000_000))


def answer(engine: Engine, row: DueRow, source: random.Random) -> Answer:
    """What the handler makes of the job."""
    handler = engine.handlers[row.name or ""]
    try:
        variables = handler(as_job(row))
    except BpmnError as error:
        return ThrowJobError(row.id, error.error_code, error.message, error.variables)
    except Exception as error:
        return _failure(engine, row, error, source)
    return CompleteJob(row.id, variables or {})


def as_job(row: DueRow) -> Job:
    """What the handler is given."""
    assert row.case_id is not None
    left = max(0, row.retries - row.attempts + 1)
    return Job(
        row.id, row.name or "", row.headers, row.variables, row.element_id or "", row.case_id, left
    )


def _failure(engine: Engine, row: DueRow, error: Exception, source: random.Random) -> FailJob:
    message = f"{type(error).__name__}: {error}"
    if row.attempts >= row.retries:
        return FailJob(row.id, message)
    return FailJob(row.id, message, engine.clock.now() + backoff.delay(row.attempts, source))
