"""Verbs that open a campaign and its phases, and move the days of a stage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from engine.outbox import send_message
from engine.protocols import Tx
from workflows.campaign import commands as c
from workflows.campaign import messages, rules, stages, states
from workflows.campaign.duties import PRESET_DUTIES
from workflows.campaign.models import (
    Campaign,
    CampaignBasis,
    CampaignDuty,
    CampaignPark,
    Enrollment,
    Phase,
    PhaseStage,
    Quota,
)
from workflows.campaign.oversight import put
from workflows.campaign.oversight_models import Promotion
from workflows.campaign.reading import phase_facts, stage_dates
from workflows.campaign.scoring_models import ScoreSheet
from workflows.campaign.statuses import note_status
from workflows.clock import legal_day
from workflows.errors import Finding, NotNow, Unknown, refuse_if
from workflows.operations import operation
from workflows.people.models import Park, ParkTarget
from workflows.people.roles import ROLES

_CLASSES = ("成都", "区域中心城市", "其他市(州)")


@operation(c.MakeCampaign, right="city_admin")
def make_campaign(tx: Tx, command: c.MakeCampaign) -> UUID:
    """Open it with its list, the duties of the plan and the quota of the city's class."""
    refuse_if([*_settings(command), *_names(tx, command)])
    id, parks = tx.new_id(), _listed(tx, command)
    names = {field.name for field in fields(c.ChangeSettings)} - {"campaign_id"}
    values = {name: getattr(command, name) for name in names}
    tx.connection.execute(
        insert(Campaign).values(
            tenant=tx.tenant, id=id, name=command.name, city=command.city,
            city_class=command.city_class, created_at=tx.now, **values,
        )
    )  # fmt: skip
    for park in parks:
        row = {"tenant": tx.tenant, "campaign_id": id, "park_id": park}
        tx.connection.execute(insert(CampaignPark).values(joined_on=legal_day(tx.now), **row))
    for duty in PRESET_DUTIES:
        tx.connection.execute(insert(CampaignDuty).values(tenant=tx.tenant, campaign_id=id, **duty))
    tx.record(id, "CampaignMade", {"name": command.name, "parks": len(parks), **values})
    return id


@operation(c.ChangeSettings, right="city_admin")
def change_settings(tx: Tx, command: c.ChangeSettings) -> None:
    """Bring the settings up to date."""
    refuse_if(list(_settings(command)))
    _campaign(tx, command.campaign_id)
    values = {f.name: getattr(command, f.name) for f in fields(command) if f.name != "campaign_id"}
    tx.connection.execute(
        update(Campaign)
        .where(Campaign.tenant == tx.tenant, Campaign.id == command.campaign_id)
        .values(**values)
    )
    tx.record(command.campaign_id, "CampaignSettingsChanged", values)


@operation(c.AddBasis, right="city_admin")
def add_basis(tx: Tx, command: c.AddBasis) -> UUID:
    """Enter a basis document (R-001)."""
    _campaign(tx, command.campaign_id)
    findings = [*rules.filled(command.title, "title", "文件名称", 200)]
    findings += rules.filled(command.issuer, "issuer", "发文机关", 200)
    findings += rules.file_findings(tx, command.file_id, needed=False)
    taken = select(CampaignBasis.id).where(
        CampaignBasis.tenant == tx.tenant,
        CampaignBasis.campaign_id == command.campaign_id,
        CampaignBasis.title == command.title,
    )
    if tx.connection.execute(taken).first() is not None:
        findings.append(Finding("该依据文件已经登记。", "twice", "title"))
    refuse_if(findings)
    id = tx.new_id()
    values = {
        "campaign_id": command.campaign_id, "title": command.title, "issuer": command.issuer,
        "alias": command.alias or None, "number": command.number or None,
        "issued_on": command.issued_on, "file_id": command.file_id,
    }  # fmt: skip
    tx.connection.execute(insert(CampaignBasis).values(tenant=tx.tenant, id=id, **values))
    tx.record(command.campaign_id, "BasisAdded", {"title": command.title})
    return id


@operation(c.SetDuty, right="city_admin")
def set_duty(tx: Tx, command: c.SetDuty) -> None:
    """Say who answers for a step: one role (R-043)."""
    _campaign(tx, command.campaign_id)
    named = {command.responsible, command.accountable, *command.consulted, *command.informed}
    unknown = sorted(named - ROLES.keys())
    refuse_if([Finding(f"没有角色“{role}”。", "unknown-role", "responsible") for role in unknown])
    key = {"campaign_id": command.campaign_id, "element": command.element}
    values = {
        "step": command.step, "responsible": command.responsible,
        "accountable": command.accountable, "consulted": list(command.consulted),
        "informed": list(command.informed),
    }  # fmt: skip
    put(tx, CampaignDuty, key, values)
    tx.record(command.campaign_id, "DutySet", {"element": command.element, **values})


