"""Tables of the item catalogue (事项清单). A case keeps the version it started with."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from workflows.tables import Base, Key, Name, Short, TenantKey


class Item(Base):
    """An item by its stable number in the catalogue."""

    __tablename__ = "item"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    #: Stable number in the catalogue, e.g. ``scjg-04``
    code: Mapped[Short]
    #: 基本编码
    base_code: Mapped[Short]
    name: Mapped[Name]
    pinyin: Mapped[str]
    initials: Mapped[Name]
    #: Department that owns it (法定实施主体 or its line)
    department_id: Mapped[UUID]

    __table_args__ = (
        UniqueConstraint("tenant", "code"),
        ForeignKeyConstraint(["tenant", "department_id"], ["body.tenant", "body.id"]),
    )


class ItemVersion(Base):
    """What was in force for an item from a day on. Never edited in place."""

    __tablename__ = "item_version"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    item_id: Mapped[UUID]
    number: Mapped[int]
    effective_on: Mapped[date]
    #: 实施编码
    full_code: Mapped[Name]
    #: One of workflows.items.kinds.KINDS; stored, never derived from the code's letter
    kind: Mapped[Short]
    #: Name of the regime that applies (workflows.items.regimes)
    regime: Mapped[Short]
    #: 即办件 instant or 承诺件 promised
    handling: Mapped[Short]
    #: {"value": 10, "unit": "WD", "from": "acceptance", "extension": 5, "source": "…"} or None
    statutory_limit: Mapped[dict[str, Any] | None]
    #: Same shape; always present
    promised_limit: Mapped[dict[str, Any]]
    #: Delegation mode proposed by the catalogue; what is in force stands in a grant
    mode: Mapped[Short]
    level: Mapped[Short]
    #: 现场核查 needed
    needs_inspection: Mapped[bool]
    #: [{"code", "name", "required": bool, "main": bool, "deferrable": bool, "copies": int, "form"}]
    materials: Mapped[list[Any]]
    result: Mapped[Name]
    #: 受理标准, 办理流程, 监管措施 (R-035)
    acceptance_standard: Mapped[str]
    handling_procedure: Mapped[str]
    supervision_measures: Mapped[str]
    #: Clauses: [{"law": "食品安全法", "article": "35", "text"?}]
    legal_basis: Mapped[list[Any]]
    #: Stages of an enterprise's or project's life (R-014): workflows.items.kinds.STAGES
    life_cycle: Mapped[list[Any]]
    #: 纳入综窗 (R-015)
    in_general_window: Mapped[bool]
    #: All other facts of the catalogue file, as imported
    facts: Mapped[dict[str, Any]]
    recorded_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("tenant", "item_id", "number"),
        ForeignKeyConstraint(["tenant", "item_id"], ["item.tenant", "item.id"]),
        Index("ix_item_version_effective", "tenant", "item_id", "effective_on"),
    )
