"""Verbs of bodies, parks, posts, persons, appointments and code lists."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, insert, or_, select, update

from engine.protocols import Tx
from workflows.clock import legal_day
from workflows.errors import Finding, InputInvalid, NotNow, RightMissing, refuse_if
from workflows.fitting import unfit_texts
from workflows.operations import ANY_PERSON, operation
from workflows.people import changes, preset, rules
from workflows.people import commands as c
from workflows.people.holders import appointments_of
from workflows.people.lookup import exists, row_of
from workflows.people.models import Appointment, Body, CodeEntry, EndedSession, Park, Person, Post
from workflows.people.pinyin import spell_person

#: Far longer than a session may rest before it is over by itself
_FORGOTTEN_AFTER = timedelta(days=30)


@operation(c.AddBody, right="sysadmin")
def add_body(tx: Tx, command: c.AddBody) -> UUID:
    """Enter a body. Gives its id."""
    findings = list(rules.body_findings(command))
    if exists(tx, Body, code=command.code):
        findings.append(Finding(f"机构编码“{command.code}”已经有了。", "taken", "code"))
    refuse_if(findings)
    if command.parent_id is not None:
        row_of(tx, Body, command.parent_id)
    return _insert(tx, Body, "BodyAdded", active=True, **asdict(command))


@operation(c.AddPark, right="sysadmin")
def add_park(tx: Tx, command: c.AddPark) -> UUID:
    """Enter a park. Gives its id."""
    findings = list(rules.park_findings(command))
    if exists(tx, Park, code=command.code):
        findings.append(Finding(f"园区编码“{command.code}”已经有了。", "taken", "code"))
    if exists(tx, Park, serial=command.serial):
        findings.append(Finding(f"园区序号“{command.serial}”已经用了。", "taken", "serial"))
    if not exists(tx, CodeEntry, list="park-category", code=command.category, active=True):
        findings.append(Finding(f"没有园区类别“{command.category}”。", "unknown", "category"))
    refuse_if(findings)
    if command.committee_id is not None:
        row_of(tx, Body, command.committee_id)
    return _insert(tx, Park, "ParkAdded", active=True, **asdict(command))


@operation(c.AddPost, right="sysadmin")
def add_post(tx: Tx, command: c.AddPost) -> UUID:
    """Make a post. Gives its id."""
    refuse_if(list(rules.post_findings(command)))
    row_of(tx, Body, command.body_id)
    if command.park_id is not None:
        row_of(tx, Park, command.park_id)
    if command.department_id is not None:
        row_of(tx, Body, command.department_id)
    return _insert(tx, Post, "PostAdded", active=True, **asdict(command))


@operation(c.AddPerson, right="sysadmin")
def add_person(tx: Tx, command: c.AddPerson) -> UUID:
    """Enter a person. Gives its id; rights come only with an appointment."""
    findings = list(rules.person_findings(command))
    if exists(tx, Person, login=command.login):
        findings.append(Finding(f"登录名“{command.login}”已经有了。", "taken", "login"))
    refuse_if(findings)
    spelling = spell_person(command.name)
    return _insert(
        tx, Person, "PersonAdded", personal=True, active=True, password_hash=None,
        pinyin=spelling.full, initials=spelling.initials, **asdict(command),
    )  # fmt: skip


@operation(c.SetPassword, right=ANY_PERSON)
def set_password(tx: Tx, command: c.SetPassword) -> None:
    """Set the own password, or as administrator that of another. The event carries no password."""
    from workflows.access_tokens.reading import is_service_account
    from workflows.people.accounts import hash_password

    person = row_of(tx, Person, command.person_id)
    if tx.actor.person not in {None, person.id} and not _is_sysadmin(tx):
        raise RightMissing("只能修改自己的密码，其他人的密码由系统管理员设置。")
    refuse_if(list(rules.password_findings(command.password, person.login)))
    if is_service_account(tx.connection, tx.tenant, person.id):
        raise NotNow("服务账号不能登录，没有密码；请给它发令牌。", code="service-account")
    table = Person.__table__
    tx.connection.execute(
        update(Person)
        .where(table.c.tenant == tx.tenant, table.c.id == person.id)
        .values(password_hash=hash_password(command.password))
    )
    tx.record(person.id, "PasswordSet", {})


@operation(c.EndSession, right=ANY_PERSON)
def end_session(tx: Tx, command: c.EndSession) -> None:
    """Ended once and for all. What was ended long ago is forgotten: it is too old by itself."""
    assert tx.actor.person is not None
    if exists(tx, EndedSession, id=command.session_id):
        return
    tx.connection.execute(
        insert(EndedSession).values(tenant=tx.tenant, id=command.session_id, ended_at=tx.now)
    )
    tx.connection.execute(
        delete(EndedSession).where(
            EndedSession.tenant == tx.tenant, EndedSession.ended_at < tx.now - _FORGOTTEN_AFTER
        )
    )
    tx.record(tx.actor.person, "SessionEnded", {})


@operation(c.Appoint, right="sysadmin")
def appoint(tx: Tx, command: c.Appoint) -> UUID:
    """Put a person in a post. Gives the appointment's id."""
    refuse_if(list(rules.appointment_findings(command)))
    row_of(tx, Person, command.person_id)
    row_of(tx, Post, command.post_id)
    if command.deputy_for_id is not None:
        row_of(tx, Appointment, command.deputy_for_id)
    if _is_appointed(tx, command):
        sentence = "该人员在这段时间已任此岗位。"
        raise InputInvalid([Finding(sentence, "overlap", "starts_on")])
    return _insert(tx, Appointment, "PersonAppointed", **asdict(command))


