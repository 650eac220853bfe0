"""The values that fill the places of a text, and the tables that stand in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from workflows.clock import legal_day
from workflows.handling.models import Decision, Material
from workflows.handling.prospects import correction_due
from workflows.items.regimes import Regime
from workflows.notices import words
from workflows.notices.models import Document
from workflows.notices.notice import UNNUMBERED
from workflows.notices.occasion import Occasion

#: Fields of the forms that a text may quote
_QUOTED = (
    "reason", "clause", "facts", "granted", "competent_authority", "receiver", "relation",
    "tracking", "witness", "refusal",
)  # fmt: skip


def values_of(conn: Connection, occasion: Occasion) -> dict[str, str]:
    """{place: words} for every place that any text may have."""
    facts, said = occasion.facts, occasion.said
    quoted = {name: str(said.get(name) or "") for name in _QUOTED}
    return {
        **quoted,
        **_words(facts.law),
        **_dates(conn, occasion),
        "applicant": facts.party_name,
        "identifier": facts.party_identifier,
        "item": facts.item_name,
        "full_code": facts.full_code,
        "park": facts.park_name,
        "application_number": facts.number or UNNUMBERED,
        "query_code": facts.query_code,
        "legal_basis": words.clauses(facts.legal_basis) or f"“{facts.item_name}”的设定依据",
        "result": facts.result,
        "fee": "不收费",
        "person": occasion.person,
        "issuer": occasion.issuer.name,
        "seal": occasion.issuer.seal,
        "signer": f"{occasion.person}（代）" if occasion.issuer.deputy else "",
        "statutory_words": words.limit(facts.statutory_limit),
        "promised_words": words.limit(facts.promised_limit),
        "valid_words": f"{said['valid_years']}年" if said.get("valid_years") else "",
        "method": words.METHODS.get(str(said.get("method")), ""),
        "place": f"{facts.park_name}政务服务中心",
        "paper_words": f"{said['paper_copies']}份" if said.get("paper_copies") else "",
        "originals_words": "已核对，与申请材料一致" if said.get("originals_checked") else "",
    }


def conditions_of(occasion: Occasion) -> frozenset[str]:
    """Which conditions of the texts hold."""
    facts = occasion.facts
    holds = {
        "permit": facts.is_permit,
        "deemed": facts.deemed,
        "inspection": facts.needs_inspection,
    }
    return frozenset(name for name, true in holds.items() if true)


def tables_of(conn: Connection, occasion: Occasion) -> dict[str, dict[str, Any]]:
    """The tables by name: materials handed in, what to correct, papers to be served."""
    rows = _materials(conn, occasion)
    return {
        "supplied": _supplied(rows),
        "corrections": _corrections(rows),
        **_answers(conn, occasion),
    }


def _words(regime: Regime) -> dict[str, str]:
    return {
        "subject": regime.name,
        "approve": regime.words["approved"],
        "refuse": regime.words["refused"],
        "correction_law": regime.correction_law,
    }


def _dates(conn: Connection, occasion: Occasion) -> dict[str, str]:
    facts = occasion.facts
    correction_until = correction_due(conn, facts, _told_on(conn, occasion))
    return {
        "issued_on": words.day(legal_day(occasion.at)),
        "received_at": words.moment(occasion.at),
        "received_on": words.day(facts.received_on),
        "silence_due_on": words.day(facts.silence_due_on),
        "accepted_on": words.day(facts.accepted_on),
        "statutory_due_on": words.day(facts.statutory_due_on),
        "promised_due_on": words.day(facts.promised_due_on),
        "correction_due_on": words.day(correction_until),
        "delivered_on": words.day(_day(occasion.said.get("delivered_on"))),
    }


def _told_on(conn: Connection, occasion: Occasion) -> date:
    """The day of the correction notice: the day it went out, or today where it goes out now."""
    facts = occasion.facts
    query = select(Decision.happened_at).where(
        Decision.tenant == facts.tenant,
        Decision.application_id == facts.id,
        Decision.act == "correct",
    )
    return legal_day(conn.execute(query).scalar() or occasion.at)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value else value or None


def _materials(conn: Connection, occasion: Occasion) -> list[dict[str, Any]]:
    facts = occasion.facts
    table = Material.__table__
    query = select(table).where(table.c.tenant == facts.tenant, table.c.application_id == facts.id)
    return [dict(row._mapping) for row in conn.execute(query.order_by(table.c.id))]


def _supplied(rows: list[dict[str, Any]]) -> dict[str, Any]:
    lines = [[row["name"], "电子", "已收"] for row in rows if row["file_id"]]
    lines += [[row["name"], "—", "未提交"] for row in rows if not row["file_id"]]
    return {"head": ["材料名称", "形式", "收件情况"], "rows": lines}


def _corrections(rows: list[dict[str, Any]]) -> dict[str, Any]:
    asked = [
        row
        for row in rows
        if row["in_correction"]
        or row["verdict"] == "wrong"
        or (row["required"] and not row["file_id"])
    ]
    lines = [
        [str(number), row["name"], row["problem"] or "未提交", row["demand"] or ""]
        for number, row in enumerate(asked, start=1)
    ]
    return {"head": ["序号", "材料", "存在的问题", "补正要求"], "rows": lines}


def _answers(conn: Connection, occasion: Occasion) -> dict[str, dict[str, Any]]:
    facts = occasion.facts
    query = (
        select(Document.content, Document.number)
        .where(
            Document.tenant == facts.tenant,
            Document.application_id == facts.id,
            Document.kind.in_(("approval", "refusal", "not_accepted", "not_required")),
        )
        .order_by(Document.id)
    )
    lines = [[content["title"], number] for content, number in conn.execute(query)]
    return {"answers": {"head": ["文书名称", "文号"], "rows": lines}}
