"""All that a task page shows, gathered in one request."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import orjson
from sqlalchemy import Connection

from engine.protocols import TaskFacts
from web import current
from web.campaign.work import Work, work_of
from web.documents.queries import Paper as IssuedPaper
from web.documents.queries import documents_of
from web.forms import worded
from web.forms.files import file_ids, names
from web.inbox.queries import days_left
from web.layout.lights import past_law
from web.session.identity import Holding, Identity
from web.tasks.answers import answers
from web.tasks.basis import Obstacle, obstacle, ruling_for
from web.tasks.counting import Counting, countings
from web.tasks.materials import Paper, papers
from web.tasks.posts import post_for
from web.tasks.task import Task, due_day_of
from web.tasks.timeline import Entry, timeline
from workflows.authority import Ruling
from workflows.clock import legal_day
from workflows.people.roles import ROLES

#: Acts that weigh what others found before
WEIGHING = frozenset({"cosign", "opinion", "decide"})
#: Acts whose content is weighed
_FOUND = frozenset({"review", "inspect", "back"})
#: Acts before which each material is checked on its own
CHECKING = frozenset({"receive", "examine", "check_correction"})


@dataclass(frozen=True)
class Finding:
    """What somebody found in an earlier step, in the words of its form."""

    entry: Entry
    answers: list[tuple[str, str]]


@dataclass(frozen=True)
class TaskPage:
    """The page of one task."""

    task: Task
    schema: Mapping[str, Any] | None
    values: Mapping[str, Any]
    errors: Mapping[str, str]
    posts: list[Holding]
    post: UUID | None
    ruling: Ruling | None
    obstacle: Obstacle | None
    papers: list[Paper]
    history: list[Entry]
    findings: list[Finding]
    documents: list[IssuedPaper]
    countings: list[Counting]
    days_left: int | None
    past_law: bool
    due_on: Any
    filled_in: list[tuple[str, str]]
    diagram: Mapping[str, Any]
    editable: bool
    claimable: bool
    #: What a step of the campaign adds: facts, tables
    work: Work | None = None
    #: {id: name} of the files in the form
    files: Mapping[str, str] = field(default_factory=dict)
    once: str = field(default_factory=lambda: uuid4().hex)

    @property
    def checks_materials(self) -> bool:
        return self.editable and self.task.act in CHECKING

    @property
    def issues_document(self) -> bool:
        """Whether the act may issue a document, shown before it is confirmed."""
        return bool(self.task.step.get("notice"))

    @property
    def verdict_counts(self) -> dict[str, int]:
        found = [paper.verdict for paper in self.papers]
        return {verdict: found.count(verdict) for verdict in ("ok", "wrong", "open")}


def build(
    conn: Connection,
    who: Identity,
    task: Task,
    *,
    values: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    work: Work | None = None,
) -> TaskPage:
    """The page of ``task``. ``values``: what was just entered; else the draft is shown.

    ``work``: the step's own tables, where the request has filled them; else as the draft has them.
    """
    now = current.office().clock.now()
    calendar = current.calendar()
    due_on = due_day_of(task)
    post = post_for(task, who, None)
    application = task.application
    shown = dict(values if values is not None else (task.draft or {}))
    shown.pop("area", None)  # tables are not the form's own
    ruling = ruling_for(conn, task, current.actor(post), now, shown) if task.is_open else None
    editable, claimable = task.is_open and task.held_by(who), task.claimable_by(who)
    history = timeline(conn, who.tenant, task.case_id, task.regime)
    work, schema = work or work_for(conn, who, task), form_of(task, who)
    if work is not None:
        shown = {**work.initial, **shown, **work.known}
    return TaskPage(
        task=task,
        work=work,
        files=names(conn, who.tenant, [id for _path, id in file_ids(schema or {}, shown)]),
        schema=schema,
        values=shown,
        errors=errors or {},
        posts=task.posts_of(who),
        post=post,
        ruling=ruling,
        obstacle=obstacle(conn, task, who.person, ruling) if editable or claimable else None,
        papers=papers(conn, who.tenant, application) if application else [],
        history=history,
        findings=_findings(task, who, history),
        documents=documents_of(conn, who.tenant, application) if application else [],
        countings=countings(task, calendar) if application else [],
        days_left=days_left(calendar, legal_day(now), due_on) if task.is_open else None,
        past_law=past_law(task.statutory_due_on, task.decided_on, legal_day(now)),
        due_on=due_on,
        filled_in=_filled_in(task, who),
        diagram=_tokens(task, who),
        editable=editable,
        claimable=claimable,
    )


def work_for(conn: Connection, who: Identity, task: Task) -> Work | None:
    """What a step of the campaign adds to its page, its tables as the draft has them."""
    if task.application is not None:
        return None
    today, mine = current.office().clock.today(), task.is_open and task.held_by(who)
    forms = partial(current.office().engine.form, who.tenant, task.deployment_id)
    work = work_of(conn, who, task.form_key, task.variables, today, forms, editable=mine)
    if work is not None and work.area is not None and (task.draft or {}).get("area"):
        work.area.fill(task.draft["area"], ())
    return work


def form_of(task: Task, who: Identity) -> dict[str, Any] | None:
    """The form-js schema of the step, of the version the case runs on."""
    body = form_bytes(task, who)
    return None if body is None else worded(orjson.loads(body), task.regime)


def form_bytes(task: Task, who: Identity) -> bytes | None:
    if not task.form_key:
        return None
    engine = current.office().engine
    return bytes(engine.form(who.tenant, task.deployment_id, task.form_key))


def form_version(body: bytes | None) -> str | None:
    """Hash of the form that the person saw, kept with the event."""
    return None if body is None else hashlib.sha256(body).hexdigest()


def _filled_in(task: Task, who: Identity) -> list[tuple[str, str]]:
    """What the applicant entered, with the labels of the form it was entered in."""
    if task.application is None or not task.form:
        return []
    from web.apply.forms import application_form

    return answers(application_form(who.tenant, task.item_code) or {}, task.form)


def _findings(task: Task, who: Identity, history: list[Entry]) -> list[Finding]:
    """Opinions and records that lie before this step: who decides sees them all."""
    if task.act not in WEIGHING:
        return []
    engine = current.office().engine
    found: list[Finding] = []
    for entry in history:
        if entry.act in _FOUND and entry.element and entry.form:
            form = orjson.loads(engine.form(who.tenant, task.deployment_id, entry.element))
            form = worded(form, task.regime)
            found.append(Finding(entry, answers(form, entry.form)))
    return found


def _tokens(task: Task, who: Identity) -> dict[str, Any]:
    """Where the case stands, for the drawing: this task first, so that it is in view."""
    case = current.office().engine.case(who.tenant, task.case_id)
    labels = {one.element_id: _place(one) for one in case.tasks}
    active = [
        {"element": element, "label": labels.get(element, "")} for _, element, _ in case.tokens
    ]
    active.sort(key=lambda one: one["element"] != task.element_id)
    return {
        "active": active,
        "visited": sorted({element for element, what in case.trace if what == "completed"}),
        "incidents": [{"element": one.element_id, "text": one.message} for one in case.incidents],
    }


def _place(task: TaskFacts) -> str:
    """In whose queue an open task lies."""
    return "、".join(ROLES.get(name, name) for name in task.candidates if ":" not in name)