@operation(c.EndAppointment, right="sysadmin")
def end_appointment(tx: Tx, command: c.EndAppointment) -> None:
    """Make ``ends_on`` the last day. Days that are past cannot be taken away: acts rest on them."""
    held = row_of(tx, Appointment, command.appointment_id)
    today = legal_day(tx.now)
    if held.ends_on is not None and held.ends_on < today:
        raise NotNow(f"该任期已于{held.ends_on}结束。", ended_on=held.ends_on)
    if command.ends_on < held.starts_on:
        raise InputInvalid([Finding("任期止日不能早于起日。", "ends-before-start", "ends_on")])
    if command.ends_on < today:
        sentence = "任期止日不能早于今天；须立即停用的，请停用岗位或人员。"
        raise InputInvalid([Finding(sentence, "ends-in-past", "ends_on")])
    tx.connection.execute(
        update(Appointment)
        .where(Appointment.tenant == tx.tenant, Appointment.id == held.id)
        .values(ends_on=command.ends_on)
    )
    tx.record(held.id, "AppointmentEnded", {"ends_on": command.ends_on, "reason": command.reason})


@operation(c.AddCode, right="sysadmin")
def add_code(tx: Tx, command: c.AddCode) -> UUID:
    """Add an entry to a code list. Gives its id."""
    if exists(tx, CodeEntry, list=command.list, code=command.code):
        raise InputInvalid([Finding(f"编码“{command.code}”已经有了。", "taken", "code")])
    return _insert(tx, CodeEntry, "CodeAdded", active=True, **asdict(command))


@operation(c.RetireCode, right="sysadmin")
def retire_code(tx: Tx, command: c.RetireCode) -> None:
    """Offer the entry no more."""
    done = tx.connection.execute(
        update(CodeEntry)
        .where(
            CodeEntry.tenant == tx.tenant,
            CodeEntry.list == command.list,
            CodeEntry.code == command.code,
        )
        .values(active=False)
        .returning(CodeEntry.id)
    ).scalar()
    if done is None:
        raise InputInvalid([Finding(f"没有编码“{command.code}”。", "unknown", "code")])
    tx.record(done, "CodeRetired", {"list": command.list, "code": command.code})


def _is_appointed(tx: Tx, wanted: c.Appoint) -> bool:
    """Whether the person holds the post already on one of the days."""
    query = select(Appointment.id).where(
        Appointment.tenant == tx.tenant,
        Appointment.person_id == wanted.person_id,
        Appointment.post_id == wanted.post_id,
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= wanted.starts_on),
    )
    if wanted.ends_on is not None:
        query = query.where(Appointment.starts_on <= wanted.ends_on)
    return tx.connection.execute(query.limit(1)).first() is not None


def _insert(tx: Tx, table: type, event: str, *, personal: bool = False, **values: object) -> UUID:
    refuse_if(list(unfit_texts(table, values)))
    id = tx.new_id()
    tx.connection.execute(insert(table).values(tenant=tx.tenant, id=id, **values))
    body = {name: value for name, value in values.items() if name != "password_hash"}
    if personal:
        tx.record(id, event, body, data_class="personal", subject=id)
    else:
        tx.record(id, event, body)
    return id


def _is_sysadmin(tx: Tx) -> bool:
    assert tx.actor.person is not None
    held = appointments_of(tx.connection, tx.tenant, tx.actor.person, legal_day(tx.now))
    return any(one.role == "sysadmin" for one in held)


#: Imported for their registration
__all__ = ["changes", "preset"]
