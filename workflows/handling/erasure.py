"""Erasing the personal data of an applicant; what was done stays, and stays provable.

Law: 个人信息保护法 47. Fields of the party are emptied, what was filled in and printed loses the
personal words, bodies of events are erased; the hash chain of each case still holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

import orjson
from sqlalchemy import Row, delete, select, update

from engine.protocols import Tx
from engine.store.erasure import erase_of_stream
from engine.store.schema import task
from engine.store.transaction import Transaction
from workflows.errors import NotNow, Unknown
from workflows.handling import states
from workflows.handling.commands import EraseParty
from workflows.handling.models import Application, Decision, Party, TaskDraft
from workflows.notices.models import Document

ERASED = "（已依法删除）"
_OVER = states.ENDED | {states.DRAFT}


def erase_party(tx: Tx, command: EraseParty) -> None:
    """Erase it all. Refused while a case of the party is not over."""
    party = _party(tx, command.party_id)
    applications = _applications(tx, command.party_id)
    words = _personal_words(party)
    _empty_party(tx, party)
    for application in applications:
        _empty_application(tx, application, words)
        erase_of_stream(cast(Transaction, tx), application, command.reason)
    erase_of_stream(cast(Transaction, tx), command.party_id, command.reason)
    tx.record(command.party_id, "PartyErased", {"reason": command.reason})


def _party(tx: Tx, party_id: UUID) -> Row[Any]:
    query = select(Party.__table__).where(Party.tenant == tx.tenant, Party.id == party_id)
    row = tx.connection.execute(query).first()
    if row is None:
        raise Unknown("没有这个申请人。", id=str(party_id))
    if row.erased_at is not None:
        raise NotNow("该申请人的个人信息已经删除。", code="already-erased")
    return row


def _applications(tx: Tx, party_id: UUID) -> list[UUID]:
    query = select(Application.id, Application.state, Application.ended_at).where(
        Application.tenant == tx.tenant, Application.party_id == party_id
    )
    rows = tx.connection.execute(query).all()
    if any(row.ended_at is None and row.state not in _OVER for row in rows):
        raise NotNow("该申请人还有未办结的办件，不能删除。", code="cases-open")
    return [row.id for row in rows]


def _personal_words(party: Row[Any]) -> list[str]:
    names = ("name", "identifier", "legal_representative", "contact", "mobile", "address")
    words = {getattr(party, name) for name in names}
    return sorted((word for word in words if word), key=len, reverse=True)


def _empty_party(tx: Tx, party: Row[Any]) -> None:
    tx.connection.execute(
        update(Party)
        .where(Party.tenant == tx.tenant, Party.id == party.id)
        .values(
            name=ERASED, pinyin="", initials="", identifier=f"erased-{party.id.hex}",
            legal_representative=None, contact=None, mobile=None, address=None, erased_at=tx.now,
        )
    )  # fmt: skip


def _empty_application(tx: Tx, application: UUID, words: Iterable[str]) -> None:
    conn = tx.connection
    conn.execute(
        update(Application)
        .where(Application.tenant == tx.tenant, Application.id == application)
        .values(form={}, representative=None, applicant=None)
    )
    _blank_decisions(tx, application, words)
    _blank_documents(tx, application, words)
    _drop_drafts(tx, application)


def _blank_decisions(tx: Tx, application: UUID, words: Iterable[str]) -> None:
    """What was filled in on steps goes; element and act stay."""
    query = select(Decision.id, Decision.facts, Decision.reason).where(
        Decision.tenant == tx.tenant, Decision.application_id == application
    )
    for id, facts, reason in tx.connection.execute(query).all():
        kept = {name: value for name, value in facts.items() if name != "form"}
        tx.connection.execute(
            update(Decision)
            .where(Decision.tenant == tx.tenant, Decision.id == id)
            .values(facts=kept, reason=_without(reason, words))
        )


def _blank_documents(tx: Tx, application: UUID, words: Iterable[str]) -> None:
    query = select(Document.id, Document.content).where(
        Document.tenant == tx.tenant, Document.application_id == application
    )
    for id, content in tx.connection.execute(query).all():
        text = _without(orjson.dumps(content).decode(), words)
        tx.connection.execute(
            update(Document)
            .where(Document.tenant == tx.tenant, Document.id == id)
            .values(content=orjson.loads(text or "{}"))
        )


def _drop_drafts(tx: Tx, application: UUID) -> None:
    tasks = select(task.c.id).where(task.c.tenant == tx.tenant, task.c.case_id == application)
    tx.connection.execute(
        delete(TaskDraft).where(TaskDraft.tenant == tx.tenant, TaskDraft.task_id.in_(tasks))
    )


def _without(text: str | None, words: Iterable[str]) -> str | None:
    for word in words:
        text = text and text.replace(word, ERASED)
    return text
