"""Tables of bodies, parks, posts, persons and appointments.

A post (岗位) exists without a person; an appointment (任期) puts a person in a post for some days.
A right is never given to a person directly.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflows.tables import Base, Key, Name, Short, TenantKey


class Tenant(Base):
    """A city that runs the product."""

    __tablename__ = "tenant"

    id: Mapped[Key]
    name: Mapped[Name]
    #: 12-digit administrative area, GB/T 2260
    area_code: Mapped[Short]
    #: The demo's clock may be moved and its persons switched; never true in production
    is_demo: Mapped[bool]
    #: Seconds that the demo's clock is away from real time; zero outside a demo
    clock_offset_s: Mapped[int]
    created_at: Mapped[datetime]


class Body(Base):
    """An organ, authorised organization or enterprise that acts in the field."""

    __tablename__ = "body"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    #: Short stable name used in data files, e.g. ``scjg``
    code: Mapped[Short]
    name: Mapped[Name]
    #: 机关代字, e.g. 德市监
    document_prefix: Mapped[Short | None]
    #: 统一社会信用代码, GB 32100
    uscc: Mapped[Short | None]
    #: department, committee (管委会), government, platform_company, tax, fire, province …
    kind: Mapped[Short]
    #: 行政机关 / 授权组织 / 派出机构 / 事业单位 / 企业, decides who may receive an entrustment
    legal_status: Mapped[Short]
    #: province, city or county
    level: Mapped[Short]
    #: 行业系统 as the city's plan names it (R-035), e.g. 市场监管
    line: Mapped[Short | None]
    #: County (市、区、县) that it serves, as its parks name theirs; None: not one alone
    county: Mapped[Name | None]
    parent_id: Mapped[UUID | None]
    #: Organ that hears a reconsideration (复议) against this body, and the court
    review_body: Mapped[Name | None]
    court: Mapped[Name | None]
    #: Closed bodies stay for the record
    active: Mapped[bool]

    __table_args__ = (
        UniqueConstraint("tenant", "code"),
        ForeignKeyConstraint(["tenant", "parent_id"], ["body.tenant", "body.id"]),
    )


class Park(Base):
    """A park with a service center."""

    __tablename__ = "park"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    code: Mapped[Short]
    #: Character for character as in the city's plan
    name: Mapped[Name]
    short_name: Mapped[Short]
    #: Code of the list park-category
    category: Mapped[Short]
    county: Mapped[Name]
    area_code: Mapped[Short]
    #: Management committee (管委会) of the park
    committee_id: Mapped[UUID | None]
    #: Two digits in application numbers
    serial: Mapped[Short]
    active: Mapped[bool]

    __table_args__ = (
        UniqueConstraint("tenant", "code"),
        UniqueConstraint("tenant", "serial"),
        ForeignKeyConstraint(["tenant", "committee_id"], ["body.tenant", "body.id"]),
    )


class ParkTarget(Base):
    """Which title a park is to earn in which phase of the campaign (R-004 to R-008)."""

    __tablename__ = "park_target"

    tenant: Mapped[TenantKey]
    #: 1, 2 or 3
    phase: Mapped[int] = mapped_column(primary_key=True)
    park_id: Mapped[Key]
    #: provincial or municipal
    track: Mapped[Short]
    #: Order of the plan within phase and track
    place: Mapped[int]
    #: Last day of the phase
    deadline: Mapped[date]

    __table_args__ = (
        ForeignKeyConstraint(["tenant", "park_id"], ["park.tenant", "park.id"]),
        CheckConstraint("track IN ('provincial','municipal')", name="ck_park_target_track"),
    )


class CodeEntry(Base):
    """An entry of a code list that administrators may extend, e.g. park categories (R-010)."""

    __tablename__ = "code_entry"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    list: Mapped[Short]
    code: Mapped[Short]
    name: Mapped[Name]
    note: Mapped[str]
    active: Mapped[bool]

    __table_args__ = (UniqueConstraint("tenant", "list", "code"),)


class Person(Base):
    """A natural person who signs in. Names are found by pinyin and initials."""

    __tablename__ = "person"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    name: Mapped[Name]
    pinyin: Mapped[Name]
    initials: Mapped[Short]
    #: Sign-in name, unique in the tenant
    login: Mapped[Short]
    password_hash: Mapped[str | None]
    mobile: Mapped[Short | None]
    #: Set for persons of an enterprise: the party they act for
    party_id: Mapped[UUID | None]
    active: Mapped[bool]

    __table_args__ = (UniqueConstraint("tenant", "login"),)


class EndedSession(Base):
    """A session that its person has ended: its cookie, wherever a copy of it is, opens nothing."""

    __tablename__ = "ended_session"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    ended_at: Mapped[datetime]


class Post(Base):
    """A post: a role at a body, in one park or in all, for one department's items or all."""

    __tablename__ = "post"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    body_id: Mapped[UUID]
    #: One of workflows.people.roles.ROLES
    role: Mapped[Short]
    #: None: all parks of the tenant
    park_id: Mapped[UUID | None]
    #: Department whose items it serves; None: all
    department_id: Mapped[UUID | None]
    name: Mapped[Name]
    active: Mapped[bool]

    __table_args__ = (
        ForeignKeyConstraint(["tenant", "body_id"], ["body.tenant", "body.id"]),
        ForeignKeyConstraint(["tenant", "park_id"], ["park.tenant", "park.id"]),
        ForeignKeyConstraint(["tenant", "department_id"], ["body.tenant", "body.id"]),
    )


class Appointment(Base):
    """A person in a post, first and last day included. Open-ended where ``ends_on`` is None."""

    __tablename__ = "appointment"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    person_id: Mapped[UUID]
    post_id: Mapped[UUID]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    #: B岗: acts for this appointment's holder while absent
    deputy_for_id: Mapped[UUID | None]

    __table_args__ = (
        ForeignKeyConstraint(["tenant", "person_id"], ["person.tenant", "person.id"]),
        ForeignKeyConstraint(["tenant", "post_id"], ["post.tenant", "post.id"]),
        CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name="ck_appointment_ends_after_start"
        ),
        Index("ix_appointment_person", "tenant", "person_id"),
        Index("ix_appointment_post", "tenant", "post_id"),
    )
