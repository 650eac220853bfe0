"""Writing where a park stands: only steps of the diagrams come here (work ``campaign.status``)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from engine.protocols import Tx
from workflows.campaign import moment, states
from workflows.campaign.models import Enrollment, EnrollmentStatus, Phase


def set_status(tx: Tx, enrollment: UUID, status: str, element: str, **more: Any) -> None:
    """The park now stands here; an end also frees it for another phase."""
    values: dict[str, Any] = {"status": status, **more}
    if status in states.ENDED:
        values["ended_at"] = tx.now
    set_enrollment(tx, enrollment, **values)
    note_status(tx, enrollment, status, element)
    tx.record(
        enrollment,
        "ParkStatusChanged",
        {"status": status},
        element_id=element,
        happened_at=moment.of(tx).happened_at,
    )


def note_status(
    tx: Tx, enrollment: UUID, status: str, element: str, at: moment.Moment | None = None
) -> None:
    """A line of the time line, with both times."""
    when = at or moment.of(tx)
    tx.connection.execute(
        insert(EnrollmentStatus).values(
            tenant=tx.tenant, id=tx.new_id(), enrollment_id=enrollment, status=status,
            element_id=element, happened_at=when.happened_at, recorded_at=when.recorded_at,
            person_id=tx.actor.person, late_reason=when.late_reason,
        )
    )  # fmt: skip


def set_enrollment(tx: Tx, enrollment: UUID, **values: Any) -> None:
    """Write these columns of the enrollment's row."""
    tx.connection.execute(
        update(Enrollment)
        .where(Enrollment.tenant == tx.tenant, Enrollment.id == enrollment)
        .values(**values)
    )


def set_phase(tx: Tx, phase: UUID, **values: Any) -> None:
    """Write these columns of the phase's row."""
    tx.connection.execute(
        update(Phase).where(Phase.tenant == tx.tenant, Phase.id == phase).values(**values)
    )
