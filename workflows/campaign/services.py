"""Work that the diagrams ask for by type ``campaign.…``: done inside the step's transaction.

Each answers with the variables that gateways, timers and collections read. Where a park stands
is set here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from engine.protocols import Tx, Work
from workflows.calendar import Limit, WorkCalendar
from workflows.campaign import calendars, evaluating, stages, states, supervising
from workflows.campaign.commands import RaiseSupervision
from workflows.campaign.models import Enrollment, PhaseStage
from workflows.campaign.oversight import open_supervision
from workflows.campaign.promoting import apply_decisions, candidates, save_proposals
from workflows.campaign.reading import (
    EnrollmentFacts,
    enrollment_facts,
    of_case,
    phase_facts,
    phase_of_case,
)
from workflows.campaign.record_models import BuildTask
from workflows.campaign.statuses import set_enrollment, set_phase, set_status
from workflows.clock import legal_day
from workflows.errors import NotNow
from workflows.handling.clocks import end_of
from workflows.people.models import Park

Variables = dict[str, Any]
#: Groups that are asked (R-020)
_GROUPS = ["department", "enterprise", "public"]


def open_phase(tx: Tx, work: Work) -> Variables:
    """The phase runs: which parks, and by when."""
    phase = phase_facts(tx.connection, tx.tenant, _phase(work))
    set_phase(tx, phase.id, status="running", case_id=work.case_id)
    return {
        "parks": _parks(tx, phase.id),
        "groups": _GROUPS,
        "entry": phase.entry,
        "late": phase.entry != stages.MOBILIZATION,
        **calendars.of_phase(tx, phase),
    }


def parks(tx: Tx, work: Work) -> Variables:
    """The parks that are still in the phase."""
    return {"parks": _parks(tx, _phase(work))}


def stage(tx: Tx, work: Work) -> Variables:
    """A stage opens or closes. Headers ``open``, ``close``: its code."""
    for column, header in (("opened_at", "open"), ("closed_at", "close")):
        code = work.headers.get(header)
        if code:
            tx.connection.execute(
                update(PhaseStage)
                .where(
                    PhaseStage.tenant == tx.tenant,
                    PhaseStage.phase_id == _phase(work),
                    PhaseStage.code == code,
                    getattr(PhaseStage, column).is_(None),
                )
                .values({column: tx.now})
            )
    return {}


def attendance(tx: Tx, work: Work) -> Variables:
    """Which parks of the phase were not at the training (R-021)."""
    came = set(work.variables.get("attending") or ())
    listed = [one["park"] for one in _parks(tx, _phase(work))]
    absent = [code for code in listed if code not in came]
    return {"absent": absent, "all_came": not absent}


def status(tx: Tx, work: Work) -> Variables:
    """The park now stands where header ``status`` says."""
    set_status(tx, _enrollment(work), work.headers["status"], work.element_id)
    return {}


def enter(tx: Tx, work: Work) -> Variables:
    """A park's case has begun."""
    facts = _facts(tx, work)
    set_enrollment(tx, facts.id, case_id=work.case_id)
    review = facts.entry == stages.REVIEW
    return {"entered_at_review": review, "round": 0, **calendars.of(tx, facts)}


def calendar(tx: Tx, work: Work) -> Variables:
    """The days as they stand now."""
    return calendars.of(tx, _facts(tx, work))


def phase_calendar(tx: Tx, work: Work) -> Variables:
    """The phase's own days as they stand now."""
    return calendars.of_phase(tx, phase_facts(tx.connection, tx.tenant, _phase(work)))


def begin_build(tx: Tx, work: Work) -> Variables:
    """The list is confirmed: one task for each line of it."""
    facts = _facts(tx, work)
    set_status(tx, facts.id, states.BUILDING, work.element_id)
    query = (
        select(BuildTask.id, BuildTask.measure, BuildTask.due_on)
        .where(BuildTask.tenant == tx.tenant, BuildTask.enrollment_id == facts.id)
        .order_by(BuildTask.place)
    )
    tasks = [
        {"id": str(row.id), "name": row.measure[:60], "due": end_of(row.due_on)}
        for row in tx.connection.execute(query)
    ]
    if not tasks:
        raise NotNow("任务清单是空的。", code="no-tasks")
    return {"build_tasks": tasks, **calendars.of(tx, facts)}


def begin_round(tx: Tx, work: Work) -> Variables:
    """Another round of evaluation; header ``status`` says which kind."""
    facts = _facts(tx, work)
    # A return by the province or by disagreement stays in its round
    set_status(tx, facts.id, work.headers["status"], work.element_id, round=facts.round + 1)
    phase = facts.phase
    return {
        "round": facts.round + 1,
        "max_rounds": phase.max_rounds,
        "pass_mark": _mark(facts),
        "disagreement": _decimal(phase.disagreement),
    }