@operation(c.SetQuota, right="city_admin")
def set_quota(tx: Tx, command: c.SetQuota) -> None:
    """Enter the quota of a year (R-011)."""
    _campaign(tx, command.campaign_id)
    if not 0 <= command.minimum <= command.maximum:
        refuse_if([Finding("数量下限不能大于上限。", "dates-out-of-order", "minimum")])
    key = {
        "campaign_id": command.campaign_id, "year": command.year, "city_class": command.city_class,
    }  # fmt: skip
    values = {"minimum": command.minimum, "maximum": command.maximum}
    put(tx, Quota, key, values)
    tx.record(command.campaign_id, "QuotaSet", {"year": command.year, **values})


@operation(c.StartPhase, right="city_admin")
def start_phase(tx: Tx, command: c.StartPhase) -> UUID:
    """Enter the phase and its parks; the cases begin after the commit, one by one."""
    _campaign(tx, command.campaign_id)
    findings = [*rules.start_findings(tx, command), *_sheet(tx, command), *_free(tx, command)]
    refuse_if(findings)
    id = tx.new_id()
    tx.connection.execute(
        insert(Phase).values(
            tenant=tx.tenant, id=id, campaign_id=command.campaign_id, no=command.no,
            year=command.year, deadline=command.deadline, status="planned", sheet=command.sheet,
            entry=command.entry, late_reason=command.late_reason or None,
            started_by=tx.actor.person, started_at=tx.now,
        )
    )  # fmt: skip
    for place, one in enumerate(command.stages or stages.usual(command.year)):
        preset = stages.BY_CODE[one.code]
        tx.connection.execute(
            insert(PhaseStage).values(
                tenant=tx.tenant, phase_id=id, code=one.code, parent=preset.parent,
                name=preset.name, place=place, starts_on=one.starts_on, ends_on=one.ends_on,
            )
        )  # fmt: skip
    for park, track in command.parks:
        enroll(tx, id, park, track, command.entry)
    body = {"no": command.no, "year": command.year, "parks": len(command.parks)}
    tx.record(id, "PhaseStarted", body)
    send_message(tx, messages.PHASE_STARTED, str(id), {"phase": str(id)})
    return id


def enroll(tx: Tx, phase: UUID, park: UUID, track: str, entry: str) -> UUID:
    """A park's place in the phase, with its facts of today; from where it was promoted (D6)."""
    id = tx.new_id()
    row = tx.connection.execute(
        select(Park.name, Park.category, Park.county).where(
            Park.tenant == tx.tenant, Park.id == park
        )
    ).one()
    tx.connection.execute(
        insert(Enrollment).values(
            tenant=tx.tenant, id=id, phase_id=phase, park_id=park, park_name=row.name,
            category=row.category, county=row.county, track=track, status=states.LISTED,
            entry=entry, round=0, joined_on=legal_day(tx.now), promoted_from_id=_from(tx, park),
        )
    )  # fmt: skip
    note_status(tx, id, states.LISTED, "listed")
    tx.record(id, "ParkEnrolled", {"phase": phase.hex, "park": park.hex, "track": track})
    return id


@operation(c.ChangeStage, right="city_admin")
def change_stage(tx: Tx, command: c.ChangeStage) -> None:
    """Move the days; parks that wait for the stage look at the calendar again."""
    facts = phase_facts(tx.connection, tx.tenant, command.phase_id)
    dates = stage_dates(tx.connection, tx.tenant, facts.id)
    if command.code not in dates:
        raise Unknown("没有这个环节。")
    dates[command.code] = stages.StageDates(command.code, command.starts_on, command.ends_on)
    findings = list(stages.calendar_findings(list(dates.values()), facts.deadline))
    findings += rules.filled(command.reason, "reason", "理由")
    refuse_if(findings)
    tx.connection.execute(
        update(PhaseStage)
        .where(
            PhaseStage.tenant == tx.tenant,
            PhaseStage.phase_id == facts.id,
            PhaseStage.code == command.code,
        )
        .values(starts_on=command.starts_on, ends_on=command.ends_on)
    )
    body = {"code": command.code, "from": command.starts_on, "to": command.ends_on}
    tx.record(facts.id, "StageChanged", {**body, "reason": command.reason})
    _tell(tx, facts.id)


@operation(c.ChangeDeadline, right="city_admin")
def change_deadline(tx: Tx, command: c.ChangeDeadline) -> None:
    """The phase ends on another day: from then on parks without a title are late (R-026)."""
    facts = phase_facts(tx.connection, tx.tenant, command.phase_id)
    if facts.status == "closed":
        raise NotNow("该阶段已经结束。", code="phase-closed")
    findings = list(rules.filled(command.reason, "reason", "理由"))
    if command.deadline.year < facts.year:
        findings.append(Finding("阶段截止日早于阶段年度。", "dates-out-of-order", "deadline"))
    dates = stage_dates(tx.connection, tx.tenant, facts.id)
    findings += stages.calendar_findings(list(dates.values()), command.deadline)
    refuse_if(findings)
    tx.connection.execute(
        update(Phase)
        .where(Phase.tenant == tx.tenant, Phase.id == facts.id)
        .values(deadline=command.deadline)
    )
    body = {"from": facts.deadline, "to": command.deadline, "reason": command.reason}
    tx.record(facts.id, "DeadlineChanged", body)
    _tell(tx, facts.id)


