"""Tables of scoring: sheets by version and park category, evaluators, and what they gave."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflows.tables import Base, Key, Name, Short, TenantKey

_ENROLLMENT = (["tenant", "enrollment_id"], ["park_enrollment.tenant", "park_enrollment.id"])


class ScoreSheet(Base):
    """A scoring sheet of one version for one category of parks (R-012). Never changed in place."""

    __tablename__ = "score_sheet"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    #: Version, e.g. deyang-2023-draft
    code: Mapped[Short]
    #: Code of the list park-category; ``*``: every category without a sheet of its own
    category: Mapped[Short]
    #: province, city or county
    level: Mapped[Short]
    issuer: Mapped[Name]
    name: Mapped[Name]
    #: Handbook on which it rests, and the other title under which it is cited (R-042)
    handbook: Mapped[Name | None]
    handbook_alias: Mapped[Name | None]
    effective_on: Mapped[date]
    total: Mapped[Short]
    #: [{code, dimension, dimension_name, name, max, measure, tag}]
    indicators: Mapped[list[Any]]
    #: [{code, name}]: any of these, and the park has not passed
    vetoes: Mapped[list[Any]]

    __table_args__ = (
        UniqueConstraint("tenant", "code", "category"),
        CheckConstraint("level IN ('province','city','county')", name="ck_score_sheet_level"),
    )


class Evaluator(Base):
    """A person of the team that evaluates a park in a round."""

    __tablename__ = "campaign_evaluator"

    tenant: Mapped[TenantKey]
    enrollment_id: Mapped[Key]
    round: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[Key]
    is_leader: Mapped[bool]

    __table_args__ = (
        ForeignKeyConstraint(*_ENROLLMENT),
        ForeignKeyConstraint(["tenant", "person_id"], ["person.tenant", "person.id"]),
        Index("ix_campaign_evaluator_person", "tenant", "person_id"),
    )


class Secondment(Base):
    """A person who works at a park without holding a post there (借调、派驻, D10)."""

    __tablename__ = "secondment"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    person_id: Mapped[UUID]
    park_id: Mapped[UUID]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    __table_args__ = (
        ForeignKeyConstraint(["tenant", "person_id"], ["person.tenant", "person.id"]),
        ForeignKeyConstraint(["tenant", "park_id"], ["park.tenant", "park.id"]),
        CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name="ck_secondment_ends_after_start"
        ),
        Index("ix_secondment_person", "tenant", "person_id"),
    )


class Score(Base):
    """A filled sheet: the park's own (F7) or an evaluator's (F8) of a round."""

    __tablename__ = "campaign_score"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    enrollment_id: Mapped[UUID]
    #: 0 for the park's own
    round: Mapped[int]
    #: self or evaluator
    kind: Mapped[Short]
    person_id: Mapped[UUID]
    sheet_id: Mapped[UUID]
    #: [{indicator, score, reason, evidence, file_id}]
    entries: Mapped[list[Any]]
    #: Codes of vetoes that hold
    vetoes: Mapped[list[Any]]
    opinion: Mapped[str | None]
    total: Mapped[Short]
    #: {dimension: points}
    dimensions: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    #: None: a draft
    submitted_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("tenant", "enrollment_id", "round", "kind", "person_id"),
        ForeignKeyConstraint(*_ENROLLMENT),
        ForeignKeyConstraint(["tenant", "sheet_id"], ["score_sheet.tenant", "score_sheet.id"]),
        CheckConstraint("kind IN ('self','evaluator')", name="ck_campaign_score_kind"),
    )
