"""Verbs of the dynamic list (动态调整, F17, R-009): each change with its document."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update

from engine.outbox import send_message
from engine.protocols import Tx
from workflows.campaign import commands as c
from workflows.campaign import messages, rules, states
from workflows.campaign.decisions import decide
from workflows.campaign.lists import denominator
from workflows.campaign.models import CampaignPark
from workflows.campaign.opening import enroll
from workflows.campaign.oversight_models import ListChange
from workflows.campaign.placing import rename_in_tasks
from workflows.campaign.reading import PhaseFacts, enrollment_facts, phase_facts
from workflows.campaign.statuses import set_enrollment
from workflows.clock import legal_day
from workflows.errors import Finding, NotNow, refuse_if
from workflows.operations import operation
from workflows.people.lookup import row_of
from workflows.people.models import CodeEntry, Park, ParkTarget
from workflows.people.preset import CATEGORIES


@operation(c.AddToList, right="city_admin")
def add_to_list(tx: Tx, command: c.AddToList) -> UUID | None:
    """Take a park in. Late in the year it waits for the next phase (D8). Gives its enrollment."""
    phase = phase_facts(tx.connection, tx.tenant, command.phase_id)
    findings = [*_papers(tx, command), *rules.park_findings(tx, [(command.park_id, command.track)])]
    refuse_if(findings)
    if phase.status == "closed":
        raise NotNow("该阶段已经结束。", code="phase-closed")
    park = row_of(tx, Park, command.park_id)
    asked = {"month": _month(phase, command), "late_add_month": phase.late_add_month}
    late = decide(tx, "dynamic-add", asked) == "NEXT" and not command.in_this_phase
    _join(tx, phase.campaign, park.id)
    enrollment = None
    if late:
        _plan_next(tx, phase, park.id, command.track)
    else:
        enrollment = enroll(tx, phase.id, park.id, command.track, phase.entry)
        place = {
            "enrollment": str(enrollment), "park": park.code, "county": park.county,
            "track": command.track,
        }  # fmt: skip
        send_message(tx, messages.PARK_ADDED, str(phase.id), {"added": place})
    after = {"phase": phase.no + 1 if late else phase.no, "track": command.track}
    _note(tx, phase.campaign, phase.id, park.id, "add", command, {}, after)
    return enrollment


@operation(c.RenamePark, right="city_admin")
def rename_park(tx: Tx, command: c.RenamePark) -> None:
    """The park has another name; enrollments and reports keep the one they had."""
    park = row_of(tx, Park, command.park_id)
    findings = [*_papers(tx, command), *rules.filled(command.name, "name", "园区名称", 200)]
    findings += rules.filled(command.short_name, "short_name", "园区简称", 60)
    refuse_if(findings)
    before = {"name": park.name, "short_name": park.short_name}
    after = {"name": command.name, "short_name": command.short_name}
    _set_park(tx, park.id, **after)
    rename_in_tasks(tx, park.id, command.name, command.short_name)
    _note(tx, command.campaign_id, None, park.id, "rename", command, before, after)


@operation(c.RemoveFromList, right="city_admin")
def remove_from_list(tx: Tx, command: c.RemoveFromList) -> None:
    """The park leaves: its case ends by the message, and it counts no more from today on."""
    facts = enrollment_facts(tx.connection, tx.tenant, command.enrollment_id)
    findings = list(_papers(tx, command))
    if command.kind not in {"remove", "merge"}:
        findings.append(Finding("请选择退出或者合并。", "kind-unknown", "kind"))
    refuse_if(findings)
    if facts.ended or facts.status in states.TITLED:
        sentence = f"该园区{states.label(facts.status, facts.track)}，不能退出名单。"
        raise NotNow(sentence, code="not-removable")
    set_enrollment(tx, facts.id, reason=command.reason)
    tx.connection.execute(
        update(CampaignPark)
        .where(
            CampaignPark.tenant == tx.tenant,
            CampaignPark.campaign_id == facts.phase.campaign,
            CampaignPark.park_id == facts.park,
        )
        .values(left_on=legal_day(tx.now))
    )
    before = {"status": facts.status, "track": facts.track}
    _note(tx, facts.phase.campaign, facts.phase.id, facts.park, command.kind, command, before, {})
    # Between survey and start nobody listens: the park's own case hears it when it begins
    send_message(tx, messages.PARK_WITHDRAWN, str(facts.id), ttl=timedelta(days=400))


@operation(c.ChangePark, right="city_admin")
def change_park(tx: Tx, command: c.ChangePark) -> None:
    """Correct county or category: data of the park, not of what was enrolled."""
    park = row_of(tx, Park, command.park_id)
    findings = [*rules.filled(command.county, "county", "所在区（市、县）", 200)]
    findings += rules.filled(command.reason, "reason", "理由")
    query = select(CodeEntry.id).where(
        CodeEntry.tenant == tx.tenant,
        CodeEntry.list == CATEGORIES,
        CodeEntry.code == command.category,
        CodeEntry.active.is_(True),
    )
    if tx.connection.execute(query).first() is None:
        findings.append(Finding("没有这个园区类别。", "unknown", "category"))
    refuse_if(findings)
    _set_park(tx, park.id, county=command.county, category=command.category)
    before = {"county": park.county, "category": park.category}
    after = {"county": command.county, "category": command.category}
    tx.record(park.id, "ParkChanged", {**after, "before": before, "reason": command.reason})


def _papers(tx: Tx, command: Any) -> Iterator[Finding]:
    """No change of the list without reason and document (R-009)."""
    yield from rules.filled(command.reason, "reason", "理由")
    yield from rules.filled(command.document, "document", "依据文件", 200)
    yield from rules.file_findings(tx, command.file_id)
    yield from rules.day_findings(
        command.effective_on, "effective_on", "生效日", legal_day(tx.now), future=True
    )


def _month(phase: PhaseFacts, command: c.AddToList) -> int:
    """The month of the phase's year; what is later than that year is later than any month."""
    return command.effective_on.month + 12 * max(0, command.effective_on.year - phase.year)


