"""CompleteJob, FailJob, ThrowJobError: what a worker answers.

A worker whose lease has run out may still answer: the first answer takes the row away, and every
later one finds nothing to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.commands import CompleteJob, FailJob, Outcome, ThrowJobError
from engine.pipeline import caseless
from engine.pipeline.opened import Opened, open_case
from engine.store import due, events
from engine.store.due import DueRow
from engine.store.types import to_micros

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction

JobAnswer = CompleteJob | FailJob | ThrowJobError


def complete_job(host: Host, tx: Transaction, command: CompleteJob) -> Outcome:
    opened = _open(host, tx, command)
    if opened is None:
        return caseless.completed(tx, command.due_id)
    case, row, token = opened
    due.delete_held(tx, row.id)
    case.live.complete_job(token, command.variables)
    facts = events.Facts("JobCompleted", element_id=row.element_id)
    return case.finish(command, facts, {"type": row.name, "variables": command.variables})


def throw_job_error(host: Host, tx: Transaction, command: ThrowJobError) -> Outcome:
    opened = _open(host, tx, command)
    if opened is None:
        return caseless.failed(tx, command.due_id, f"{command.error_code} {command.message}", None)
    case, row, token = opened
    due.delete_held(tx, row.id)
    case.live.throw_error(token, command.error_code, command.message, command.variables)
    facts = events.Facts("JobErrorThrown", element_id=row.element_id)
    body = {"type": row.name, "error": command.error_code, "message": command.message}
    return case.finish(command, facts, body)


def fail_job(host: Host, tx: Transaction, command: FailJob) -> Outcome:
    """Tried again at ``retry_at``; without one it is a dead letter and an incident."""
    opened = _open(host, tx, command)
    if opened is None:
        return caseless.failed(tx, command.due_id, command.message, command.retry_at)
    case, row, token = opened
    facts = events.Facts("JobFailed", element_id=row.element_id)
    body = {"type": row.name, "message": command.message, "attempts": row.attempts}
    if command.retry_at is not None:
        again = to_micros(command.retry_at)
        due.postpone(tx, row.id, again, command.message, attempts=row.attempts)
        return case.finish_unmoved(command, facts, body, None)
    due.bury(tx, row.id, command.message)
    case.live.fail_job(token, command.message)
    return case.finish(command, facts, body)


def _open(host: Host, tx: Transaction, command: JobAnswer) -> tuple[Opened, DueRow, int] | None:
    case_row, row = due.load_with_case(tx, command.due_id)
    if case_row is None or row is None or row.token is None or row.kind != "job":
        return None
    if row.state == "dead":
        return None
    case = open_case(host, tx, case_row)
    case.ask(command, None, row.token)
    return case, row, row.token
