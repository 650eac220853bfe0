"""What a park's page lists of its phase: a statement per table, each bounded by the park."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, and_, select

from web.campaign import scoresheets
from workflows.campaign import states
from workflows.campaign.scoring import shown
from workflows.models import (
    Base,
    Budget,
    BuildTask,
    CampaignRecord,
    Enrollment,
    EnrollmentStatus,
    Evaluator,
    ItemTakeover,
    Meeting,
    MeetingPark,
    MonthlyReport,
    Person,
    Supervision,
)

_Task: Table = Base.metadata.tables["task"]
#: Recorded so much later than it happened, both times are shown
LATE = timedelta(minutes=5)
#: In these the round that counts is still being scored
_SCORING = frozenset({states.CITY_REVIEW, states.RE_REVIEW})


@dataclass(frozen=True)
class Passed:
    """A status that was reached, with both times."""

    status: str
    happened_at: datetime
    recorded_at: datetime
    who: str | None
    late_reason: str | None

    @property
    def words(self) -> str:
        return states.LABELS.get(self.status, self.status)

    @property
    def recorded_late(self) -> bool:
        return self.late_reason is not None or self.recorded_at - self.happened_at > LATE


@dataclass(frozen=True)
class Round:
    """One round of evaluation: its team with what each gave, and the rectification after it.

    While a round is open nobody reads here what a single evaluator gave: neither the others, who
    score on their own, nor the park. ``open``: ``team`` has no points, ``vetoes`` are empty.
    """

    number: int
    open: bool
    #: (name, leads, points; "" where handed in in an open round)
    team: list[tuple[str, bool, str | None]]
    vetoes: list[str]
    notice: Any | None
    answer: Any | None


@dataclass(frozen=True)
class ParkFacts:
    """Everything below the head of a park's page."""

    enrollment: Any
    history: list[Passed]
    build_tasks: Sequence[Any]
    open_tasks: Sequence[Any]
    reports: Sequence[Any]
    takeovers: Sequence[Any]
    meetings: Sequence[Any]
    rounds: list[Round]
    self_total: str | None
    budget: Any | None
    supervisions: Sequence[Any]
    province: Any | None
    records: Sequence[Any]


def of(conn: Connection, tenant: UUID, enrollment: UUID) -> ParkFacts:
    """The facts of one enrollment; the caller has asked whether they may be seen."""
    own = _Of(conn, tenant, enrollment)
    row = own.all(Enrollment, Enrollment.id == enrollment)[0]
    records = own.records()
    scores = scoresheets.all_of(conn, tenant, enrollment)
    return ParkFacts(
        enrollment=row,
        history=own.history(),
        build_tasks=own.mine(BuildTask, BuildTask.place),
        open_tasks=own.open_tasks(row.case_id) if row.case_id else [],
        reports=own.mine(MonthlyReport, MonthlyReport.month.desc()),
        takeovers=own.mine(ItemTakeover, ItemTakeover.taken_on),
        meetings=own.meetings(row),
        rounds=own.rounds(row, scores, records),
        self_total=next((shown(one.total) for one in scores if one.kind == "self"), None),
        budget=next(iter(own.mine(Budget, Budget.amount)), None),
        supervisions=own.mine(Supervision, Supervision.raised_at.desc()),
        province=next((one for one in records if one.element_id == "province_result"), None),
        records=records,
    )


class _Of:
    def __init__(self, conn: Connection, tenant: UUID, enrollment: UUID) -> None:
        self.conn, self.tenant, self.enrollment = conn, tenant, enrollment

    def all(self, table: Any, *rules: Any, order: Any = None) -> list[Any]:
        query = select(table.__table__).where(table.tenant == self.tenant, *rules)
        return list(self.conn.execute(query if order is None else query.order_by(order)))

    def mine(self, table: Any, order: Any) -> list[Any]:
        return self.all(table, table.enrollment_id == self.enrollment, order=order)

    def history(self) -> list[Passed]:
        query = (
            select(
                EnrollmentStatus.status, EnrollmentStatus.happened_at,
                EnrollmentStatus.recorded_at, Person.name, EnrollmentStatus.late_reason,
            )
            .outerjoin(
                Person,
                and_(Person.tenant == self.tenant, Person.id == EnrollmentStatus.person_id),
            )
            .where(
                EnrollmentStatus.tenant == self.tenant,
                EnrollmentStatus.enrollment_id == self.enrollment,
            )
            .order_by(EnrollmentStatus.happened_at, EnrollmentStatus.id)
        )  # fmt: skip
        return [Passed(*row) for row in self.conn.execute(query)]

    def open_tasks(self, case: UUID) -> list[Any]:
        query = (
            select(_Task.c.id, _Task.c.name, _Task.c.due_at, _Task.c.candidates, Person.name)
            .outerjoin(
                Person, and_(Person.tenant == self.tenant, Person.id == _Task.c.assignee)
            )
            .where(
                _Task.c.tenant == self.tenant, _Task.c.case_id == case, _Task.c.state == "open"
            )
            .order_by(_Task.c.due_at, _Task.c.id)
        )  # fmt: skip
        return list(self.conn.execute(query))

    def meetings(self, row: Any) -> list[Any]:
        query = (
            select(Meeting.__table__, MeetingPark.park_id)
            .outerjoin(
                MeetingPark,
                and_(
                    MeetingPark.tenant == self.tenant,
                    MeetingPark.meeting_id == Meeting.id,
                    MeetingPark.park_id == row.park_id,
                ),
            )
            .where(Meeting.tenant == self.tenant, Meeting.phase_id == row.phase_id)
            .order_by(Meeting.held_on)
        )
        return list(self.conn.execute(query))

    def records(self) -> list[Any]:
        query = (
            select(CampaignRecord.__table__, Person.name.label("who"))
            .outerjoin(
                Person,
                and_(Person.tenant == self.tenant, Person.id == CampaignRecord.person_id),
            )
            .where(
                CampaignRecord.tenant == self.tenant,
                CampaignRecord.enrollment_id == self.enrollment,
            )
            .order_by(CampaignRecord.recorded_at.desc())
        )
        return list(self.conn.execute(query))

    def rounds(self, park: Any, scores: Sequence[Any], records: Sequence[Any]) -> list[Round]:
        query = (
            select(Evaluator.round, Evaluator.person_id, Person.name, Evaluator.is_leader)
            .join(Person, and_(Person.tenant == self.tenant, Person.id == Evaluator.person_id))
            .where(
                Evaluator.tenant == self.tenant, Evaluator.enrollment_id == self.enrollment
            )
            .order_by(Evaluator.round, Evaluator.is_leader.desc(), Person.name)
        )  # fmt: skip
        teams: dict[int, list[Any]] = {}
        for row in self.conn.execute(query):
            teams.setdefault(row.round, []).append(row)
        now = park.round if park.status in _SCORING else None
        return [
            _round(number, team, scores, records, is_open=number == now)
            for number, team in teams.items()
        ]


def _round(
    number: int, team: list[Any], scores: Sequence[Any], records: Sequence[Any], *, is_open: bool
) -> Round:
    given = {
        one.person_id: one for one in scores if one.kind == "evaluator" and one.round == number
    }
    of_round = {one.element_id: one for one in reversed(records) if one.round == number}
    points = {who: "" if is_open else shown(one.total) for who, one in given.items()}
    return Round(
        number,
        is_open,
        [(m.name, m.is_leader, points.get(m.person_id)) for m in team],
        [] if is_open else sorted({veto for one in given.values() for veto in one.vetoes}),
        of_round.get("rectify_notice"),
        of_round.get("rectify"),
    )
