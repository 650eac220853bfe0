"""Messages by which the field speaks to the campaign's cases.

Cases speak to each other by two more: ``park-started``, by which a phase begins a park's case, and
``park-campaign-ended``, for which it waits; key of both: the enrollment.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from engine.protocols import Tx
from workflows.campaign.models import Enrollment

#: Begins ``phase-campaign``; key: the phase
PHASE_STARTED = "phase-started"
#: A park was added to the phase; key: the phase
PARK_ADDED = "park-added"
#: A park leaves; key: the enrollment
PARK_WITHDRAWN = "park-withdrawn"
#: The days of a stage were moved; key: the enrollment, and the phase
CALENDAR_CHANGED = "calendar-changed"
#: 省中心 has decided; key: the enrollment
PROVINCE_RESULT = "province-result"
#: Begins ``supervision``; key: the supervision
SUPERVISION_RAISED = "supervision-raised"


def active(tx: Tx, phase: UUID) -> list[UUID]:
    """Enrollments of a phase that have not ended."""
    query = select(Enrollment.id).where(
        Enrollment.tenant == tx.tenant,
        Enrollment.phase_id == phase,
        Enrollment.ended_at.is_(None),
    )
    return list(tx.connection.execute(query.order_by(Enrollment.id)).scalars())
