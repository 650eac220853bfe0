"""Which phase, park or supervision a task is about: what lists show and look for."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped

from workflows.tables import Base, Key, Name, TenantKey


class PlacedTask(Base):
    """A task's place in the campaign, written in the step that opens the task."""

    __tablename__ = "campaign_task"

    tenant: Mapped[TenantKey]
    task_id: Mapped[Key]
    phase_id: Mapped[UUID]
    park_id: Mapped[UUID | None]
    #: Number or county of the supervision
    supervision: Mapped[Name | None]
    #: Which of several it is: a build task's name, or a group that is asked
    part: Mapped[Name | None]
    #: Full pinyin and initials of task, part and park, lower case, between spaces
    sounds: Mapped[str]

    __table_args__ = (
        ForeignKeyConstraint(
            ["tenant", "phase_id"], ["campaign_phase.tenant", "campaign_phase.id"]
        ),
        ForeignKeyConstraint(["tenant", "park_id"], ["park.tenant", "park.id"]),
    )
