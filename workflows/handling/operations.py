"""Verbs of applications, beside the steps of their cases."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from engine.protocols import Tx
from workflows.authority import Authority
from workflows.clock import legal_day
from workflows.errors import NotNow, RightMissing, Unknown
from workflows.handling import commands as c
from workflows.handling import materials, reads, states
from workflows.handling.erasure import erase_party
from workflows.handling.models import Application, TaskDraft
from workflows.handling.parties import enter_party, party_findings
from workflows.handling.posts import (
    ENTERING,
    channel_of,
    own_posts,
    party_of,
    require_applicant,
    require_own_task,
)
from workflows.handling.reading import CaseFacts, case_facts
from workflows.handling.writing import plain, set_application
from workflows.items.models import Item
from workflows.items.reading import current_version
from workflows.operations import ANY_PERSON, operation
from workflows.people.holders import appointments_of
from workflows.people.models import Park
from workflows.people.roles import VIEWERS

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@operation(c.SaveApplication, right=ANY_PERSON)
def save_application(tx: Tx, command: c.SaveApplication) -> UUID:
    """Keep a draft. Gives the application's id."""
    if command.application_id is not None:
        return _save_again(tx, command, command.application_id)
    item, version, park = _place(tx, command)
    own_party = _entering_party(tx, command, park.code)
    party, applicant = _applicant(tx, command.party, own_party)
    if own_party is not None and own_party != party:
        raise RightMissing("只能以本企业的名义申请。", code="other-party")
    id = tx.new_id()
    tx.connection.execute(
        insert(Application).values(
            tenant=tx.tenant, id=id, number=None, query_code=_query_code(), item_id=item.id,
            item_version_id=version.id, park_id=park.id, party_id=party, applicant=applicant,
            representative=_plain(command.representative), channel=command.channel,
            submitted_by=tx.actor.person, state=states.DRAFT, form=plain(command.form),
            submitted_at=tx.now, deemed=False, due_provisional=False,
        )
    )  # fmt: skip
    materials.enter(tx, id, version.materials)
    facts = {"item": command.item, "park": command.park, "party": party}
    tx.record(id, "ApplicationSaved", facts, data_class="internal")
    return id


@operation(c.AttachMaterial, right=ANY_PERSON)
def attach_material(tx: Tx, command: c.AttachMaterial) -> None:
    """Put a file to a material of a draft, or to one that the correction notice names."""
    facts = case_facts(tx.connection, tx.tenant, command.application_id)
    require_applicant(tx, facts)
    materials.attach(tx, facts, command)


@operation(c.CheckMaterial, right=("window", "acceptor"))
def check_material(tx: Tx, command: c.CheckMaterial) -> None:
    """Give a verdict on one material. After the notice only on what it names (XKF 32(4))."""
    facts = case_facts(tx.connection, tx.tenant, command.application_id)
    _require_examiner(tx, facts)
    materials.check(tx, facts, command)


@operation(c.NoteReading, right=VIEWERS)
def note_reading(tx: Tx, command: c.NoteReading) -> None:
    """Record that the actor has read personal data (S14)."""
    reads.note_reading(tx, command)


@operation(c.SaveTaskDraft, right=ANY_PERSON)
def save_task_draft(tx: Tx, command: c.SaveTaskDraft) -> None:
    """Keep the own half-filled form; the next save replaces it."""
    require_own_task(tx, command.task_id)
    drop_task_draft(tx, c.DropTaskDraft(command.task_id))
    tx.connection.execute(
        insert(TaskDraft).values(
            tenant=tx.tenant, task_id=command.task_id, person_id=tx.actor.person,
            data=plain(command.data), saved_at=tx.now,
        )
    )  # fmt: skip


@operation(c.DropTaskDraft, right=ANY_PERSON)
def drop_task_draft(tx: Tx, command: c.DropTaskDraft) -> None:
    """Throw the own draft away. A draft that is not there is no fault."""
    tx.connection.execute(
        delete(TaskDraft).where(
            TaskDraft.tenant == tx.tenant,
            TaskDraft.task_id == command.task_id,
            TaskDraft.person_id == tx.actor.person,
        )
    )


