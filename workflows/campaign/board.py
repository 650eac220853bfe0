"""The board of a phase (创建看板): every park by stage, in one statement. Reading only.

Lights are words as well as colors (R-020 to R-026): what is over, what goes on, what is late.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, case, func, select

from engine.store.schema import task
from workflows.campaign import stages, states
from workflows.campaign.models import Campaign, Enrollment, Phase, PhaseStage
from workflows.campaign.oversight_models import Supervision
from workflows.campaign.record_models import BuildTask
from workflows.clock import legal_day
from workflows.people.models import Park


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A park on the board."""

    enrollment: UUID
    park: UUID
    park_code: str
    #: As of the day of enrollment
    park_name: str
    short_name: str
    category: str
    county: str
    track: str
    status: str
    entry: str
    round: int
    case_id: UUID | None
    self_score: str | None
    city_score: str | None
    province_score: str | None
    dimensions: dict[str, Any] | None
    title: str | None
    reason: str | None
    ended_at: datetime | None
    #: The bar of its track
    pass_mark: str
    tasks_all: int
    tasks_done: int
    tasks_late: int
    open_tasks: int
    overdue_tasks: int
    supervisions: int

    @property
    def gap(self) -> Decimal | None:
        """Points missing to the bar; zero or less: passed. None before the first evaluation."""
        return (
            None if self.city_score is None else Decimal(self.pass_mark) - Decimal(self.city_score)
        )

    @property
    def started(self) -> bool:
        """Its own case has begun, or is not wanted any more."""
        return self.case_id is not None or self.ended_at is not None


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage with its days, and when it was opened and closed."""

    code: str
    parent: str | None
    name: str
    starts_on: date
    ends_on: date | None
    opened_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Light:
    """A light, and the words that stand beside it."""

    #: gray, blue, green, yellow or red
    color: str
    word: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the start of a phase has come: it goes on when nobody looks."""

    total: int
    started: int

    @property
    def done(self) -> bool:
        return self.started >= self.total


def phases(conn: Connection, tenant: UUID) -> list[Any]:
    """Phases with their campaign, the latest first. One statement."""
    query = (
        select(Phase.__table__, Campaign.name.label("campaign_name"))
        .join(Campaign, and_(Campaign.tenant == Phase.tenant, Campaign.id == Phase.campaign_id))
        .where(Phase.tenant == tenant)
        .order_by(Phase.year.desc(), Phase.no.desc())
    )
    return list(conn.execute(query))


def stage_rows(conn: Connection, tenant: UUID, phase: UUID) -> list[StageRow]:
    """The stages of a phase in their order, parts behind. One statement."""
    query = select(
        PhaseStage.code, PhaseStage.parent, PhaseStage.name, PhaseStage.starts_on,
        PhaseStage.ends_on, PhaseStage.opened_at, PhaseStage.closed_at,
    ).where(PhaseStage.tenant == tenant, PhaseStage.phase_id == phase)  # fmt: skip
    return [StageRow(*row) for row in conn.execute(query.order_by(PhaseStage.place))]


def board_rows(
    conn: Connection, tenant: UUID, phase: UUID, now: datetime, county: str | None = None
) -> list[BoardRow]:
    """All parks of a phase, or of one county in it. One statement, however many parks."""
    mine = (Enrollment.tenant == tenant, Enrollment.phase_id == phase)
    built, tasks, asked = (
        _build_tasks(tenant, phase, legal_day(now)).subquery(),
        _open_tasks(tenant, now).subquery(),
        _supervisions(tenant, phase).subquery(),
    )
    mark = case(
        (Enrollment.track == states.MUNICIPAL, Campaign.municipal_pass),
        else_=Campaign.self_accept_pass,
    )
    query = (
        select(
            Enrollment.id, Enrollment.park_id, Park.code, Enrollment.park_name, Park.short_name,
            Enrollment.category, Enrollment.county, Enrollment.track, Enrollment.status,
            Enrollment.entry, Enrollment.round, Enrollment.case_id, Enrollment.self_score,
            Enrollment.city_score, Enrollment.province_score, Enrollment.dimensions,
            Enrollment.title, Enrollment.reason, Enrollment.ended_at, mark,
            func.coalesce(built.c.whole, 0), func.coalesce(built.c.done, 0),
            func.coalesce(built.c.late, 0), func.coalesce(tasks.c.open, 0),
            func.coalesce(tasks.c.overdue, 0), func.coalesce(asked.c.open, 0),
        )
        .select_from(Enrollment)
        .join(Park, and_(Park.tenant == Enrollment.tenant, Park.id == Enrollment.park_id))
        .join(Phase, and_(Phase.tenant == Enrollment.tenant, Phase.id == Enrollment.phase_id))
        .join(Campaign, and_(Campaign.tenant == Phase.tenant, Campaign.id == Phase.campaign_id))
        .outerjoin(built, built.c.enrollment_id == Enrollment.id)
        .outerjoin(tasks, tasks.c.case_id == Enrollment.case_id)
        .outerjoin(asked, asked.c.enrollment_id == Enrollment.id)
        .where(*mine, *(() if county is None else (Enrollment.county == county,)))
        .order_by(Enrollment.track.desc(), Enrollment.id)
    )  # fmt: skip
    rows: list[tuple[Any, ...]] = [tuple(row) for row in conn.execute(query)]
    return [BoardRow(*row) for row in rows]


