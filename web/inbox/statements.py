"""The two statements of an inbox page. Built once per shape, then only bound.

The list reads ``slot`` by key: one branch per key, each at most a page long, joined to what a row
shows only after the limit. So the first page costs the same at a hundred tasks and at a million.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)

from workflows.models import (
    Application,
    Base,
    Decision,
    Item,
    Park,
    Party,
    Phase,
    PlacedTask,
    TaskDraft,
)

#: Built in parts, by which SQLAlchemy's types of columns do not pass
Statement = Any

PAGE = 30
#: Nobody reads beyond 99: counting stops there, per key
CAP = 100

TENANT: Any = bindparam("tenant")
PERSON: Any = bindparam("person")
Slot = Base.metadata.tables["slot"]
Task = Base.metadata.tables["task"]
Case = Base.metadata.tables["process_case"]


@lru_cache(maxsize=64)
def open_rows(keys: int, q: bool, park: bool, late: bool, after: bool) -> Statement:
    """A page of open tasks under ``keys`` keys, soonest due first."""
    branches = [_branch(i, q, park, late, after) for i in range(keys)]
    found = union_all(*branches).subquery()
    # a task that reaches the person by two keys is one row
    page = (
        select(found.c.task_id, found.c.due_at)
        .distinct()
        .order_by(found.c.due_at, found.c.task_id)
        .limit(PAGE + 1)
        .subquery()
    )
    return (
        _with_facts(select(page.c.due_at.label("sort"), *_columns()).select_from(page))
        .where(Task.c.tenant == TENANT, Task.c.id == page.c.task_id)
        .order_by(page.c.due_at, page.c.task_id)
    )


@lru_cache(maxsize=16)
def done_rows(q: bool, park: bool, after: bool) -> Statement:
    """A page of what the person completed, latest first."""
    found = select(Task.c.id, Task.c.closed_at).where(
        Task.c.tenant == TENANT, Task.c.closed_by == PERSON, Task.c.state == "completed"
    )
    if after:
        found = found.where(
            tuple_(Task.c.closed_at, Task.c.id)
            < tuple_(bindparam("after_at", type_=Task.c.closed_at.type), bindparam("after_id"))
        )
    found = _narrowed(found, q, park, late=False)
    page = found.order_by(Task.c.closed_at.desc(), Task.c.id.desc()).limit(PAGE + 1).subquery()
    return (
        _with_facts(select(page.c.closed_at.label("sort"), *_columns()).select_from(page))
        .where(Task.c.tenant == TENANT, Task.c.id == page.c.id)
        .order_by(page.c.closed_at.desc(), page.c.id.desc())
    )


@lru_cache(maxsize=64)
def counts(mine: int, queue: int) -> Statement:
    """Two rows (box, number): open tasks in hand and open tasks to be claimed, capped."""
    return union_all(_count("mine", range(mine)), _count("queue", range(mine, mine + queue)))


@lru_cache(maxsize=64)
def frame(mine: int, queue: int) -> Statement:
    """The counts, and in the same statement (park, code, name, county) of the parks in use."""
    boxes = counts(mine, queue).subquery()
    nothing: Any = null()
    numbers = select(boxes.c.box, boxes.c.number, nothing.label("code"), nothing, nothing)
    parks = select(literal("park"), literal(0), Park.code, Park.short_name, Park.county).where(
        Park.tenant == TENANT, Park.active.is_(True)
    )
    return union_all(parks, numbers)


def _branch(i: int, q: bool, park: bool, late: bool, after: bool) -> Statement:
    """At most one page of the key ``key_i``."""
    rows = select(Slot.c.task_id, Slot.c.due_at).where(
        Slot.c.tenant == TENANT, Slot.c.key == bindparam(f"key_{i}")
    )
    if after:
        rows = rows.where(
            tuple_(Slot.c.due_at, Slot.c.task_id)
            > tuple_(bindparam("after_at"), bindparam("after_id"))
        )
    if late:
        rows = rows.where(Slot.c.due_at < bindparam("now"))
    if q or park:
        rows = rows.join(Task, and_(Task.c.tenant == TENANT, Task.c.id == Slot.c.task_id))
        rows = _narrowed(rows, q, park, late)
    page = rows.order_by(Slot.c.due_at, Slot.c.task_id).limit(PAGE + 1).subquery()
    return select(page.c.task_id, page.c.due_at)


def _count(box: str, keys: range) -> Statement:
    if not keys:
        return select(literal(box).label("box"), literal(0).label("number"))
    some = [
        select(
            select(Slot.c.task_id)
            .where(Slot.c.tenant == TENANT, Slot.c.key == bindparam(f"key_{i}"))
            .limit(CAP)
            .subquery()
            .c.task_id
        )
        for i in keys
    ]
    found = union_all(*some).subquery()
    number = func.count(found.c.task_id.distinct())
    return select(literal(box).label("box"), number.label("number")).select_from(found)


def _narrowed(rows: Statement, q: bool, park: bool, late: bool) -> Statement:
    """With the filters that need what a task is about. ``Task`` is in ``rows`` already."""
    if not (q or park):
        return rows
    rows = _about(rows)
    if park:
        rows = rows.where(Park.code == bindparam("park"))
    return rows.where(_matches()) if q else rows


def _about(rows: Statement) -> Statement:
    """Joined to what a task is about: an application, or a place in the campaign."""
    return (
        rows.outerjoin(
            Application, and_(Application.tenant == TENANT, Application.id == Task.c.case_id)
        )
        .outerjoin(Party, and_(Party.tenant == TENANT, Party.id == Application.party_id))
        .outerjoin(Item, and_(Item.tenant == TENANT, Item.id == Application.item_id))
        .outerjoin(PlacedTask, and_(PlacedTask.tenant == TENANT, PlacedTask.task_id == Task.c.id))
        .outerjoin(
            Park,
            and_(
                Park.tenant == TENANT,
                Park.id == func.coalesce(Application.park_id, PlacedTask.park_id),
            ),
        )
    )


def _matches() -> ColumnElement[bool]:
    """The number from its beginning; names and pinyin anywhere: most begin with the city's."""
    start: Any = bindparam("q_start")
    inside: Any = bindparam("q_inside")
    low: Any = bindparam("q_low")
    named = (
        Party.name, Item.name, Park.name, Park.short_name, Task.c.name, PlacedTask.part,
        PlacedTask.supervision,
    )  # fmt: skip
    return or_(
        Application.number.like(start, escape="\\"),
        *(column.like(inside, escape="\\") for column in named),
        *(
            column.like(low, escape="\\")
            for column in (Party.pinyin, Party.initials, Item.initials)
        ),
        PlacedTask.sounds.like(bindparam("q_word"), escape="\\"),
    )


