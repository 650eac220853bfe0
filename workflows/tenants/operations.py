"""Verbs of tenants."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import insert, select, update

from engine.protocols import Tx
from workflows.clock import legal_day
from workflows.errors import Finding, NotNow, refuse_if
from workflows.operations import ANY_PERSON, SYSTEM, operation
from workflows.people import commands as people
from workflows.people import operations as verbs
from workflows.people.codes import AREA_SHAPE
from workflows.people.models import Tenant
from workflows.people.rules import password_findings
from workflows.tenants.commands import MakeTenant, MoveClock

#: First body of every tenant: the one that runs the product (市政务和大数据局)
OFFICE_CODE, OFFICE_NAME = "zwfw", "市政务和大数据局"


@operation(MakeTenant, right=SYSTEM)
def make_tenant(tx: Tx, command: MakeTenant) -> UUID:
    """Make the tenant, its office and its first administrator. Gives the tenant's id."""
    _refuse_second(tx, command)
    findings = list(password_findings(command.admin_password, command.admin_login))
    if not AREA_SHAPE.fullmatch(command.area_code):
        findings.append(Finding("行政区划代码应为12位数字。", "area-shape", "area_code"))
    refuse_if(findings)
    tx.connection.execute(
        insert(Tenant).values(
            id=tx.tenant, name=command.name, area_code=command.area_code,
            is_demo=command.is_demo, clock_offset_s=command.clock_offset_s, created_at=tx.now,
        )
    )  # fmt: skip
    body = {"name": command.name, "area_code": command.area_code, "is_demo": command.is_demo}
    tx.record(tx.tenant, "TenantMade", body, data_class="public")
    _first_administrator(tx, command)
    return tx.tenant


@operation(MoveClock, right=ANY_PERSON)
def move_clock(tx: Tx, command: MoveClock) -> datetime:
    """Move a demo's clock forward. The clock follows after the commit."""
    query = select(Tenant.is_demo, Tenant.clock_offset_s).where(Tenant.id == tx.tenant)
    row = tx.connection.execute(query).first()
    if row is None or not row.is_demo:
        raise NotNow("只有演示环境可以调整时钟。", code="clock-not-demo")
    if command.to <= tx.now:
        raise NotNow("时钟只能向前调。", code="clock-backward", now=tx.now)
    # Rounded up: the clock must not stand before the instant that was asked for
    seconds = -((tx.now - command.to) // timedelta(seconds=1))
    tx.connection.execute(
        update(Tenant)
        .where(Tenant.id == tx.tenant)
        .values(clock_offset_s=row.clock_offset_s + seconds)
    )
    tx.record(tx.tenant, "ClockMoved", {"from": tx.now, "to": command.to})
    return command.to


def _refuse_second(tx: Tx, command: MakeTenant) -> None:
    """One clock serves a whole process, so a demo stands alone in its database."""
    rows = tx.connection.execute(select(Tenant.id, Tenant.is_demo)).all()
    if any(row.id == tx.tenant for row in rows):
        raise NotNow("该租户已经建立。", code="tenant-exists")
    if rows and (command.is_demo or any(row.is_demo for row in rows)):
        raise NotNow("演示租户须独占一个数据库。", code="demo-stands-alone")
    if command.clock_offset_s and not command.is_demo:
        raise NotNow("只有演示环境可以另设时钟。", code="clock-not-demo")


def _first_administrator(tx: Tx, command: MakeTenant) -> None:
    office = verbs.add_body(
        tx,
        people.AddBody(OFFICE_CODE, OFFICE_NAME, "center", "行政机关", "city"),
    )
    post = verbs.add_post(tx, people.AddPost(office, "sysadmin", "系统管理员"))
    person = verbs.add_person(tx, people.AddPerson(command.admin_name, command.admin_login))
    verbs.set_password(tx, people.SetPassword(person, command.admin_password))
    verbs.appoint(tx, people.Appoint(person, post, legal_day(tx.now)))
