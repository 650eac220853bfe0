"""Lists of the administration: one statement each, paged by the last row seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Select, func, or_, select
from sqlalchemy.orm import aliased

from web import current
from web.i18n import _
from workflows.authority.modes import MODES
from workflows.models import Appointment, Body, Grant, Item, Park, Person, Post
from workflows.people.codes import BODY_KINDS, LEVELS
from workflows.people.models import CodeEntry
from workflows.people.roles import ROLES
from workflows.tables import Base

PAGE = 50


@dataclass(frozen=True)
class Listing:
    """Query, columns that a search looks into, and what a row shows."""

    query: Callable[[UUID], Select[*tuple[Any, ...]]]
    #: Column of the id, by which pages follow each other: ids are ordered by time
    id: Any
    searched: tuple[Any, ...]
    #: (heading, value of a row)
    columns: tuple[tuple[str, Callable[[Any], str]], ...]


@dataclass(frozen=True)
class Page:
    """Rows as they are shown, newest first."""

    headings: list[str]
    #: (id, cells, row)
    rows: list[tuple[UUID, list[str], Any]]
    #: Id of the last row, where there is more
    after: UUID | None


def page(
    conn: Connection, tenant: UUID, subject: str, search: str = "", after: UUID | None = None
) -> Page:
    """A page of ``subject``. One statement."""
    listing = LISTINGS[subject]
    query = listing.query(tenant)
    if search:
        found = (column.icontains(search, autoescape=True) for column in listing.searched)
        query = query.where(or_(*found))
    if after is not None:
        query = query.where(listing.id < after)
    rows = conn.execute(query.order_by(listing.id.desc()).limit(PAGE + 1)).all()
    shown = [(row[0], [value(row) for _, value in listing.columns], row) for row in rows[:PAGE]]
    more = shown[-1][0] if len(rows) > PAGE else None
    return Page([heading for heading, _ in listing.columns], shown, more)


def counts(conn: Connection, tenant: UUID) -> dict[str, int]:
    """{subject: rows}. One statement."""
    tables: dict[str, Any] = {
        "bodies": Body, "codes": CodeEntry, "parks": Park, "posts": Post,
        "people": Person, "appointments": Appointment, "grants": Grant,
    }  # fmt: skip
    parts = [
        select(func.count()).where(table.tenant == tenant).scalar_subquery().label(name)
        for name, table in tables.items()
    ]
    return dict(conn.execute(select(*parts)).one()._mapping)


def one(conn: Connection, table: type[Base], tenant: UUID, id: UUID) -> Any | None:
    """The row with that id in the tenant, or None."""
    columns = table.__table__.c
    query = select(table.__table__).where(columns.tenant == tenant, columns.id == id)
    return conn.execute(query).first()


def _words(value: object) -> str:
    return "" if value is None else str(value)


def _bodies(tenant: UUID) -> Select[*tuple[Any, ...]]:
    parent = aliased(Body)
    return (
        select(Body.id, Body.name, Body.code, Body.kind, Body.legal_status, Body.level,
               Body.document_prefix, parent.name.label("parent"), Body.active)
        .outerjoin(parent, (parent.tenant == Body.tenant) & (parent.id == Body.parent_id))
        .where(Body.tenant == tenant)
    )  # fmt: skip


def _parks(tenant: UUID) -> Select[*tuple[Any, ...]]:
    category = aliased(CodeEntry)
    return (
        select(Park.id, Park.name, Park.short_name, Park.code, category.name.label("category"),
               Park.county, Park.serial, Park.active)
        .outerjoin(category, (category.tenant == Park.tenant) & (category.code == Park.category)
                   & (category.list == "park-category"))
        .where(Park.tenant == tenant)
    )  # fmt: skip


def _posts(tenant: UUID) -> Select[*tuple[Any, ...]]:
    department = aliased(Body)
    return (
        select(Post.id, Post.name, Post.role, Body.name.label("body"), Park.name.label("park"),
               department.name.label("department"), Post.active)
        .join(Body, (Body.tenant == Post.tenant) & (Body.id == Post.body_id))
        .outerjoin(Park, (Park.tenant == Post.tenant) & (Park.id == Post.park_id))
        .outerjoin(department, (department.tenant == Post.tenant)
                   & (department.id == Post.department_id))
        .where(Post.tenant == tenant)
    )  # fmt: skip


def _people(tenant: UUID) -> Select[*tuple[Any, ...]]:
    return select(
        Person.id, Person.name, Person.login, Person.mobile, Person.active,
        Person.password_hash.is_not(None).label("has_password"),
    ).where(Person.tenant == tenant)  # fmt: skip


def _appointments(tenant: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(Appointment.id, Person.name.label("person"), Post.name.label("post"),
               Body.name.label("body"), Appointment.starts_on, Appointment.ends_on,
               Appointment.deputy_for_id)
        .join(Person, (Person.tenant == Appointment.tenant) & (Person.id == Appointment.person_id))
        .join(Post, (Post.tenant == Appointment.tenant) & (Post.id == Appointment.post_id))
        .join(Body, (Body.tenant == Post.tenant) & (Body.id == Post.body_id))
        .where(Appointment.tenant == tenant)
    )  # fmt: skip


def _grants(tenant: UUID) -> Select[*tuple[Any, ...]]:
    delegatee = aliased(Body)
    return (
        select(Grant.id, Grant.number, Grant.mode, Item.name.label("item"),
               Park.short_name.label("park"), Body.name.label("delegator"),
               delegatee.name.label("delegatee"), Person.name.label("person"),
               Grant.valid_from, Grant.valid_to, Grant.status)
        .join(Item, (Item.tenant == Grant.tenant) & (Item.id == Grant.item_id))
        .join(Park, (Park.tenant == Grant.tenant) & (Park.id == Grant.park_id))
        .join(Body, (Body.tenant == Grant.tenant) & (Body.id == Grant.delegator_id))
        .join(delegatee, (delegatee.tenant == Grant.tenant) & (delegatee.id == Grant.delegatee_id))
        .outerjoin(Person, (Person.tenant == Grant.tenant) & (Person.id == Grant.person_id))
        .where(Grant.tenant == tenant)
    )  # fmt: skip


def _codes(tenant: UUID) -> Select[*tuple[Any, ...]]:
    return select(
        CodeEntry.id, CodeEntry.list, CodeEntry.code, CodeEntry.name, CodeEntry.note,
        CodeEntry.active,
    ).where(CodeEntry.tenant == tenant)  # fmt: skip


STATUSES = {"in_force": "有效", "suspended": "已暂停", "recalled": "已收回"}


def grant_state(grant: Any, today: date) -> str:
    """有效 only between its two days: what is past or not yet begun allows nothing."""
    if grant.status == "in_force" and today < grant.valid_from:
        return "未生效"
    if grant.status == "in_force" and grant.valid_to and grant.valid_to < today:
        return "已到期"
    return STATUSES.get(grant.status, str(grant.status))


def _term(first: date, last: date | None) -> str:
    if last is None:
        return _("{first} 起", first=first)
    return _("{first} 至 {last}", first=first, last=last)


LISTINGS: dict[str, Listing] = {
    "bodies": Listing(
        _bodies, Body.id, (Body.name, Body.code),
        (
            ("机构名称", lambda row: row.name),
            ("编码", lambda row: row.code),
            ("类型", lambda row: BODY_KINDS.get(row.kind, row.kind)),
            ("主体性质", lambda row: row.legal_status),
            ("层级", lambda row: LEVELS.get(row.level, row.level)),
            ("机关代字", lambda row: _words(row.document_prefix)),
            ("上级", lambda row: _words(row.parent)),
            ("状态", lambda row: "在用" if row.active else "停用"),
        ),
    ),
    "parks": Listing(
        _parks, Park.id, (Park.name, Park.code),
        (
            ("园区名称", lambda row: row.name),
            ("简称", lambda row: row.short_name),
            ("编码", lambda row: row.code),
            ("类别", lambda row: _words(row.category)),
            ("所在地", lambda row: row.county),
            ("序号", lambda row: row.serial),
            ("状态", lambda row: "在用" if row.active else "停用"),
        ),
    ),
    "posts": Listing(
        _posts, Post.id, (Post.name, Body.name),
        (
            ("岗位名称", lambda row: row.name),
            ("角色", lambda row: ROLES.get(row.role, row.role)),
            ("所属机构", lambda row: row.body),
            ("园区", lambda row: row.park or "全部园区"),
            ("部门事项", lambda row: row.department or "全部部门"),
            ("状态", lambda row: "在用" if row.active else "停用"),
        ),
    ),
    "people": Listing(
        _people, Person.id, (Person.name, Person.login, Person.pinyin, Person.initials),
        (
            ("姓名", lambda row: row.name),
            ("登录名", lambda row: row.login),
            ("密码", lambda row: "已设" if row.has_password else "未设，不能登录"),
            ("状态", lambda row: "在用" if row.active else "停用"),
        ),
    ),
    "appointments": Listing(
        _appointments, Appointment.id, (Person.name, Person.pinyin, Post.name),
        (
            ("人员", lambda row: row.person),
            ("岗位", lambda row: row.post),
            ("机构", lambda row: row.body),
            ("任期", lambda row: _term(row.starts_on, row.ends_on)),
            ("AB岗", lambda row: "B岗" if row.deputy_for_id else "A岗"),
        ),
    ),
    "grants": Listing(
        _grants, Grant.id, (Grant.number, Item.name, Park.name),
        (
            ("文号", lambda row: row.number),
            ("事项", lambda row: row.item),
            ("园区", lambda row: row.park),
            ("方式", lambda row: MODES[row.mode].name),
            ("原实施机关", lambda row: row.delegator),
            ("承接机构", lambda row: f"{row.delegatee} {row.person or ''}".strip()),
            ("期限", lambda row: _term(row.valid_from, row.valid_to)),
            ("状态", lambda row: grant_state(row, current.office().clock.today())),
        ),
    ),
    "codes": Listing(
        _codes, CodeEntry.id, (CodeEntry.code, CodeEntry.name),
        (
            ("代码表", lambda row: row.list),
            ("编码", lambda row: row.code),
            ("名称", lambda row: row.name),
            ("说明", lambda row: row.note),
            ("状态", lambda row: "在用" if row.active else "停用"),
        ),
    ),
}  # fmt: skip