def _join(tx: Tx, campaign: UUID, park: UUID) -> None:
    """It counts from today: nothing is made to look recorded earlier."""
    here = (
        CampaignPark.tenant == tx.tenant,
        CampaignPark.campaign_id == campaign,
        CampaignPark.park_id == park,
    )
    row = tx.connection.execute(select(CampaignPark.left_on).where(*here)).first()
    if row is None:
        values = {"campaign_id": campaign, "park_id": park, "joined_on": legal_day(tx.now)}
        tx.connection.execute(insert(CampaignPark).values(tenant=tx.tenant, **values))
    elif row.left_on is not None:
        tx.connection.execute(
            update(CampaignPark).where(*here).values(left_on=None, joined_on=legal_day(tx.now))
        )


def _plan_next(tx: Tx, phase: PhaseFacts, park: UUID, track: str) -> None:
    here = (ParkTarget.tenant == tx.tenant, ParkTarget.phase == phase.no + 1)
    last = tx.connection.execute(select(func.max(ParkTarget.place)).where(*here)).scalar() or 0
    tx.connection.execute(
        insert(ParkTarget).values(
            tenant=tx.tenant, phase=phase.no + 1, park_id=park, track=track, place=last + 1,
            deadline=phase.deadline.replace(year=phase.deadline.year + 1),
        )
    )  # fmt: skip


def _set_park(tx: Tx, park: UUID, **values: Any) -> None:
    tx.connection.execute(
        update(Park).where(Park.tenant == tx.tenant, Park.id == park).values(**values)
    )


def _note(
    tx: Tx,
    campaign: UUID,
    phase: UUID | None,
    park: UUID,
    kind: str,
    command: Any,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    """Who, when, why, by which paper, and how many parks there are to cover from now on."""
    count = denominator(tx.connection, tx.tenant, campaign, legal_day(tx.now))
    tx.connection.execute(
        insert(ListChange).values(
            tenant=tx.tenant, id=tx.new_id(), campaign_id=campaign, phase_id=phase, park_id=park,
            kind=kind, track=getattr(command, "track", None), reason=command.reason,
            document=command.document, file_id=command.file_id,
            effective_on=command.effective_on, before=before, after=after, denominator=count,
            person_id=tx.actor.person, recorded_at=tx.now,
        )
    )  # fmt: skip
    body = {"kind": kind, "park": park.hex, "reason": command.reason, "denominator": count}
    tx.record(campaign, "ListChanged", body)
