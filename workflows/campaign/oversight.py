"""Verbs of oversight: supervision and issues, the province's result, money and duties."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from engine.outbox import send_message
from engine.protocols import Tx
from workflows.campaign import commands as c
from workflows.campaign import messages, rules
from workflows.campaign.models import Campaign, Enrollment
from workflows.campaign.oversight_models import Supervision
from workflows.campaign.posts import own_posts, require_reach
from workflows.campaign.reading import enrollment_facts, phase_facts
from workflows.campaign.record_models import Budget, CampaignRecord, CountyDuty
from workflows.campaign.scoring_models import Secondment
from workflows.campaign.statuses import set_enrollment
from workflows.clock import legal_day
from workflows.errors import Finding, RightMissing, Unknown, refuse_if
from workflows.handling.writing import plain
from workflows.operations import operation
from workflows.people.lookup import row_of
from workflows.people.models import Park, Person


@operation(c.RaiseSupervision, right=("city_admin", "county_lead", "park_admin"))
def raise_supervision(tx: Tx, command: c.RaiseSupervision) -> UUID:
    """Enter it; its case begins after the commit. A park registers issues only (R-033)."""
    phase = phase_facts(tx.connection, tx.tenant, command.phase_id)
    park_code = "" if command.enrollment_id is None else _park_of(tx, command)
    if command.kind == "issue":
        roles = {"city_admin", "county_lead", "park_admin"}
    else:
        roles = {"city_admin", "county_lead"}
    require_reach(tx, roles, park_code, command.county)
    findings = []
    if command.kind not in {"supervision", "issue"}:
        findings.append(Finding("请选择督办或者问题。", "kind-unknown", "kind"))
    for field, label in (
        ("county", "区（市、县）"), ("target", "对象"), ("reason", "事由"), ("demand", "要求"),
    ):  # fmt: skip
        findings += rules.filled(getattr(command, field), field, label)
    if command.due_on < legal_day(tx.now):
        findings.append(Finding("办理时限不能早于今天。", "dates-out-of-order", "due_on"))
    refuse_if(findings)
    return open_supervision(tx, phase.id, command, tx.actor.person)


def open_supervision(
    tx: Tx, phase: UUID, asked: c.RaiseSupervision, raised_by: UUID | None
) -> UUID:
    """The row and the message that begins its case. ``raised_by`` None: a timer's doing."""
    id = tx.new_id()
    tx.connection.execute(
        insert(Supervision).values(
            tenant=tx.tenant, id=id, kind=asked.kind, phase_id=phase,
            enrollment_id=asked.enrollment_id, county=asked.county, target=asked.target,
            reason=asked.reason, demand=asked.demand, due_on=asked.due_on, level="county_lead",
            state="open", raised_by=raised_by, raised_at=tx.now,
        )
    )  # fmt: skip
    tx.record(id, "SupervisionRaised", {"kind": asked.kind, "county": asked.county})
    variables = {"supervision": str(id), "phase": str(phase), "county": asked.county}
    send_message(tx, messages.SUPERVISION_RAISED, str(id), variables)
    return id


@operation(c.RecordProvinceResult, right=("province", "city_admin"))
def record_province_result(tx: Tx, command: c.RecordProvinceResult) -> UUID:
    """What the province decided, with its document; the park's case hears it (R-023, R-024)."""
    facts = enrollment_facts(tx.connection, tx.tenant, command.enrollment_id)
    refuse_if(list(rules.result_findings(tx, facts, command)))
    id = tx.new_id()
    form = plain({name: getattr(command, name) for name in command.__dataclass_fields__})
    tx.connection.execute(
        insert(CampaignRecord).values(
            tenant=tx.tenant, id=id, phase_id=facts.phase.id, enrollment_id=facts.id, kind="F13",
            element_id="province_result", round=facts.round, form=form,
            person_id=tx.actor.person, appointment_id=tx.actor.appointment,
            happened_at=tx.now, recorded_at=tx.now, file_id=command.file_id,
        )
    )  # fmt: skip
    if command.score is not None:
        set_enrollment(tx, facts.id, province_score=command.score)
    tx.record(facts.id, "ProvinceResultRecorded", {"outcome": command.outcome, "record": id.hex})
    variables = {"province_outcome": command.outcome}
    send_message(tx, messages.PROVINCE_RESULT, str(facts.id), variables)
    return id


