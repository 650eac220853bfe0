"""A park's way through its phase, with both times of each step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, func, select

from workflows.campaign import states
from workflows.campaign.models import EnrollmentStatus


@dataclass(frozen=True, slots=True)
class Passed:
    """A status that was reached."""

    status: str
    happened_at: datetime
    recorded_at: datetime
    late_reason: str | None
    person: UUID | None

    @property
    def label(self) -> str:
        return states.LABELS[self.status]


def park_history(conn: Connection, tenant: UUID, enrollment: UUID) -> list[Passed]:
    """What was reached, by when it happened. One statement."""
    query = select(
        EnrollmentStatus.status, EnrollmentStatus.happened_at, EnrollmentStatus.recorded_at,
        EnrollmentStatus.late_reason, EnrollmentStatus.person_id,
    ).where(
        EnrollmentStatus.tenant == tenant, EnrollmentStatus.enrollment_id == enrollment
    )  # fmt: skip
    order = (EnrollmentStatus.happened_at, EnrollmentStatus.id)
    return [Passed(*row) for row in conn.execute(query.order_by(*order))]


def last_happened(conn: Connection, tenant: UUID, enrollment: UUID) -> datetime | None:
    """When the last step happened, as it was told; being listed is no step."""
    query = select(func.max(EnrollmentStatus.happened_at)).where(
        EnrollmentStatus.tenant == tenant,
        EnrollmentStatus.enrollment_id == enrollment,
        EnrollmentStatus.status != states.LISTED,
    )
    found: datetime | None = conn.execute(query).scalar()
    return found
