"""Tasks: the inbox, one task with its form, claim, keep, complete."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from engine.commands import ClaimTask, CompleteTask, ReleaseTask
from engine.protocols import Actor
from web import current
from web.api.bodies import Part, plain
from web.api.doing import HEADERS, Done, actor, execute
from web.api.shapes import Strict, Text, Values
from web.inbox import queries
from web.inbox.filters import BOXES, Filters
from web.tasks.checking import checked_values
from web.tasks.page import form_of, work_for
from web.tasks.posts import post_for
from web.tasks.task import Task, task_of
from workflows.errors import Finding, InputInvalid
from workflows.handling.commands import SaveTaskDraft

part = Part("api_tasks", __name__, url_prefix="/api/v1/tasks", description="待办")


class TaskRow(Schema):
    """A task in a list."""

    id = fields.UUID(required=True)
    title = fields.String(required=True)
    party = fields.String(allow_none=True)
    number = fields.String(allow_none=True)
    park = fields.String(allow_none=True)
    due_on = fields.Date(allow_none=True)
    days_left = fields.Integer(allow_none=True, metadata={"description": "working days"})
    provisional = fields.Boolean(metadata={"description": "the calendar of that year is not out"})
    draft = fields.Boolean()
    returned = fields.Boolean()
    claimed = fields.Boolean()
    closed_at = fields.DateTime(allow_none=True)


class TaskPage(Schema):
    items = fields.List(fields.Nested(TaskRow), required=True)
    after = fields.String(
        allow_none=True, metadata={"description": "ask for the next page with it"}
    )


class Asked(Strict):
    box = fields.String(load_default="mine", validate=validate.OneOf(list(BOXES)))
    q = Text(load_default="", validate=validate.Length(max=60))
    park = Text(load_default="", validate=validate.Length(max=60))
    late = fields.Boolean(load_default=False)
    after = Text(load_default="", validate=validate.Length(max=80))


class OneTask(Schema):
    """A task with the form it is done with."""

    id = fields.UUID(required=True)
    case_id = fields.UUID(required=True)
    element_id = fields.String(required=True)
    title = fields.String(required=True)
    state = fields.String(required=True)
    assignee = fields.UUID(allow_none=True)
    due_at = fields.DateTime(allow_none=True)
    form = fields.Dict(allow_none=True, metadata={"description": "form-js schema"})
    draft = fields.Raw(allow_none=True, metadata={"description": "what was kept of it so far"})


class Draft(Strict):
    data = Values(required=True, metadata={"description": "{field of the form: value}"})


class Completion(Strict):
    data = Values(load_default=dict, metadata={"description": "{field of the form: value}"})
    happened_at = fields.AwareDateTime(load_default=None, allow_none=True)
    late_reason = Text(load_default="", validate=validate.Length(max=500))


@part.route("", methods=["GET"])
@part.arguments(Asked, location="query")
@part.etag
@part.response(200, TaskPage)
def list_tasks(asked: dict[str, Any]) -> dict[str, Any]:
    """The inbox of the account: what is its own, what it may claim, what it did."""
    now = current.office().clock.now()
    found = queries.page(
        current.read(), current.identity(), Filters(**asked), current.calendar(), now
    )
    return {"items": found.rows, "after": found.after}


@part.route("/<uuid:task_id>", methods=["GET"])
@part.etag
@part.response(200, OneTask)
def show_task(task_id: UUID) -> dict[str, Any]:
    """One task with its form."""
    task = task_at(task_id)
    return {
        "id": task.id, "case_id": task.case_id, "element_id": task.element_id,
        "title": task.title, "state": task.state, "assignee": task.assignee,
        "due_at": task.due_at, "form": form_of(task, current.identity()),
        "draft": plain(task.draft),
    }  # fmt: skip


@part.route("/<uuid:task_id>/claim", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.response(200, Done)
def claim_task(task_id: UUID) -> dict[str, Any]:
    """Take a task from its queue."""
    return execute(ClaimTask(task_id), actor_for(task_at(task_id)))


@part.route("/<uuid:task_id>/release", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.response(200, Done)
def release_task(task_id: UUID) -> dict[str, Any]:
    """Give it back."""
    return execute(ReleaseTask(task_id), actor_for(task_at(task_id)))


@part.route("/<uuid:task_id>/draft", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(Draft)
@part.response(200, Done)
def save_task_draft(body: dict[str, Any], task_id: UUID) -> dict[str, Any]:
    """Keep a half-filled form, as it is."""
    return execute(SaveTaskDraft(task_id, body["data"]), actor_for(task_at(task_id)))


@part.route("/<uuid:task_id>/complete", methods=["POST"])
@part.doc(parameters=HEADERS)
@part.arguments(Completion)
@part.response(200, Done)
def complete_task(body: dict[str, Any], task_id: UUID) -> dict[str, Any]:
    """Finish the task. The form is checked as on its page: all findings at once."""
    task = task_at(task_id)
    work = work_for(current.read(), current.identity(), task)
    checked = checked_values(task, body["data"], work)
    if checked.errors:
        raise InputInvalid([Finding(said, "form", key) for key, said in checked.errors.items()])
    reason = body["late_reason"].strip()
    more = {"late_reason": reason} if reason and body["happened_at"] else {}
    command = CompleteTask(
        task_id, {**checked.values, **more}, checked.version, body["happened_at"]
    )
    return execute(command, actor_for(task))


def task_at(task_id: UUID) -> Task:
    """A task that the account may see. Raises ``NotFound``."""
    return task_of(current.read(), current.identity(), task_id)


def actor_for(task: Task) -> Actor:
    """The account under the post that the request names, else that of the task."""
    return actor(post_for(task, current.identity(), None))
