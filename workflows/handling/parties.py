"""Applicants: found by code, name, pinyin or initials, and entered once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import Connection, Row, insert, or_, select, update

from engine.protocols import Tx
from workflows.errors import Finding, refuse_if
from workflows.handling.commands import PartyData
from workflows.handling.models import Party
from workflows.people.pinyin import spell, spell_person
from workflows.people.uscc import is_valid_uscc

KINDS: dict[str, str] = {"enterprise": "企业或其他组织", "person": "个人"}
_MOBILE = re.compile(r"1\d{10}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def find_parties(conn: Connection, tenant: UUID, text: str, limit: int = 10) -> list[Row[Party]]:
    """Parties with this code, or with ``text`` in their name, its pinyin or its initials.

    Anywhere in them: most names of a city begin with the city's.

    Rows carry all columns of ``Party``; erased parties are not found.
    """
    wanted = text.strip()
    if not wanted:
        return []
    low = wanted.lower()
    query = (
        select(Party.__table__)
        .where(
            Party.tenant == tenant,
            Party.erased_at.is_(None),
            or_(
                Party.identifier == wanted.upper(),
                Party.name.contains(wanted, autoescape=True),
                Party.pinyin.contains(low, autoescape=True),
                Party.initials.contains(low, autoescape=True),
            ),
        )
        .order_by(Party.name)
        .limit(limit)
    )
    return list(conn.execute(query))


def party_by_identifier(conn: Connection, tenant: UUID, identifier: str) -> Row[Party] | None:
    """The party with exactly this code, or None."""
    query = select(Party.__table__).where(
        Party.tenant == tenant, Party.identifier == identifier.strip().upper()
    )
    return conn.execute(query).first()


def party_findings(data: PartyData) -> Iterator[Finding]:
    """All that is wrong with an applicant as entered (domain §5.8, common fields)."""
    if data.kind not in KINDS:
        yield Finding("申请人类型只能是企业或个人。", "unknown", "applicant_kind")
    if len(data.name.strip()) < 2:
        yield Finding("请填写申请人名称。", "required", "name")
    if data.kind == "enterprise" and not is_valid_uscc(data.identifier.strip().upper()):
        yield Finding("统一社会信用代码应为18位，且末位校验码正确。", "uscc", "identifier")
    if data.kind == "person" and not is_identity_number(data.identifier.strip().upper()):
        yield Finding("身份证件号码应为18位，且末位校验码正确。", "identity", "identifier")
    if data.kind == "enterprise" and not (data.legal_representative or "").strip():
        yield Finding("请填写法定代表人（负责人）。", "required", "legal_representative")
    if not (data.contact or "").strip():
        yield Finding("请填写联系人。", "required", "contact")
    if not _MOBILE.fullmatch(data.mobile or ""):
        yield Finding("手机号应为11位数字。", "mobile", "mobile")


def is_identity_number(text: str) -> bool:
    """Whether an 18-digit identity number carries the right check character. GB 11643-1999."""
    if not re.fullmatch(r"\d{17}[0-9X]", text):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text[:17], strict=True))
    return "10X98765432"[total % 11] == text[17]


def enter_party(tx: Tx, data: PartyData) -> UUID:
    """The party's id: entered, or brought up to date where its code is known already."""
    refuse_if(list(party_findings(data)))
    spelling = (spell_person if data.kind == "person" else spell)(data.name)
    values = {
        **asdict(data),
        "name": data.name.strip(),
        "identifier": data.identifier.strip().upper(),
        "pinyin": spelling.full,
        "initials": spelling.initials,
    }
    known = party_by_identifier(tx.connection, tx.tenant, data.identifier)
    if known is not None:
        return _bring_up_to_date(tx, known, values)
    id = tx.new_id()
    tx.connection.execute(insert(Party).values(tenant=tx.tenant, id=id, **values))
    tx.record(id, "PartyEntered", values, data_class="personal")
    return id


def _bring_up_to_date(tx: Tx, known: Row[Party], values: dict[str, str | None]) -> UUID:
    changed = {name: new for name, new in values.items() if getattr(known, name) != new}
    id: UUID = known.id
    if changed or known.erased_at is not None:
        tx.connection.execute(
            update(Party)
            .where(Party.tenant == tx.tenant, Party.id == id)
            .values(erased_at=None, **changed)
        )
        tx.record(id, "PartyUpdated", changed, data_class="personal")
    return id
