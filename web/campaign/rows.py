"""The parks of a phase with everything that a board says of them. One statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    case,
    distinct,
    func,
    or_,
    select,
)

from web.campaign.reach import sees_everything, within_reach
from web.session.identity import Identity
from workflows.campaign import states
from workflows.campaign.scoring import shown
from workflows.clock import legal_day
from workflows.models import (
    Base,
    BuildTask,
    CampaignPark,
    CodeEntry,
    Enrollment,
    Meeting,
    MeetingPark,
    Park,
    Phase,
    Supervision,
)

_Task: Table = Base.metadata.tables["task"]
#: Meetings in which each park takes part (R-021); a make-up counts for the one that was missed
_OWED = ("push", "training")
MEETINGS_OWED = len(_OWED)
#: What is said of a park of the list that another phase is for
NOT_HERE = "不在本阶段"


@dataclass(frozen=True)
class ParkRow:
    """One park of the campaign, as it stands in a phase. ``id`` None: it is not in this phase."""

    id: UUID | None
    park: str
    park_code: str
    name: str
    category: str
    category_name: str
    county: str
    track: str
    status: str
    round: int
    score: Decimal | None
    dimensions: Mapping[str, str]
    ended: bool
    begun: bool
    plaqued_on: date | None
    tasks: int
    tasks_done: int
    open_tasks: int
    overdue: int
    next_due: date | None
    attended: int
    supervisions: int

    @property
    def status_words(self) -> str:
        return states.label(self.status, self.track) if self.id else NOT_HERE

    @property
    def score_shown(self) -> str:
        """Two places, cut off: 69.995 does not look like 70."""
        return shown(self.score)

    @property
    def built(self) -> int:
        """Percent of the build tasks that are done."""
        return 100 * self.tasks_done // self.tasks if self.tasks else 0

    def gap(self, passing: str) -> Decimal | None:
        """Points that are missing to the pass mark, exact; 0 where it is reached."""
        if self.score is None:
            return None
        return max(Decimal(passing) - self.score, Decimal(0))


def park_rows(
    conn: Connection,
    who: Identity,
    phase: UUID,
    now: datetime,
    *rules: ColumnElement[bool],
) -> list[ParkRow]:
    """Parks of the phase within the person's reach, in the order of the plan; whoever sees all
    sees the rest of the campaign's list below. One statement.
    """
    here: Any = within_reach(who)
    if sees_everything(who) and not rules:
        here = or_(here, and_(Enrollment.id.is_(None), CampaignPark.left_on.is_(None)))
    query = (
        _query(now)
        .select_from(CampaignPark)
        .join(Phase, and_(Phase.tenant == CampaignPark.tenant, Phase.id == phase))
        .join(Park, and_(Park.tenant == CampaignPark.tenant, Park.id == CampaignPark.park_id))
        .outerjoin(
            Enrollment,
            and_(
                Enrollment.tenant == CampaignPark.tenant,
                Enrollment.phase_id == Phase.id,
                Enrollment.park_id == Park.id,
            ),
        )
        .where(
            CampaignPark.tenant == who.tenant,
            CampaignPark.campaign_id == Phase.campaign_id,
            here,
            *rules,
        )
        .order_by(_PLACE, Park.serial)
    )
    return [_row(row) for row in conn.execute(_named(query))]


def park_row(conn: Connection, who: Identity, enrollment: UUID, now: datetime) -> Any:
    """(row, phase id) of one enrollment within reach, or None."""
    query = (
        _query(now)
        .select_from(Enrollment)
        .join(Park, and_(Park.tenant == Enrollment.tenant, Park.id == Enrollment.park_id))
        .where(Enrollment.tenant == who.tenant, Enrollment.id == enrollment, within_reach(who))
    )
    row = conn.execute(_named(query)).first()
    return None if row is None else (_row(row), row.phase_id)


def _row(row: Any) -> ParkRow:
    return ParkRow(
        id=row.id,
        park=row.short_name,
        park_code=row.park_code,
        name=row.park_name,
        category=row.category,
        category_name=row.category_name or row.category,
        county=row.county,
        track=row.track,
        status=row.status,
        round=row.round,
        score=None if row.city_score is None else Decimal(row.city_score),
        dimensions=row.dimensions or {},
        ended=row.ended_at is not None,
        begun=row.case_id is not None,
        plaqued_on=row.plaque_on,
        tasks=row.tasks,
        tasks_done=row.tasks_done,
        open_tasks=row.open_tasks,
        overdue=row.overdue,
        next_due=legal_day(row.next_due) if row.next_due else None,
        attended=row.attended,
        supervisions=row.supervisions,
    )


def _query(now: datetime) -> Any:
    """The columns, over ``Enrollment`` and ``Park``. A park that is in no phase says its own."""
    return select(
        Enrollment.id, Enrollment.phase_id,
        func.coalesce(Enrollment.park_name, Park.name).label("park_name"),
        func.coalesce(Enrollment.category, Park.category).label("category"),
        func.coalesce(Enrollment.county, Park.county).label("county"),
        func.coalesce(Enrollment.track, "").label("track"),
        func.coalesce(Enrollment.status, "").label("status"),
        func.coalesce(Enrollment.round, 0).label("round"),
        Enrollment.city_score, Enrollment.dimensions, Enrollment.ended_at, Enrollment.case_id,
        Enrollment.plaque_on, Park.short_name, Park.code.label("park_code"),
        CodeEntry.name.label("category_name"),
        _build().label("tasks"),
        _build(BuildTask.done_at.is_not(None)).label("tasks_done"),
        _open(func.count()).label("open_tasks"),
        _open(func.count(), _Task.c.due_at < now).label("overdue"),
        _open(func.min(_Task.c.due_at)).label("next_due"),
        _attended().label("attended"),
        _supervised().label("supervisions"),
    )  # fmt: skip


def _named(query: Any) -> Any:
    """With the name of the category."""
    return query.outerjoin(
        CodeEntry,
        and_(
            CodeEntry.tenant == Park.tenant,
            CodeEntry.list == "park-category",
            CodeEntry.code == func.coalesce(Enrollment.category, Park.category),
        ),
    )


#: Provincial, municipal, then those of other phases
_PLACE = case(
    (Enrollment.track == states.PROVINCIAL, 0), (Enrollment.track == states.MUNICIPAL, 1), else_=2
)


def _build(*rules: ColumnElement[bool]) -> Any:
    return (
        select(func.count())
        .select_from(BuildTask)
        .where(
            BuildTask.tenant == Enrollment.tenant,
            BuildTask.enrollment_id == Enrollment.id,
            *rules,
        )
        .scalar_subquery()
    )


def _open(what: Any, *rules: ColumnElement[bool]) -> Any:
    """Over the open tasks of the park's own case."""
    return (
        select(what)
        .select_from(_Task)
        .where(
            _Task.c.tenant == Enrollment.tenant,
            _Task.c.case_id == Enrollment.case_id,
            _Task.c.state == "open",
            *rules,
        )
        .scalar_subquery()
    )


def _attended() -> Any:
    """How many of the meetings that are owed the park took part in; 补训 makes up for training."""
    kind = case((Meeting.kind == "make_up", "training"), else_=Meeting.kind)
    return (
        select(func.count(distinct(kind)))
        .select_from(Meeting)
        .join(
            MeetingPark,
            and_(MeetingPark.tenant == Meeting.tenant, MeetingPark.meeting_id == Meeting.id),
        )
        .where(
            Meeting.tenant == Enrollment.tenant,
            Meeting.phase_id == Enrollment.phase_id,
            MeetingPark.park_id == Enrollment.park_id,
            kind.in_(_OWED),
        )
        .scalar_subquery()
    )


def _supervised() -> Any:
    return (
        select(func.count())
        .select_from(Supervision)
        .where(
            Supervision.tenant == Enrollment.tenant,
            Supervision.enrollment_id == Enrollment.id,
            Supervision.state != "closed",
        )
        .scalar_subquery()
    )
