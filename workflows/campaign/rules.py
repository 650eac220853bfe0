"""What must hold before the campaign goes on: each rule gives all its findings at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from engine.protocols import Tx
from workflows.campaign import stages, states
from workflows.campaign.commands import StartPhase
from workflows.campaign.decisions import decide
from workflows.campaign.models import Enrollment, Phase
from workflows.campaign.posts import ties
from workflows.campaign.reading import EnrollmentFacts
from workflows.clock import legal_day
from workflows.errors import Finding
from workflows.files.models import StoredFile
from workflows.people.models import Park, Person

#: Evaluators of a team (domain §2.2, 4.1)
LEAST_TEAM = 3


def start_findings(tx: Tx, command: StartPhase) -> Iterator[Finding]:
    """Days, parks, tracks and a late entry. Source: R-004 to R-007, R-025, R-026."""
    if command.no < 1:
        yield Finding("阶段序号从1开始。", "phase-number", "no")
    if command.deadline.year < command.year:
        yield Finding("阶段截止日早于阶段年度。", "dates-out-of-order", "deadline")
    dates = command.stages or stages.usual(command.year)
    yield from stages.calendar_findings(dates, command.deadline)
    if command.entry not in stages.ENTRIES:
        yield Finding("不能从这个环节进入。", "entry-unknown", "entry")
    if command.entry != stages.MOBILIZATION and not command.late_reason.strip():
        yield Finding("中途进入的，请写明理由。", "late-reason-missing", "late_reason")
    yield from park_findings(tx, command.parks)


def park_findings(tx: Tx, parks: Sequence[tuple[UUID, str]]) -> Iterator[Finding]:
    """Known, active, on one track, once in the phase, and active in no other phase."""
    if not parks:
        yield Finding("请选择园区。", "required", "parks")
    known = {
        row.id: row
        for row in tx.connection.execute(
            select(Park.id, Park.name, Park.active).where(Park.tenant == tx.tenant)
        )
    }
    busy = _busy(tx.connection, tx.tenant)
    seen: set[UUID] = set()
    for row, (park, track) in enumerate(parks, start=1):
        found = known.get(park)
        if found is None or not found.active:
            yield Finding("没有这个园区，或者已经停用。", "park-unknown", "parks", row=row)
            continue
        if park in seen:
            yield Finding(f"“{found.name}”在同一阶段重复。", "park-twice", "parks", row=row)
        seen.add(park)
        if park in busy:
            sentence = f"“{found.name}”还在第{busy[park]}阶段创建中。"
            yield Finding(sentence, "park-active", "parks", row=row)
        if track not in states.TRACKS:
            yield Finding(f"“{found.name}”的创建类别不对。", "track-unknown", "parks", row=row)


def _busy(conn: Connection, tenant: UUID) -> dict[UUID, int]:
    query = (
        select(Enrollment.park_id, Phase.no)
        .join(Phase, (Phase.tenant == Enrollment.tenant) & (Phase.id == Enrollment.phase_id))
        .where(Enrollment.tenant == tenant, Enrollment.ended_at.is_(None))
    )
    return {row[0]: row[1] for row in conn.execute(query)}


def file_findings(
    tx: Tx, file: Any, field: str = "file_id", *, needed: bool = True
) -> Iterator[Finding]:
    """A file that is there and that the actor has brought: another's may not be theirs to see."""
    if not file:
        if needed:
            yield Finding("请上传文件。", "document-missing", field)
        return
    id = as_id(file)
    query = select(StoredFile.uploaded_by).where(
        StoredFile.tenant == tx.tenant, StoredFile.id == id
    )
    row = None if id is None else tx.connection.execute(query).first()
    if row is None or (tx.actor.person is not None and row.uploaded_by != tx.actor.person):
        yield Finding("没有这个文件，请重新上传。", "file-unknown", field)


def as_id(value: Any) -> UUID | None:
    """The id in a form's field, or None."""
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError:
        return None


def filled(text: Any, field: str, label: str, most: int = 2000) -> Iterator[Finding]:
    """Something is written there, and not too much."""
    if not str(text or "").strip():
        yield Finding(f"请填写{label}。", "required", field)
    elif len(str(text)) > most:
        yield Finding(f"{label}不能超过{most}个字。", "too-long", field)


def day_findings(
    value: Any, field: str, label: str, today: date, *, future: bool = False
) -> Iterator[Finding]:
    """A day, not in the future."""
    on = as_day(value)
    if on is None:
        yield Finding(f"请填写{label}。", "required", field)
    elif on > today and not future:
        yield Finding(f"{label}不能晚于今天。", "in-the-future", field)


def as_day(value: Any) -> date | None:
    """The day in a form's field, or None."""
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def number_findings(
    value: Any, field: str, label: str, *, least: str = "0", needed: bool = True
) -> Iterator[Finding]:
    """A plain number, not below ``least``."""
    if value in (None, "") and not needed:
        return
    number = as_number(value)
    if number is None:
        yield Finding(f"{label}请填数字。", "not-a-number", field)
    elif number < Decimal(least):
        yield Finding(f"{label}不能小于{least}。", "too-small", field)


def as_number(value: Any) -> Decimal | None:
    """A plain finite decimal, or None."""
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 12 else None


def recusal_findings(tx: Tx, facts: EnrollmentFacts, people: Sequence[UUID]) -> list[Finding]:
    """Who is employed by or seconded to the park does not score it (D10, S11)."""
    today, findings = legal_day(tx.now), []
    for person in people:
        employed, seconded = ties(tx.connection, tx.tenant, person, facts.park, today)
        asked = {"employed": employed, "seconded": seconded}
        if decide(tx, "recusal", asked) == "RECUSED":
            sentence = f"{_name(tx, person)}在“{facts.park_name}”任职或被派驻、借调，应当回避。"
            findings.append(Finding(sentence, "evaluator-recused", "evaluators"))
    return findings


def _name(tx: Tx, person: UUID) -> str:
    query = select(Person.name).where(Person.tenant == tx.tenant, Person.id == person)
    return str(tx.connection.execute(query).scalar() or "该评委")


def result_findings(tx: Tx, facts: EnrollmentFacts, command: Any) -> Iterator[Finding]:
    """The province's decision: of a reported park, with its document (R-023, R-024)."""
    if facts.track != states.PROVINCIAL:
        yield Finding("该园区不是省级创建园区。", "not-provincial", "enrollment_id")
    elif facts.status not in states.AT_PROVINCE:
        sentence = f"该园区{states.label(facts.status, facts.track)}，还没有报送省中心。"
        yield Finding(sentence, "not-reported", "enrollment_id")
    if command.outcome not in {"pass", "rectify", "fail", "returned"}:
        yield Finding("请选择省级评审结果。", "outcome-unknown", "outcome")
    yield from filled(command.group, "group", "评审小组", 200)
    yield from filled(command.document, "document", "省中心文件", 200)
    yield from day_findings(command.decided_on, "decided_on", "评审日期", legal_day(tx.now))
    yield from file_findings(tx, command.file_id)
    if command.score is not None:
        yield from number_findings(command.score, "score", "省级评分")
