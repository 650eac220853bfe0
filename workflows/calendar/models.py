"""Table of the working-day calendar."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.types import Id
from workflows.tables import Base, Name, Short


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