@operation(c.SetSecondment, right=("city_admin", "sysadmin"))
def set_secondment(tx: Tx, command: c.SetSecondment) -> UUID:
    """Note that a person works at a park (D10)."""
    row_of(tx, Person, command.person_id)
    row_of(tx, Park, command.park_id)
    if command.ends_on is not None and command.ends_on < command.starts_on:
        refuse_if([Finding("止日不能早于起日。", "dates-out-of-order", "ends_on")])
    id = tx.new_id()
    values = {name: getattr(command, name) for name in command.__dataclass_fields__}
    tx.connection.execute(insert(Secondment).values(tenant=tx.tenant, id=id, **values))
    tx.record(command.person_id, "Seconded", plain(values))
    return id


@operation(c.EndSecondment, right=("city_admin", "sysadmin"))
def end_secondment(tx: Tx, command: c.EndSecondment) -> None:
    """From the day after that day on the person may evaluate the park again (D10)."""
    row = row_of(tx, Secondment, command.secondment_id)
    if command.ends_on < row.starts_on:
        refuse_if([Finding("止日不能早于起日。", "dates-out-of-order", "ends_on")])
    tx.connection.execute(
        update(Secondment)
        .where(Secondment.tenant == tx.tenant, Secondment.id == row.id)
        .values(ends_on=command.ends_on)
    )
    tx.record(row.person_id, "SecondmentEnded", plain({"id": row.id, "ends_on": command.ends_on}))


@operation(c.SetBudget, right=("park_admin", "county_lead", "city_admin"))
def set_budget(tx: Tx, command: c.SetBudget) -> None:
    """Money for a park's center (R-044)."""
    facts = enrollment_facts(tx.connection, tx.tenant, command.enrollment_id)
    require_reach(tx, {"park_admin", "county_lead", "city_admin"}, facts.park_code, facts.county)
    findings = [*rules.number_findings(command.amount, "amount", "金额")]
    findings += rules.number_findings(command.arrived, "arrived", "到位金额")
    findings += rules.filled(command.source, "source", "资金来源", 200)
    findings += rules.file_findings(tx, command.file_id, needed=False)
    refuse_if(findings)
    names = ("amount", "source", "in_budget", "arrived", "file_id")
    values = {name: getattr(command, name) for name in names}
    put(tx, Budget, {"enrollment_id": facts.id}, values)
    tx.record(facts.id, "BudgetSet", plain(values))


@operation(c.SetCountyDuty, right=("city_admin", "county_lead"))
def set_county_duty(tx: Tx, command: c.SetCountyDuty) -> None:
    """Who leads in a county, and whether it is assessed; yes only with a document (R-032)."""
    query = select(Campaign.id).where(
        Campaign.tenant == tx.tenant, Campaign.id == command.campaign_id
    )
    if tx.connection.execute(query).first() is None:
        raise Unknown("没有这个创建工作。")
    held = own_posts(tx, {"city_admin", "county_lead"})
    if held and all(one.role == "county_lead" and one.county != command.county for one in held):
        raise RightMissing("您的岗位不在该区（市、县）。", code="other-county")
    findings = [*rules.filled(command.leader, "leader", "分管领导", 200)]
    findings += rules.filled(command.county, "county", "区（市、县）", 200)
    if command.in_assessment:
        findings += rules.filled(command.document, "document", "纳入考核的文件", 200)
    findings += rules.file_findings(tx, command.file_id, needed=False)
    refuse_if(findings)
    values = {
        "leader": command.leader, "in_assessment": command.in_assessment,
        "document": command.document or None, "file_id": command.file_id,
    }  # fmt: skip
    put(tx, CountyDuty, {"campaign_id": command.campaign_id, "county": command.county}, values)
    tx.record(command.campaign_id, "CountyDutySet", plain({"county": command.county, **values}))


def put(tx: Tx, table: Any, key: dict[str, Any], values: dict[str, Any]) -> None:
    """Insert, or bring up to date what stands under the key."""
    here = [table.tenant == tx.tenant, *(getattr(table, k) == v for k, v in key.items())]
    if not tx.connection.execute(update(table).where(*here).values(**values)).rowcount:
        tx.connection.execute(insert(table).values(tenant=tx.tenant, **key, **values))


def _park_of(tx: Tx, command: c.RaiseSupervision) -> str:
    """The park's code; it must be of that phase and county."""
    query = (
        select(Park.code, Enrollment.county, Enrollment.phase_id)
        .join(Enrollment, (Enrollment.tenant == Park.tenant) & (Enrollment.park_id == Park.id))
        .where(Enrollment.tenant == tx.tenant, Enrollment.id == command.enrollment_id)
    )
    row = tx.connection.execute(query).first()
    if row is None or row.phase_id != command.phase_id or row.county != command.county:
        raise Unknown("该阶段、该区（市、县）没有这个创建园区。")
    return str(row.code)