def begin_rectify(tx: Tx, work: Work) -> Variables:
    """Rectification: so many working days from today (domain §2.2, 4.2)."""
    facts = _facts(tx, work)
    set_status(tx, facts.id, states.RECTIFYING, work.element_id)
    working = WorkCalendar.of(tx.connection, tx.tenant)
    limit = Limit(facts.phase.rectify_limit_days, "WD", "notice")
    return {"rectify_due": end_of(working.due(legal_day(tx.now), limit).date)}


def confirm(tx: Tx, work: Work) -> Variables:
    """The title of the track, and who grants it (R-024)."""
    facts = _facts(tx, work)
    title, grantor = states.TITLES[facts.track]
    set_status(tx, facts.id, states.CONFIRMED, work.element_id, title=title, grantor=grantor)
    return {}


def supervise(tx: Tx, work: Work) -> Variables:
    """Something is late: the county is asked to act, within ten working days."""
    enrollment = of_case(tx.connection, tx.tenant, work.variables)
    working = WorkCalendar.of(tx.connection, tx.tenant)
    due_on = working.due(legal_day(tx.now), Limit(10, "WD", "event")).date
    why = work.headers.get("reason", "进度滞后")
    if enrollment is not None:
        facts = enrollment_facts(tx.connection, tx.tenant, enrollment)
        asked = RaiseSupervision(
            "supervision", facts.phase.id, facts.id, facts.county, facts.park_name, why,
            "查明原因，限期完成，并报告结果", due_on,
        )  # fmt: skip
        open_supervision(tx, facts.phase.id, asked, None)
        return {}
    tx.record(work.case_id, "AlarmRaised", {"reason": why}, element_id=work.element_id)
    return {}


def no_result(tx: Tx, work: Work) -> Variables:
    """The province has not decided by its day: said once, and again a month later."""
    tx.record(_enrollment(work), "ProvinceSilent", {"on": legal_day(tx.now)})
    return {"province_ends": tx.now + timedelta(days=30)}


def propose(tx: Tx, work: Work) -> Variables:
    """Which parks have a next phase to be decided about."""
    return {"candidates": candidates(tx, phase_facts(tx.connection, tx.tenant, _phase(work)))}


def proposals(tx: Tx, work: Work) -> Variables:
    """Keep what the table said about each (D6, D7)."""
    return {"undecided": save_proposals(tx, _phase(work), work.variables)}


def decided(tx: Tx, work: Work) -> Variables:
    """Keep what was decided about each park."""
    apply_decisions(tx, _phase(work), work.variables.get("decisions") or {})
    return {}


def close_phase(tx: Tx, work: Work) -> Variables:
    """The phase is over."""
    set_phase(tx, _phase(work), status="closed", closed_at=tx.now)
    return {}


SERVICES: Mapping[str, Callable[[Tx, Work], Variables]] = {
    "campaign.open_phase": open_phase,
    "campaign.parks": parks,
    "campaign.stage": stage,
    "campaign.attendance": attendance,
    "campaign.status": status,
    "campaign.enter": enter,
    "campaign.calendar": calendar,
    "campaign.phase_calendar": phase_calendar,
    "campaign.begin_build": begin_build,
    "campaign.begin_round": begin_round,
    "campaign.begin_rectify": begin_rectify,
    "campaign.team": evaluating.keep_team,
    "campaign.total": evaluating.add_up,
    "campaign.late_build": evaluating.late_build,
    "campaign.confirm": confirm,
    "campaign.supervise": supervise,
    "campaign.no_result": no_result,
    "campaign.propose": propose,
    "campaign.proposals": proposals,
    "campaign.decided": decided,
    "campaign.close_phase": close_phase,
    "campaign.supervision.open": supervising.begin,
    "campaign.supervision.escalate": supervising.escalate,
    "campaign.supervision.answered": supervising.answered,
    "campaign.supervision.close": supervising.close,
}


def _parks(tx: Tx, phase: UUID) -> list[Variables]:
    """[{enrollment, park, county, track}] of those that have not ended."""
    query = (
        select(Enrollment.id, Park.code, Enrollment.county, Enrollment.track)
        .join(Park, (Park.tenant == Enrollment.tenant) & (Park.id == Enrollment.park_id))
        .where(
            Enrollment.tenant == tx.tenant,
            Enrollment.phase_id == phase,
            Enrollment.ended_at.is_(None),
        )
        .order_by(Enrollment.id)
    )
    names = ("enrollment", "park", "county", "track")
    return [
        dict(zip(names, (str(row[0]), *row[1:]), strict=True))
        for row in tx.connection.execute(query)
    ]


def _mark(facts: EnrollmentFacts) -> Any:
    own = facts.phase.municipal_pass
    return _decimal(own if facts.track == states.MUNICIPAL else facts.phase.self_accept_pass)


def _decimal(text: str) -> Any:
    from decimal import Decimal

    return Decimal(text)


def _facts(tx: Tx, work: Work) -> EnrollmentFacts:
    return enrollment_facts(tx.connection, tx.tenant, _enrollment(work))


def _enrollment(work: Work) -> UUID:
    return UUID(str(work.variables["enrollment"]))


def _phase(work: Work) -> UUID:
    found = phase_of_case(work.variables)
    assert found is not None
    return found