@operation(c.EraseParty, right="sysadmin")
def erase(tx: Tx, command: c.EraseParty) -> None:
    """Erase the personal data of a party (个人信息保护法 47)."""
    erase_party(tx, command)


def _save_again(tx: Tx, command: c.SaveApplication, application: UUID) -> UUID:
    facts = case_facts(tx.connection, tx.tenant, application)
    require_applicant(tx, facts)
    if facts.state != states.DRAFT:
        raise NotNow(f"办件{states.label(facts.state)}，不能再修改申请。")
    party, applicant = _applicant(tx, command.party, facts.party)
    if facts.party is not None and party != facts.party:
        raise NotNow("已保存的申请不能更换申请人，请另建一件。", code="other-party")
    set_application(
        tx, application, party_id=party, applicant=applicant,
        form=plain(command.form), representative=_plain(command.representative),
    )  # fmt: skip
    tx.record(application, "ApplicationSaved", {"party": party})
    return application


def _applicant(
    tx: Tx, entered: c.PartyData, known: UUID | None
) -> tuple[UUID | None, dict[str, Any] | None]:
    """The party; or, while it is not complete, ``known`` and the applicant as entered so far."""
    if any(party_findings(entered)):
        return known, asdict(entered)
    return enter_party(tx, entered), None


def _place(tx: Tx, command: c.SaveApplication) -> tuple[Any, Any, Any]:
    """Item, its version in force today, and park; by their codes."""
    conn, tenant = tx.connection, tx.tenant
    item = conn.execute(
        select(Item.id, Item.name).where(Item.tenant == tenant, Item.code == command.item)
    ).first()
    park = conn.execute(
        select(Park.id, Park.code).where(
            Park.tenant == tenant, Park.code == command.park, Park.active
        )
    ).first()
    if item is None or park is None:
        raise Unknown("没有这个事项或园区。", item=command.item, park=command.park)
    version = current_version(conn, tenant, item.id, legal_day(tx.now))
    if version is None:
        raise NotNow(f"“{item.name}”今天没有在用的实施清单，不能申请。", code="item-not-in-force")
    ruling = Authority.issuer(tx, tenant, item.id, "receive", park.id)
    if not ruling.allowed:
        raise NotNow(ruling.reason, code=ruling.code, ruling=ruling)
    return item, version, park


def _entering_party(tx: Tx, command: c.SaveApplication, park: str) -> UUID | None:
    """The actor's own party, or None where window or guide enter it for an enterprise."""
    party = party_of(tx.connection, tx.actor)
    held = [
        one
        for one in appointments_of(
            tx.connection, tx.tenant, tx.actor.person or UUID(int=0), legal_day(tx.now)
        )
        if one.role in ENTERING and one.park_code in {None, park}
    ]
    if party is None and not held:
        raise RightMissing("只有申请企业、帮办员或者本园区综合窗口可以提出申请。")
    allowed = {channel_of(tx, party, held), *(ENTERING[one.role] for one in held)}
    if command.channel not in allowed:
        raise RightMissing("申请渠道与您的岗位不一致。", code="other-channel")
    return party if command.channel == "online" else None


def _require_examiner(tx: Tx, facts: CaseFacts) -> None:
    """The acceptor of that park and department under authority; the window before receipt."""
    roles = ("window", "acceptor") if facts.state == states.SUBMITTED else ("acceptor",)
    held = own_posts(tx, roles, facts)
    if not held:
        raise RightMissing("材料由本园区受理岗核对；收件前由综合窗口初核。")
    action = "receive" if held[0].role == "window" else "accept"
    Authority.require(tx, held[0], facts.item, action, facts.park, facts.form)


def _query_code() -> str:
    """What the applicant asks by; not to be guessed, and read aloud without confusion."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(8))


def _plain(values: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if values is None else plain(values)
