"""Verbs of grants."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from engine.protocols import Tx
from workflows.authority import rules
from workflows.authority.commands import (
    AddGrant,
    PublishGrant,
    RecallGrant,
    ResumeGrant,
    SuspendGrant,
)
from workflows.authority.models import Grant, GrantDeputy
from workflows.authority.modes import MODES
from workflows.clock import legal_day
from workflows.errors import Finding, InputInvalid, NotNow, Unknown, refuse_if
from workflows.fitting import unfit_texts
from workflows.items.models import Item
from workflows.items.reading import current_version
from workflows.operations import operation
from workflows.people.lookup import exists, row_of
from workflows.people.models import Body, Park, Person


@operation(AddGrant, right="sysadmin")
def add_grant(tx: Tx, command: AddGrant) -> UUID:
    """Enter a grant. Gives its id. Every rule's findings come at once."""
    refuse_if(list(rules.words_are_known(command)))
    findings = rules.findings_of(_draft(tx, command))
    findings += unfit_texts(Grant, {name: getattr(command, name) for name in _COPIED})
    if exists(tx, Grant, number=command.number):
        findings.append(Finding(f"文号“{command.number}”已经有了。", "taken", "number"))
    refuse_if(findings)
    for person in (command.person_id, *command.deputy_ids):
        if person is not None:
            row_of(tx, Person, person)
    return _insert(tx, command)


@operation(PublishGrant, right="sysadmin")
def publish_grant(tx: Tx, command: PublishGrant) -> None:
    """Record the announcement. It cannot lie in the future, and is recorded once."""
    grant = _locked(tx, command.grant_id)
    if grant.published_on is not None:
        raise NotNow(f"该授权已于{grant.published_on}公告。", published_on=grant.published_on)
    if not command.place.strip():
        raise InputInvalid([Finding("请填写公告载体或网址。", "required", "place")])
    if command.published_on > legal_day(tx.now):
        raise InputInvalid([Finding("公告日期不能晚于今天。", "in-future", "published_on")])
    values = {"published_on": command.published_on, "published_at_place": command.place}
    _change(tx, grant, "GrantPublished", values)


@operation(SuspendGrant, right="sysadmin")
def suspend_grant(tx: Tx, command: SuspendGrant) -> None:
    """Let a grant in force rest."""
    _move(tx, command.grant_id, {"in_force"}, "suspended", "GrantSuspended", command.reason)


@operation(ResumeGrant, right="sysadmin")
def resume_grant(tx: Tx, command: ResumeGrant) -> None:
    """Put a suspended grant in force again."""
    _move(tx, command.grant_id, {"suspended"}, "in_force", "GrantResumed", command.reason)


@operation(RecallGrant, right="sysadmin")
def recall_grant(tx: Tx, command: RecallGrant) -> None:
    """Take a grant back for good."""
    wanted = {"in_force", "suspended"}
    _move(tx, command.grant_id, wanted, "recalled", "GrantRecalled", command.reason)


def _draft(tx: Tx, command: AddGrant) -> rules.Draft:
    item = tx.connection.execute(
        # Two grants of one item wait for each other: neither could see the other's row
        select(Item.id, Item.department_id)
        .where(Item.tenant == tx.tenant, Item.id == command.item_id)
        .with_for_update()
    ).first()
    if item is None:
        raise Unknown("没有这个事项。", id=str(command.item_id))
    row_of(tx, Park, command.park_id)
    version = current_version(tx.connection, tx.tenant, command.item_id, command.valid_from)
    facts = version.facts if version is not None else {}
    return rules.Draft(
        command, MODES[command.mode], _party(tx, command.delegator_id),
        _party(tx, command.delegatee_id), _party(tx, item.department_id),
        facts.get("level_fixed_by_law"), _others(tx, command),
    )  # fmt: skip


def _party(tx: Tx, body: UUID) -> rules.Party:
    row = row_of(tx, Body, body)
    return rules.Party(row.id, row.name, row.kind, row.legal_status, row.level, row.parent_id)


def _others(tx: Tx, command: AddGrant) -> list[rules.OtherGrant]:
    query = select(
        Grant.number, Grant.mode, Grant.park_id, Grant.delegatee_id, Grant.actions,
        Grant.valid_from, Grant.valid_to,
    ).where(
        Grant.tenant == tx.tenant, Grant.item_id == command.item_id, Grant.status != "recalled"
    )  # fmt: skip
    return [
        rules.OtherGrant(number, mode, park, delegatee, frozenset(actions), begins, ends)
        for number, mode, park, delegatee, actions, begins, ends in tx.connection.execute(query)
    ]


def _insert(tx: Tx, command: AddGrant) -> UUID:
    id = tx.new_id()
    values: dict[str, Any] = {name: getattr(command, name) for name in _COPIED}
    values |= {
        "actions": list(command.actions),
        "conditions": [dict(c) for c in command.conditions],
    }
    tx.connection.execute(
        insert(Grant).values(
            tenant=tx.tenant, id=id, status="in_force", status_reason=None, version=1,
            recorded_at=tx.now, **values,
        )
    )  # fmt: skip
    for deputy in command.deputy_ids:
        row = {"tenant": tx.tenant, "grant_id": id, "person_id": deputy}
        tx.connection.execute(insert(GrantDeputy).values(row))
    tx.record(id, "GrantAdded", {**values, "deputies": list(command.deputy_ids)})
    return id


_COPIED = (
    "number", "mode", "item_id", "park_id", "delegator_id", "delegatee_id", "person_id",
    "legal_basis", "instrument", "published_on", "published_at_place", "valid_from", "valid_to",
    "seal_name",
)  # fmt: skip


def _locked(tx: Tx, grant_id: UUID) -> Any:
    """The row, locked: a ruling that holds it FOR SHARE commits first."""
    query = select(Grant.id, Grant.status, Grant.version, Grant.published_on, Grant.number).where(
        Grant.tenant == tx.tenant, Grant.id == grant_id
    )
    row = tx.connection.execute(query.with_for_update()).first()
    if row is None:
        raise Unknown("没有这个授权。", id=str(grant_id))
    return row


def _move(tx: Tx, grant_id: UUID, wanted: set[str], status: str, event: str, reason: str) -> None:
    if not reason.strip():
        raise InputInvalid([Finding("请填写理由。", "required", "reason")])
    grant = _locked(tx, grant_id)
    if grant.status not in wanted:
        words = {"in_force": "生效中", "suspended": "已暂停", "recalled": "已收回"}
        raise NotNow(f"授权{words[grant.status]}，不能这样处理。", status=grant.status)
    _change(tx, grant, event, {"status": status, "status_reason": reason})


def _change(tx: Tx, grant: Any, event: str, values: dict[str, Any]) -> None:
    version = grant.version + 1
    tx.connection.execute(
        update(Grant)
        .where(Grant.tenant == tx.tenant, Grant.id == grant.id)
        .values(version=version, **values)
    )
    tx.record(grant.id, event, {**values, "version": version})
