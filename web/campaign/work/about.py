"""Which phase, park or 督办 a task of the campaign is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, select

from web.i18n import _
from workflows.campaign import states
from workflows.models import Enrollment, Park, Phase, Supervision


@dataclass(frozen=True)
class About:
    """One task's place in the campaign. Parts that do not apply are None."""

    phase: UUID
    no: int
    year: int
    sheet: str
    enrollment: UUID | None = None
    park: str | None = None
    category: str | None = None
    county: str | None = None
    track: str | None = None
    status: str | None = None
    round: int = 0
    supervision: UUID | None = None

    @property
    def words(self) -> list[str]:
        """What stands under the title."""
        parts = [self.park] if self.park else []
        parts.append(_("第{no}阶段（{year}年）", no=self.no, year=self.year))
        if self.track:
            parts.append(_(states.TRACKS[self.track]))
        if self.round:
            parts.append(_("第{n}轮", n=self.round))
        if self.county and not self.park:
            parts.append(self.county)
        return parts


def about(conn: Connection, tenant: UUID, variables: Mapping[str, Any]) -> About | None:
    """What the case's variables point at; None where it is no case of the campaign."""
    supervision, enrollment, phase = (
        _id(variables.get(name)) for name in ("supervision", "enrollment", "phase")
    )
    if supervision is not None:
        found = _of_supervision(conn, tenant, supervision)
    elif enrollment is not None:
        found = _of_enrollment(conn, tenant, enrollment)
    elif phase is not None:
        found = _of_phase(conn, tenant, phase)
    else:
        return None
    return found


def _id(value: Any) -> UUID | None:
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None


_PHASE = (Phase.id, Phase.no, Phase.year, Phase.sheet)
_PLACE = (
    Enrollment.id.label("enrollment"), Park.short_name, Enrollment.category, Enrollment.county,
    Enrollment.track, Enrollment.status, Enrollment.round,
)  # fmt: skip


def _of_phase(conn: Connection, tenant: UUID, phase: UUID) -> About | None:
    query = select(*_PHASE).where(Phase.tenant == tenant, Phase.id == phase)
    row = conn.execute(query).first()
    return None if row is None else About(*row)


def _of_enrollment(conn: Connection, tenant: UUID, enrollment: UUID) -> About | None:
    query = (
        select(*_PHASE, *_PLACE)
        .select_from(Enrollment)
        .join(Phase, and_(Phase.tenant == tenant, Phase.id == Enrollment.phase_id))
        .join(Park, and_(Park.tenant == tenant, Park.id == Enrollment.park_id))
        .where(Enrollment.tenant == tenant, Enrollment.id == enrollment)
    )
    row: Any = conn.execute(query).first()
    return None if row is None else About(*row)


def _of_supervision(conn: Connection, tenant: UUID, supervision: UUID) -> About | None:
    query = (
        select(*_PHASE, *_PLACE, Supervision.county.label("of_county"))
        .select_from(Supervision)
        .join(Phase, and_(Phase.tenant == tenant, Phase.id == Supervision.phase_id))
        .outerjoin(
            Enrollment,
            and_(Enrollment.tenant == tenant, Enrollment.id == Supervision.enrollment_id),
        )
        .outerjoin(Park, and_(Park.tenant == tenant, Park.id == Enrollment.park_id))
        .where(Supervision.tenant == tenant, Supervision.id == supervision)
    )
    row: Any = conn.execute(query).first()
    if row is None:
        return None
    return About(
        row.id,
        row.no,
        row.year,
        row.sheet,
        enrollment=row.enrollment,
        park=row.short_name,
        category=row.category,
        county=row.county or row.of_county,
        track=row.track,
        status=row.status,
        round=row.round or 0,
        supervision=supervision,
    )
