"""Under which post a task is done: chosen by the task, changeable where two fit."""

from __future__ import annotations

from uuid import UUID

from web import current
from web.session.identity import Identity
from web.tasks.task import Task, task_of


def post_for(task: Task, who: Identity, wanted: str | None) -> UUID | None:
    """The appointment under which ``who`` acts: the wanted one if it fits, else the first."""
    fitting = task.posts_of(who)
    chosen = next((held for held in fitting if str(held.appointment) == wanted), None)
    chosen = chosen or (fitting[0] if fitting else None)
    return chosen.appointment if chosen else None


def post_for_task(task_id: UUID, wanted: str | None) -> UUID | None:
    """As ``post_for``. Raises ``NotFound`` when the task is not theirs to know."""
    who = current.identity()
    return post_for(task_of(current.read(), who, task_id), who, wanted)
