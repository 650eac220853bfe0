"""ClaimTask, ReleaseTask, CompleteTask: what people do with a task."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import orjson

from engine.commands import ClaimTask, CompleteTask, Outcome, ReleaseTask
from engine.errors import AlreadyDone, NotFound, WrongState
from engine.pipeline import at_hand
from engine.pipeline.opened import Opened, open_case
from engine.pipeline.projection import slot_keys
from engine.protocols import TaskFacts
from engine.store import events, tasks
from engine.store.tasks import TaskRow

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction

TaskCommand = ClaimTask | ReleaseTask | CompleteTask


def complete_task(host: Host, tx: Transaction, command: CompleteTask) -> Outcome:
    """Exactly one completion wins; the others read who was faster, and when."""
    case, task, facts = _open(host, tx, command)
    case.tasks.pop(task.id, None)
    tasks.close(tx, task, "completed")
    case.closed[task.token] = task.id
    case.live.complete_task(task.token, command.variables)
    said = events.Facts("TaskCompleted", command.happened_at, task.element_id, command.form_version)
    body = {"task": task.id.hex, "variables": command.variables}
    return case.finish(command, said, body, facts)


def claim_task(host: Host, tx: Transaction, command: ClaimTask) -> Outcome:
    """The task leaves the queue for the actor's own hands."""
    case, task, facts = _open(host, tx, command)
    person = tx.actor.person
    if person is None:
        raise WrongState("only a person can claim a task", code="no-person")
    if task.assignee is not None and task.assignee != person:
        raise WrongState("somebody holds this task", code="already-claimed", by=task.assignee)
    tasks.assign(tx, task, person, [tasks.user_key(person)])
    said = events.Facts("TaskClaimed", element_id=task.element_id)
    return case.finish_unmoved(command, said, {"task": task.id.hex}, facts)


def release_task(host: Host, tx: Transaction, command: ReleaseTask) -> Outcome:
    """The task goes back to the queue from which it came."""
    case, task, facts = _open(host, tx, command)
    if task.assignee is None:
        raise WrongState("nobody holds this task", code="not-claimed")
    keys = slot_keys(case, orjson.loads(task.candidates), None, task.token)
    tasks.assign(tx, task, None, keys)
    said = events.Facts("TaskReleased", element_id=task.element_id)
    return case.finish_unmoved(command, said, {"task": task.id.hex}, facts)


def _open(host: Host, tx: Transaction, command: TaskCommand) -> tuple[Opened, TaskRow, TaskFacts]:
    """The task and its case, locked, after the policy has agreed. Raises if the task is over."""
    case, task = _at_hand(host, tx, command.task_id) or _loaded(host, tx, command.task_id)
    facts = task.facts()
    case.ask(command, facts, task.token)
    _require_open(task)
    return case, task, facts


def _at_hand(host: Host, tx: Transaction, task_id: UUID) -> tuple[Opened, TaskRow] | None:
    found = at_hand.take(host, tx, task_id)
    if found is None:
        return None
    kept, task = found
    return Opened(host, tx, kept.row, kept.live, kept.surroundings, kept.tasks), task


def _loaded(host: Host, tx: Transaction, task_id: UUID) -> tuple[Opened, TaskRow]:
    found = tasks.load_with_case(tx, task_id)
    if found is None:
        raise NotFound("there is no such task", task=task_id)
    task, row = found
    case = open_case(host, tx, row)
    if task.state == "open":
        case.tasks[task.id] = task
    return case, task


def _require_open(task: TaskRow) -> None:
    if task.state == "completed":
        raise AlreadyDone("this task was completed", by=task.closed_by, at=task.closed_at)
    if task.state == "cancelled":
        raise WrongState("this task is no longer wanted", code="task-cancelled", at=task.closed_at)
