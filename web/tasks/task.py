"""One task with the application behind it, as far as this person may know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, and_, bindparam, select

from engine.errors import NotFound
from web import current
from web.campaign.work.part import part_of
from web.journal import Journal
from web.session.identity import Holding, Identity
from workflows.campaign.posts import keys_of as campaign_keys
from workflows.models import (
    Application,
    Base,
    Body,
    Item,
    ItemVersion,
    Park,
    Party,
    Person,
    TaskDraft,
)
from workflows.people.holders import task_keys
from workflows.people.roles import ROLES

log = Journal("task")


@dataclass(frozen=True)
class Task:
    """A task as a page shows it. ``row``: the columns of the statement below, by name.

    ``variables``: what the task sees in its case, where no application is behind it.
    """

    row: Any
    variables: Mapping[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)

    @property
    def title(self) -> str:
        if self.item:
            return f"{self.item} — {self.name}"
        part = part_of(self.variables)
        return f"{self.name} — {part}" if part else str(self.name)

    @property
    def is_open(self) -> bool:
        return bool(self.state == "open")

    @cached_property
    def step(self) -> Mapping[str, Any]:
        """What the diagram says in our own words: act, notice, separation."""
        found = self.extensions.get("step") or {}
        return found[0] if isinstance(found, list) else found

    @property
    def act(self) -> str | None:
        """The legal act of this step, if it is one."""
        return self.step.get("act")

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all posts that may take this task."""
        plain = {key for key in self.candidates if ":" in key}
        roles = [key for key in self.candidates if key in ROLES]
        if self.application is None:
            return frozenset(campaign_keys(self.candidates, self.variables))
        return frozenset(plain).union(
            *(task_keys(role, self.park_code, self.department_code) for role in roles)
        )

    def posts_of(self, who: Identity) -> list[Holding]:
        """The posts of ``who`` under which this task may be done."""
        return [held for held in who.held if held.key in self.keys]

    def known_to(self, who: Identity) -> bool:
        """Whether ``who`` may know of it: holder, doer, or somebody of the same post.

        What one claimed or did under a post that is over is no longer one's own to read.
        """
        if self.posts_of(who) or self.keys & set(who.mine_keys):
            return True
        mine = who.person in (self.assignee, self.closed_by)
        return mine and (not self.keys or (not self.is_open and bool(who.held)))

    def held_by(self, who: Identity) -> bool:
        """Whether it lies in the hands of ``who``: claimed, or asked of the own enterprise."""
        return bool(self.assignee == who.person or self.keys & set(who.mine_keys))

    def claimable_by(self, who: Identity) -> bool:
        return self.is_open and self.assignee is None and bool(self.posts_of(who))


def task_of(conn: Connection, who: Identity, task_id: UUID) -> Task:
    """The task. Raises ``NotFound`` alike for one that is not there and one of other people."""
    values = {"tenant": who.tenant, "task": task_id, "person": who.person}
    row = conn.execute(_STATEMENT, values).first()
    if row is None:
        raise NotFound("no such task", task=str(task_id))
    task = Task(row)
    if task.application is None:
        engine = current.office().engine
        task = Task(row, engine.task_variables(who.tenant, task_id))
    if not task.known_to(who):
        log.warning("not theirs", task=str(task_id), person=str(who.person))
        raise NotFound("no such task", task=str(task_id))
    return task


def due_day_of(task: Task) -> date | None:
    """The legal day on which the step is due."""
    from workflows.clock import legal_day

    at: datetime | None = task.due_at
    return legal_day(at) if at else None


_Task = Base.metadata.tables["task"]
_Case = Base.metadata.tables["process_case"]
_Department = Body.__table__.alias("department")
_Assignee = Person.__table__.alias("assignee_person")
_Closer = Person.__table__.alias("closer_person")
_TENANT: Any = bindparam("tenant")


#: What the page shows beside the columns of the task itself
_COLUMNS: tuple[Any, ...] = (
    _Task.c.tenant,
    _Case.c.deployment_id,
    _Case.c.process_id,
    _Case.c.business_key,
    _Case.c.state.label("case_state"),
    Application.id.label("application"),
    Application.number,
    Application.state.label("application_state"),
    Application.channel,
    Application.submitted_by,
    Application.form,
    Application.representative,
    Application.received_on,
    Application.accepted_on,
    Application.deemed,
    Application.silence_due_on,
    Application.statutory_due_on,
    Application.promised_due_on,
    Application.decided_on,
    Application.due_provisional,
    Application.item_id,
    Application.park_id,
    Item.name.label("item"),
    Item.code.label("item_code"),
    ItemVersion.legal_basis,
    ItemVersion.promised_limit,
    ItemVersion.statutory_limit,
    ItemVersion.acceptance_standard,
    ItemVersion.kind.label("item_kind"),
    ItemVersion.handling,
    ItemVersion.regime,
    Party.id.label("party_id"),
    Party.kind.label("party_kind"),
    Party.name.label("party"),
    Party.identifier,
    Party.legal_representative,
    Party.contact,
    Party.mobile,
    Park.name.label("park"),
    Park.code.label("park_code"),
    _Department.c.code.label("department_code"),
    _Department.c.name.label("department"),
    _Assignee.c.name.label("assignee_name"),
    _Closer.c.name.label("closer_name"),
    TaskDraft.data.label("draft"),
    TaskDraft.saved_at.label("draft_at"),
)


def _statement() -> Select[Any]:
    app = Application
    return (
        select(*(_Task.c[name] for name in _TASK_COLUMNS), *_COLUMNS)
        .select_from(_Task)
        .join(_Case, and_(_Case.c.tenant == _TENANT, _Case.c.id == _Task.c.case_id))
        .outerjoin(app, and_(app.tenant == _TENANT, app.id == _Task.c.case_id))
        .outerjoin(Item, and_(Item.tenant == _TENANT, Item.id == app.item_id))
        .outerjoin(
            ItemVersion,
            and_(ItemVersion.tenant == _TENANT, ItemVersion.id == app.item_version_id),
        )
        .outerjoin(Party, and_(Party.tenant == _TENANT, Party.id == app.party_id))
        .outerjoin(Park, and_(Park.tenant == _TENANT, Park.id == app.park_id))
        .outerjoin(
            _Department,
            and_(_Department.c.tenant == _TENANT, _Department.c.id == Item.department_id),
        )
        .outerjoin(
            _Assignee, and_(_Assignee.c.tenant == _TENANT, _Assignee.c.id == _Task.c.assignee)
        )
        .outerjoin(_Closer, and_(_Closer.c.tenant == _TENANT, _Closer.c.id == _Task.c.closed_by))
        .outerjoin(
            TaskDraft,
            and_(
                TaskDraft.tenant == _TENANT,
                TaskDraft.task_id == _Task.c.id,
                TaskDraft.person_id == bindparam("person"),
            ),
        )
        .where(_Task.c.tenant == _TENANT, _Task.c.id == bindparam("task"))
    )


_TASK_COLUMNS = (
    "id",
    "case_id",
    "element_id",
    "name",
    "state",
    "assignee",
    "form_key",
    "candidates",
    "extensions",
    "created_at",
    "due_at",
    "closed_at",
    "closed_by",
)
_STATEMENT = _statement()