def _tell(tx: Tx, phase: UUID) -> None:
    """Those who wait for a day look at the calendar again."""
    for key in (phase, *messages.active(tx, phase)):
        send_message(tx, messages.CALENDAR_CHANGED, str(key))


def _settings(command: Any) -> Iterator[Finding]:
    for name, label in (
        ("municipal_pass", "市级合格分"), ("self_accept_pass", "自主验收合格分"),
        ("disagreement", "复核分差"),
    ):  # fmt: skip
        yield from rules.number_findings(getattr(command, name), name, label)
    if command.provincial_pass is not None:
        yield from rules.number_findings(command.provincial_pass, "provincial_pass", "省级合格分")
    if command.max_rounds < 1:
        yield Finding("验收至少一轮。", "too-small", "max_rounds")
    if command.rectify_limit_days < 1:
        yield Finding("整改期限至少一个工作日。", "too-small", "rectify_limit_days")
    if not 1 <= command.late_add_month <= 12:
        yield Finding("月份应为1至12。", "month", "late_add_month")
    if getattr(command, "city_class", _CLASSES[0]) not in _CLASSES:
        yield Finding("没有这类城市。", "unknown", "city_class")


def _names(tx: Tx, command: c.MakeCampaign) -> Iterator[Finding]:
    """Named, with a name that no other campaign has, and no park on its list twice."""
    yield from rules.filled(command.name, "name", "名称", 200)
    yield from rules.filled(command.city, "city", "城市", 200)
    taken = select(Campaign.id).where(Campaign.tenant == tx.tenant, Campaign.name == command.name)
    if tx.connection.execute(taken).first() is not None:
        yield Finding("已经有这个名称的创建工作。", "taken", "name")
    for code in {one for one in command.parks if list(command.parks).count(one) > 1}:
        yield Finding(f"园区“{code}”列了两次。", "park-twice", "parks")


def _listed(tx: Tx, command: c.MakeCampaign) -> list[UUID]:
    """Parks of the list: those named, else those of the plan, else all."""
    query = select(Park.id, Park.code).where(Park.tenant == tx.tenant, Park.active.is_(True))
    codes = {row.code: row.id for row in tx.connection.execute(query.order_by(Park.serial))}
    if command.parks:
        unknown = [code for code in command.parks if code not in codes]
        refuse_if([Finding(f"没有园区“{code}”。", "park-unknown", "parks") for code in unknown])
        return [codes[code] for code in command.parks]
    plan = select(ParkTarget.park_id).where(ParkTarget.tenant == tx.tenant).distinct()
    return list(tx.connection.execute(plan).scalars()) or list(codes.values())


def _sheet(tx: Tx, command: c.StartPhase) -> Iterator[Finding]:
    """One version of the sheets for both tracks, and one for each category (R-005, R-012)."""
    query = select(ScoreSheet.category).where(
        ScoreSheet.tenant == tx.tenant, ScoreSheet.code == command.sheet
    )
    if tx.connection.execute(query).first() is None:
        yield Finding(f"没有评分表“{command.sheet}”。", "sheet-unknown", "sheet")


def _free(tx: Tx, command: c.StartPhase) -> Iterator[Finding]:
    query = select(Phase.id).where(
        Phase.tenant == tx.tenant,
        Phase.campaign_id == command.campaign_id,
        Phase.no == command.no,
    )
    if tx.connection.execute(query).first() is not None:
        yield Finding(f"第{command.no}阶段已经启动。", "phase-twice", "no")


def _from(tx: Tx, park: UUID) -> UUID | None:
    """The enrollment whose phase decided to promote the park, the latest."""
    query = (
        select(Promotion.enrollment_id)
        .join(
            Enrollment,
            (Enrollment.tenant == Promotion.tenant) & (Enrollment.id == Promotion.enrollment_id),
        )
        .where(
            Promotion.tenant == tx.tenant,
            Enrollment.park_id == park,
            Promotion.decision.in_(("promote", "defer")),
        )
        .order_by(Promotion.id.desc())
    )
    found: UUID | None = tx.connection.execute(query.limit(1)).scalar()
    return found


def _campaign(tx: Tx, id: UUID) -> None:
    query = select(Campaign.id).where(Campaign.tenant == tx.tenant, Campaign.id == id)
    if tx.connection.execute(query).first() is None:
        raise Unknown("没有这个创建工作。", id=str(id))
