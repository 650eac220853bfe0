"""One job: leased, handled outside every transaction, answered by a command."""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from engine.commands import CompleteJob, FailJob, ThrowJobError
from engine.errors import BpmnError, StoreUnavailable
from engine.jobs import backoff
from engine.jobs.patience import HandlerHangs, wait_for
from engine.protocols import Actor, Job
from engine.store import due
from engine.store.due import DueRow

if TYPE_CHECKING:
    from engine.runtime import Engine
    from engine.store.transaction import Transaction

#: A worker that has not renewed its lease within this time has lost the job to others
LEASE_S = 60.0
#: How often it renews
RENEW_S = LEASE_S / 3

Answer = CompleteJob | FailJob | ThrowJobError


class AnswerUnusable(Exception):
    """A handler answered with something that is no mapping of variables."""


def perform_job(engine: Engine, row: DueRow, source: random.Random) -> None:
    """Do the job and say how it went. Its effects outside happen at least once."""
    actor = Actor.system(row.tenant)
    with engine.transaction(actor) as tx:
        leased = lease(tx, row)
    if leased is not None:
        engine.execute(_patient_answer(engine, leased, source), actor=actor)


def lease(tx: Transaction, row: DueRow) -> DueRow | None:
    """Take a job for this worker; None if it is gone or in other hands."""
    return due.lease(tx, row.id, tx.now_micros + int(LEASE_S * 1_000_000))


def answer(engine: Engine, row: DueRow, source: random.Random) -> Answer:
    """What the handler makes of the job."""
    handler = engine.handlers[row.name or ""]
    try:
        return CompleteJob(row.id, _variables(handler(as_job(row))))
    except BpmnError as error:
        return ThrowJobError(row.id, error.error_code, error.message, error.variables)
    except Exception as error:
        return _failure(engine, row, error, source)


def as_job(row: DueRow) -> Job:
    """What the handler is given."""
    left = max(0, row.retries - row.attempts + 1)
    return Job(
        row.id, row.name or "", row.headers, row.variables, row.element_id or "", row.case_id, left
    )


def _patient_answer(engine: Engine, row: DueRow, source: random.Random) -> Answer:
    """The handler's answer; a failure where it hangs, or where nobody ever answered."""
    if row.attempts > row.retries:
        # Its workers died at it, one after the other: the next one would as well
        return FailJob(row.id, f"no worker has answered in {row.retries} attempts")
    try:
        return wait_for(
            lambda: answer(engine, row, source),
            limit_s=engine.job_limit_s,
            every_s=RENEW_S,
            renew=lambda: _renew(engine, row),
        )
    except HandlerHangs as error:
        return _failure(engine, row, error, source)


def _renew(engine: Engine, row: DueRow) -> None:
    # The database may be away for a moment; the lease lasts three times as long
    with suppress(StoreUnavailable), engine.transaction(Actor.system(row.tenant)) as tx:
        due.renew(tx, row.id, row.attempts, tx.now_micros + int(LEASE_S * 1_000_000))


def _variables(given: Any) -> Mapping[str, Any]:
    """What a handler gave, if a case can hold it. Raises ``AnswerUnusable`` or ``InvalidValue``."""
    from engine.values import normalize_all

    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise AnswerUnusable(f"the handler answered with a {type(given).__name__}, not variables")
    return normalize_all(given)


def _failure(engine: Engine, row: DueRow, error: BaseException, source: random.Random) -> FailJob:
    message = f"{type(error).__name__}: {error}"
    if row.attempts >= row.retries:
        return FailJob(row.id, message)
    return FailJob(row.id, message, engine.clock.now() + backoff.delay(row.attempts, source))
