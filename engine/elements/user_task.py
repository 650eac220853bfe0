"""bpmn:userTask. Opens a human task; the token stands READY until a person completes it.

Spec: BPMN 2.0.2, 10.3.3 Tasks, User Task; ``zeebe:assignmentDefinition`` (else resource roles),
``taskSchedule``, ``priorityDefinition``, ``formDefinition``.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from engine.behavior.activity import Activity
from engine.behavior.expressions import optional_text, value_of, whole_number
from engine.behavior.incidents import Halt
from engine.behavior.node import close_task
from engine.behavior.token import READY
from engine.effects import TaskOpened
from engine.elements.registry import element
from engine.events.iso8601 import parse_instant
from engine.model.extensions import Assignment
from engine.zone import LOCAL_ZONE

if TYPE_CHECKING:
    from engine.behavior.expressions import Evaluable
    from engine.behavior.token import Token
    from engine.feel import Expression
    from engine.model.source import Source

#: Priority of a task that names none (Camunda 8)
PRIORITY = 50


@element("userTask")
class UserTask(Activity):
    """Who may take it, and when it is due, is worked out when it opens."""

    assignment: Assignment
    extensions: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.manual = True

    def read(self, source: Source) -> None:
        super().read(source)
        self.assignment = source.assignment(source.lane())
        self.extensions = source.extensions()

    def begin(self, token: Token) -> bool:
        wanted, scope = self.assignment, token.workflow
        assignee = optional_text(wanted.assignee, token, "assignee")
        priority = wanted.priority
        opened = TaskOpened(
            token=token.id,
            element_id=self.element_id,
            name=self.label or self.element_id,
            candidates=_candidates(wanted, token),
            assignee=_user(assignee) if assignee else None,
            form_key=optional_text(wanted.form, token, "form"),
            due_at=_instant(wanted.due, token, "due date"),
            follow_up_at=_instant(wanted.follow_up, token, "follow-up date"),
            priority=PRIORITY if priority is None else whole_number(priority, token, "priority"),
            extensions=self.extensions,
            called_id=scope.called_id,
            deployment_id=None if scope.called_id is None else scope.deployment_id,
        )
        token.case.effects.append(opened)
        return True

    def _on_cancel(self, token: Token) -> None:
        if token._state == READY:
            close_task(token, "cancelled")
        super()._on_cancel(token)


def _candidates(wanted: Assignment, token: Token) -> tuple[str, ...]:
    groups = _names(wanted.candidate_groups, token, "candidate groups")
    users = _names(wanted.candidate_users, token, "candidate users")
    return (*groups, *map(_user, users))


def _user(name: str) -> str:
    return name if name.startswith("user:") else f"user:{name}"


def _names(expression: Evaluable | None, token: Token, what: str) -> list[str]:
    """A list of texts, or one text with commas."""
    value = None if expression is None else value_of(expression, token)
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",")]
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise Halt("expression-not-text", f"{what}: {value!r} is no list of names")
    return [name for name in value if name]


def _instant(expression: Expression | None, token: Token, what: str) -> datetime | None:
    value = None if expression is None else value_of(expression, token)
    if value is None:
        return None
    if isinstance(value, str):
        try:
            return parse_instant(value)
        except ValueError as error:
            raise Halt("expression-not-date", f"{what}: {error}") from error
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        raise Halt("expression-not-date", f"{what}: {value!r} is no date")
    return (value if value.tzinfo else value.replace(tzinfo=LOCAL_ZONE)).astimezone(UTC)
