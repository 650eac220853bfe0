"""The way of a supervision or an issue, as its diagram asks for it (R-032, R-033)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from engine.protocols import Tx, Work
from workflows.campaign.oversight_models import Supervision
from workflows.clock import legal_day
from workflows.errors import Unknown
from workflows.handling.clocks import after, end_of
from workflows.handling.numbers import next_serial
from workflows.people.models import Body
from workflows.tenants.operations import OFFICE_CODE

Variables = dict[str, Any]
_WORDS = {"supervision": "督办", "issue": "问题"}


def begin(tx: Tx, work: Work) -> Variables:
    """Its number, and by when an answer is due."""
    row = _row(tx, work)
    year = legal_day(tx.now).year
    word = _WORDS[row.kind]
    serial = next_serial(tx, _office(tx), f"campaign.{row.kind}", year)
    _set(tx, work, number=f"{word}〔{year}〕{serial}号", case_id=work.case_id)
    return {"answer_due": end_of(row.due_on), "answer_over": after(row.due_on), "level": row.level}


def escalate(tx: Tx, work: Work) -> Variables:
    """Unanswered, or handed up: it lies with the county's leader now, where it ends."""
    _set(tx, work, level="county_leader", state="escalated", escalated_at=tx.now)
    return {"level": "county_leader"}


def answered(tx: Tx, work: Work) -> Variables:
    """There is an answer; the city looks at it."""
    _set(tx, work, state="answered", answered_at=tx.now)
    return {}


def close(tx: Tx, work: Work) -> Variables:
    """It is settled."""
    _set(tx, work, state="closed", closed_at=tx.now)
    return {}


def _row(tx: Tx, work: Work) -> Any:
    query = select(Supervision.__table__).where(
        Supervision.tenant == tx.tenant, Supervision.id == _id(work)
    )
    row = tx.connection.execute(query).first()
    if row is None:
        raise Unknown("没有这个督办。", id=str(_id(work)))
    return row


def _set(tx: Tx, work: Work, **values: Any) -> None:
    tx.connection.execute(
        update(Supervision)
        .where(Supervision.tenant == tx.tenant, Supervision.id == _id(work))
        .values(**values)
    )
    if "state" in values:
        body = {"state": values["state"]}
        tx.record(_id(work), "SupervisionMoved", body, element_id=work.element_id)


def _office(tx: Tx) -> UUID:
    query = select(Body.id).where(Body.tenant == tx.tenant, Body.code == OFFICE_CODE)
    found: UUID = tx.connection.execute(query).scalar_one()
    return found


def _id(work: Work) -> UUID:
    return UUID(str(work.variables["supervision"]))
