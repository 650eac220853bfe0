"""The list of cases: one statement, paged by the start of the last case seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)

from web.cases.queries import Case, Definition, Incident, Task
from web.monitor.filters import Filters
from web.reach import parks_of, sees_all, within_reach
from web.session.identity import Identity
from workflows.calendar import WorkCalendar
from workflows.clock import legal_day
from workflows.handling import states
from workflows.handling.clocks import YELLOW_DAYS
from workflows.models import Application, Body, Item, ItemVersion, Park, Party
from workflows.people.roles import VIEWERS

PAGE = 50


@dataclass(frozen=True)
class Today:
    """What lights and ages are measured against."""

    now: datetime
    day: date
    #: The last day that is due so soon that its light is yellow
    yellow: date

    @staticmethod
    def of(now: datetime, calendar: WorkCalendar) -> Today:
        day = yellow = legal_day(now)
        for _number in range(YELLOW_DAYS):
            yellow = calendar.next_workday(yellow + timedelta(1))
        return Today(now, day, yellow)


def cases(
    conn: Connection,
    who: Identity,
    filters: Filters,
    today: Today,
    after: tuple[datetime, UUID] | None = None,
    limit: int = PAGE,
) -> list[Any]:
    """Up to ``limit`` + 1 cases, the newest first. One statement.

    First which cases stand on the page, then what is shown of those alone: tasks and incidents
    are looked up for fifty cases, not for all that were sorted.
    """
    page = _joined(select(Case.c.id)).where(
        Case.c.tenant == who.tenant, _allowed(who), *_rules(filters, today)
    )
    if after is not None:
        place = (literal(value, column.type) for value, column in zip(after, _ORDER, strict=True))
        page = page.where(tuple_(*_ORDER) < tuple_(*place))
    page = page.order_by(*_NEWEST).limit(limit + 1)
    query = _joined(select(*_SHOWN)).where(Case.c.tenant == who.tenant, Case.c.id.in_(page))
    return list(conn.execute(query.order_by(*_NEWEST)))


def processes(conn: Connection, tenant: UUID) -> list[Any]:
    """Processes that were ever deployed, with their names."""
    query = (
        select(Definition.c.process_id, func.max(Definition.c.name).label("name"))
        .where(Definition.c.tenant == tenant)
        .group_by(Definition.c.process_id)
        .order_by(Definition.c.process_id)
    )
    return list(conn.execute(query))


def parks(conn: Connection, who: Identity) -> list[Any]:
    """Parks that the person's posts cover."""
    covered = [and_(true(), *parks_of(held)) for held in who.held if held.role in VIEWERS]
    query = select(Park.code, Park.short_name).where(
        Park.tenant == who.tenant, Park.active, or_(false(), *covered)
    )
    return list(conn.execute(query.order_by(Park.serial)))


def _allowed(who: Identity) -> ColumnElement[bool]:
    allowed = and_(Application.id.is_not(None), within_reach(who))
    return or_(allowed, Application.id.is_(None)) if sees_all(who) else allowed


def _rules(filters: Filters, today: Today) -> list[ColumnElement[bool]]:
    rules: list[ColumnElement[bool]] = []
    if filters.process:
        rules.append(Case.c.process_id == filters.process)
    if filters.park:
        rules.append(Park.code == filters.park)
    if filters.state:
        rules.append(_state(filters.state))
    if filters.light:
        rules.append(_light(filters.light, today))
    if filters.q:
        columns = (Application.number, Party.name, Party.pinyin, Party.initials, Item.name,
                   Item.initials)  # fmt: skip
        rules.append(or_(*(column.icontains(filters.q, autoescape=True) for column in columns)))
    not_before, before = filters.started(today.now)
    if not_before is not None:
        rules.append(Case.c.started_at >= not_before)
    if before is not None:
        rules.append(Case.c.started_at < before)
    return rules


def _state(wanted: str) -> ColumnElement[bool]:
    if wanted == "running":
        return Case.c.state.in_(("active", "incident"))
    if wanted == "stuck":
        return Case.c.state == "incident"
    return Application.state == wanted


def _light(color: str, today: Today) -> ColumnElement[bool]:
    """The same borders as ``web.layout.lights``."""
    past_law = and_(_RUNNING, Application.statutory_due_on < today.day)
    late = due_on < today.day
    if color == "black":
        return past_law
    if color == "red":
        return and_(late, ~func.coalesce(past_law, False))
    if color == "yellow":
        return due_on.between(today.day, today.yellow)
    return due_on > today.yellow


_ORDER: tuple[Any, ...] = (Case.c.started_at, Case.c.id)
_RUNNING = Application.state.in_((states.ACCEPTED, states.REVIEW, states.DECIDING))
#: The day that counts now: the answer within five days, then the promise
due_on: ColumnElement[Any] = case(
    (Application.state == states.RECEIVED, Application.silence_due_on),
    (_RUNNING, Application.promised_due_on),
)
_NOW_AT = (
    select(func.aggregate_strings(Task.c.name, "、"))
    .where(Task.c.tenant == Case.c.tenant, Task.c.case_id == Case.c.id, Task.c.state == "open")
    .scalar_subquery()
)
_FAULTS = (
    select(func.count())
    .where(
        Incident.c.tenant == Case.c.tenant,
        Incident.c.case_id == Case.c.id,
        Incident.c.resolved_at.is_(None),
    )
    .scalar_subquery()
)
_NEWEST = tuple(column.desc() for column in _ORDER)
_SHOWN: tuple[Any, ...] = (
    Case.c.id, Case.c.started_at, Case.c.state.label("case_state"), Case.c.process_id,
    Application.number, Application.state, Application.received_on, Application.decision,
    Application.statutory_due_on, Application.decided_on, Application.due_provisional,
    due_on.label("due_on"),
    Item.name.label("item"), ItemVersion.regime, Park.short_name.label("park"),
    Body.name.label("department"),
    Party.name.label("party"), _NOW_AT.label("now_at"), _FAULTS.label("incidents"),
)  # fmt: skip


def _joined(columns: Select[Any]) -> Select[Any]:
    """``columns`` of a case with its application, item and version, park, department, party."""
    return (
        columns.select_from(Case)
        .outerjoin(Application, and_(Application.tenant == Case.c.tenant,
                                     Application.id == Case.c.id))
        .outerjoin(Item, and_(Item.tenant == Case.c.tenant, Item.id == Application.item_id))
        .outerjoin(ItemVersion, and_(ItemVersion.tenant == Case.c.tenant,
                                     ItemVersion.id == Application.item_version_id))
        .outerjoin(Park, and_(Park.tenant == Case.c.tenant, Park.id == Application.park_id))
        .outerjoin(Body, and_(Body.tenant == Case.c.tenant, Body.id == Item.department_id))
        .outerjoin(Party, and_(Party.tenant == Case.c.tenant,
                               Party.id == Application.party_id))
    )  # fmt: skip
