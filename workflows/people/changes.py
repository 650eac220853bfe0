"""Verbs that bring bodies and persons up to date, close them and open them again."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import update

from engine.protocols import Tx
from workflows.errors import Finding, InputInvalid, refuse_if
from workflows.fitting import unfit_texts
from workflows.operations import operation
from workflows.people import rules
from workflows.people.commands import AddBody, AddPerson, ChangeBody, ChangePerson, SetActive
from workflows.people.lookup import row_of
from workflows.people.models import Body, Park, Person, Post
from workflows.people.pinyin import spell_person
from workflows.tables import Base

_SUBJECTS: dict[str, tuple[type[Base], str]] = {
    "body": (Body, "Body"),
    "park": (Park, "Park"),
    "post": (Post, "Post"),
    "person": (Person, "Person"),
}


@operation(ChangeBody, right="sysadmin")
def change_body(tx: Tx, command: ChangeBody) -> None:
    """Bring a body up to date. Only what differs is written, and stands in the event."""
    body = row_of(tx, Body, command.body_id)
    values = {name: value for name, value in asdict(command).items() if name != "body_id"}
    findings = list(rules.body_findings(AddBody(code=body.code, **values)))
    if command.parent_id == command.body_id:
        findings.append(Finding("上级机构不能是它自己。", "own-parent", "parent_id"))
    refuse_if(findings)
    if command.parent_id is not None:
        row_of(tx, Body, command.parent_id)
    _write(tx, Body, body, values, "BodyChanged")


@operation(ChangePerson, right="sysadmin")
def change_person(tx: Tx, command: ChangePerson) -> None:
    """Correct name or mobile number; the spelling follows the name."""
    person = row_of(tx, Person, command.person_id)
    refuse_if(list(rules.person_findings(AddPerson(command.name, person.login, command.mobile))))
    spelling = spell_person(command.name)
    values = {
        "name": command.name, "mobile": command.mobile,
        "pinyin": spelling.full, "initials": spelling.initials,
    }  # fmt: skip
    _write(tx, Person, person, values, "PersonChanged")


@operation(SetActive, right="sysadmin")
def set_active(tx: Tx, command: SetActive) -> None:
    """Close or open. Whoever is closed holds no post from this instant on."""
    if command.subject not in _SUBJECTS:
        raise InputInvalid([Finding("没有这类对象。", "unknown", "subject")])
    if not command.reason.strip():
        raise InputInvalid([Finding("请填写理由。", "required", "reason")])
    if command.id == tx.actor.person and not command.active:
        raise InputInvalid([Finding("不能停用自己的账号。", "own-account", "id")])
    table, word = _SUBJECTS[command.subject]
    row = row_of(tx, table, command.id)
    if row.active != command.active:
        event = f"{word}{'Opened' if command.active else 'Closed'}"
        _write(tx, table, row, {"active": command.active}, event, reason=command.reason)


def _write(
    tx: Tx, table: type[Base], row: Any, values: dict[str, Any], event: str, **more: Any
) -> None:
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    if not changed:
        return
    refuse_if(list(unfit_texts(table, changed)))
    columns = table.__table__.c
    here = (columns.tenant == tx.tenant, columns.id == row.id)
    tx.connection.execute(update(table).where(*here).values(changed))
    _record(tx, row.id, event, {**changed, **more}, personal=table is Person)


def _record(tx: Tx, id: UUID, event: str, body: dict[str, Any], *, personal: bool) -> None:
    if personal:
        tx.record(id, event, body, data_class="personal", subject=id)
    else:
        tx.record(id, event, body)
