"""Table of the working-day calendar."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.types import Id
from workflows.tables import Base, Key, Name, Short, TenantKey


class CalendarDay(Base):
    """One day. A day without a row is unknown and is counted as provisional (暂定)."""

    __tablename__ = "calendar_day"

    tenant: Mapped[UUID] = mapped_column(Id, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    is_workday: Mapped[bool]
    #: official or provisional
    status: Mapped[Short]
    #: Name of the holiday, or 调休上班
    note: Mapped[Name | None]
    #: The notice it comes from
    source: Mapped[Name]

    __table_args__ = (
        CheckConstraint("status IN ('official','provisional')", name="ck_calendar_day_status"),
    )


class CalendarVersion(Base):
    """One import of days. The newest row is the version that a due date was computed with."""

    __tablename__ = "calendar_version"

    tenant: Mapped[TenantKey]
    id: Mapped[Key]
    #: SHA-256 over all days, first 16 characters
    digest: Mapped[Short]
    source: Mapped[Name]
    recorded_at: Mapped[datetime]