def _columns() -> list[Any]:
    """What a row shows."""
    returned = exists().where(
        Decision.tenant == TENANT,
        Decision.application_id == Application.id,
        Decision.act == "correct",
    )
    draft = exists().where(
        TaskDraft.tenant == TENANT,
        TaskDraft.task_id == Task.c.id,
        TaskDraft.person_id == PERSON,
    )
    return [
        Task.c.id,
        Task.c.name,
        Task.c.due_at,
        Task.c.assignee,
        Task.c.state,
        Task.c.closed_at,
        Case.c.business_key,
        Application.number,
        Application.due_provisional,
        Application.statutory_due_on,
        Application.decided_on,
        Item.name.label("item"),
        Party.name.label("party"),
        Park.short_name.label("park"),
        Phase.no.label("phase"),
        Phase.year.label("phase_year"),
        PlacedTask.supervision,
        PlacedTask.part,
        returned.label("returned"),
        draft.label("draft"),
    ]


def _with_facts(rows: Statement) -> Statement:
    """Joined to what a row shows. A case that is about nothing of the field keeps its row."""
    rows = rows.join(Task, literal(True)).join(
        Case, and_(Case.c.tenant == TENANT, Case.c.id == Task.c.case_id)
    )
    return _about(rows).outerjoin(
        Phase, and_(Phase.tenant == TENANT, Phase.id == PlacedTask.phase_id)
    )
