"""Tables of grants (授权): one row per grant; the life cycle comes with its own issue."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from workflows.tables import Base, Key, Name, Short, TenantKey


class Grant(Base):
    """Authority for one item in one park, for some actions, during some days."""

    __tablename__ = "authority_grant"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    #: 委托编号 / 授权书编号
    number: Mapped[Name]
    #: TRANSFER, ENTRUST, STATIONED, FORWARD, PRELIM, CENTRAL or SHARED_WINDOW (domain §3.2)
    mode: Mapped[Short]
    item_id: Mapped[UUID]
    park_id: Mapped[UUID]
    #: The body that holds the power
    delegator_id: Mapped[UUID]
    #: The body whose posts may act
    delegatee_id: Mapped[UUID]
    #: STATIONED: the person named in the 授权书; deputies (B岗) stand in GrantDeputy
    person_id: Mapped[UUID | None]
    #: Subset of workflows.authority.modes.ACTIONS
    actions: Mapped[list[Any]]
    #: [{"fact", "label", "at_most"?, "at_least"?, "one_of"?}]: outside, the delegator decides
    conditions: Mapped[list[Any]]
    #: 法律依据, clause cited
    legal_basis: Mapped[str]
    #: Title or 文号 of the signed instrument
    instrument: Mapped[Name]
    #: 公告: where and when; ENTRUST is not in force without it (行政许可法 24)
    published_on: Mapped[date | None]
    published_at_place: Mapped[str | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    #: in_force, suspended or recalled
    status: Mapped[Short]
    status_reason: Mapped[str | None]
    seal_name: Mapped[Name | None]
    version: Mapped[int]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("tenant", "number"),
        ForeignKeyConstraint(["tenant", "item_id"], ["item.tenant", "item.id"]),
        ForeignKeyConstraint(["tenant", "park_id"], ["park.tenant", "park.id"]),
        ForeignKeyConstraint(["tenant", "delegator_id"], ["body.tenant", "body.id"]),
        ForeignKeyConstraint(["tenant", "delegatee_id"], ["body.tenant", "body.id"]),
        ForeignKeyConstraint(["tenant", "person_id"], ["person.tenant", "person.id"]),
        CheckConstraint(
            "valid_to IS NULL OR valid_to >= valid_from", name="ck_grant_ends_after_start"
        ),
        Index("ix_authority_grant_item", "tenant", "item_id", "park_id"),
    )


class GrantDeputy(Base):
    """A further person whom the 授权书 names: who signs beside the first, or stands in (B岗)."""

    __tablename__ = "authority_grant_deputy"

    tenant: Mapped[TenantKey]
    grant_id: Mapped[Key]
    person_id: Mapped[Key]

    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "grant_id"], ["authority_grant.tenant", "authority_grant.id"]
        ),
        ForeignKeyConstraint(["tenant", "person_id"], ["person.tenant", "person.id"]),
    )