def progress(conn: Connection, tenant: UUID, phase: UUID) -> Progress:
    """How many of the phase's parks have begun. One statement."""
    begun = func.count().filter(Enrollment.case_id.is_not(None) | Enrollment.ended_at.is_not(None))
    query = select(func.count(), begun).where(
        Enrollment.tenant == tenant, Enrollment.phase_id == phase
    )
    return Progress(*conn.execute(query).one())


def lights(
    row: BoardRow, rows: Mapping[str, StageRow], today: date, deadline: date
) -> dict[str, Light]:
    """{stage: its light} for a park. Pure."""
    return {code: _light(row, code, rows, today, deadline) for code in _STAGES}


def _light(
    row: BoardRow, code: str, rows: Mapping[str, StageRow], today: date, deadline: date
) -> Light:
    if row.status in {states.FAILED, states.DEFERRED, states.REMOVED}:
        return Light("gray", states.label(row.status))
    begins, ends = rows[code].starts_on, rows[code].ends_on or deadline
    if _passed(row, code, rows):
        return Light("green", "完成")
    if today > ends:
        return Light("red", "逾期")
    if today < begins:
        return Light("gray", "未开始")
    late = row.tasks_late or row.overdue_tasks
    if late and code == states.STAGE_OF[row.status]:
        return Light("yellow", f"{row.tasks_late + row.overdue_tasks}项滞后")
    return Light("blue", "进行中")


def _passed(row: BoardRow, code: str, rows: Mapping[str, StageRow]) -> bool:
    """The park has this stage behind it. The second is the phase's: it has meetings, no status."""
    if code == stages.ONSITE:
        return rows[code].closed_at is not None
    reached = _ORDER[states.STAGE_OF[row.status]]
    if code == stages.MOBILIZATION:
        return row.status != states.LISTED
    if code == stages.BUILD:
        return row.status == states.SELF_ASSESSED or reached > _ORDER[stages.BUILD]
    if code == stages.REVIEW:
        return reached > _ORDER[stages.REVIEW]
    return row.status == states.PLAQUED


_STAGES = tuple(one.code for one in stages.PRESETS if one.parent is None)
_ORDER = {code: place for place, code in enumerate(_STAGES)}


def _build_tasks(tenant: UUID, phase: UUID, today: date) -> Any:
    late = and_(BuildTask.done_at.is_(None), BuildTask.due_on < today)
    return (
        select(
            BuildTask.enrollment_id,
            func.count().label("whole"),
            func.count(BuildTask.done_at).label("done"),
            func.count().filter(late).label("late"),
        )
        .join(
            Enrollment,
            and_(Enrollment.tenant == BuildTask.tenant, Enrollment.id == BuildTask.enrollment_id),
        )
        .where(BuildTask.tenant == tenant, Enrollment.phase_id == phase)
        .group_by(BuildTask.enrollment_id)
    )


def _open_tasks(tenant: UUID, now: datetime) -> Any:
    overdue = func.count().filter(task.c.due_at < now)
    return (
        select(task.c.case_id, func.count().label("open"), overdue.label("overdue"))
        .join(
            Enrollment,
            and_(Enrollment.tenant == task.c.tenant, Enrollment.case_id == task.c.case_id),
        )
        .where(task.c.tenant == tenant, task.c.state == "open")
        .group_by(task.c.case_id)
    )


def _supervisions(tenant: UUID, phase: UUID) -> Any:
    return (
        select(Supervision.enrollment_id, func.count().label("open"))
        .where(
            Supervision.tenant == tenant,
            Supervision.phase_id == phase,
            Supervision.state != "closed",
        )
        .group_by(Supervision.enrollment_id)
    )
