"""A paper before it is issued, and its issue with date and gapless number."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection, insert

from engine.protocols import Tx
from workflows.clock import legal_day
from workflows.handling.numbers import document_number, next_serial
from workflows.notices.filling import blocks_of
from workflows.notices.models import Document
from workflows.notices.notice import UNNUMBERED, Notice
from workflows.notices.occasion import Occasion
from workflows.notices.remedies import on_paper
from workflows.notices.templates import Template, template
from workflows.notices.values import conditions_of, tables_of, values_of


def draft(conn: Connection, occasion: Occasion) -> Notice:
    """The paper exactly as it will be issued, but for its number."""
    text, values = template(occasion.kind), values_of(conn, occasion)
    conditions = conditions_of(occasion)
    regime = occasion.facts.law
    title, clause = regime.documents[occasion.kind], occasion.issuer.remedy
    remedy = on_paper(clause, title) if regime.remedy and clause else None
    blocks = blocks_of(text, values, conditions, tables_of(conn, occasion), remedy)
    return Notice(
        occasion.kind,
        title,
        UNNUMBERED,
        occasion.issuer.name,
        values["seal"],
        values["issued_on"],
        tuple(blocks),
        text.name,
    )


def issue(tx: Tx, occasion: Occasion) -> UUID:
    """Number the paper and freeze it in its row. Gives the row's id.

    The number and the row belong to the step's transaction; the counter is locked last.
    """
    paper, text, id = draft(tx.connection, occasion), template(occasion.kind), tx.new_id()
    series = _series(occasion, text)
    serial = next_serial(tx, occasion.issuer.body, series, occasion.year)
    numbered = replace(paper, number=_number(occasion, text, series, serial))
    tx.connection.execute(
        insert(Document).values(
            tenant=tx.tenant, id=id, application_id=occasion.facts.id, kind=paper.kind,
            number=numbered.number, body_id=occasion.issuer.body, series=series,
            year=occasion.year, serial=serial, issued_on=legal_day(occasion.at),
            issued_at=occasion.at, content=numbered.content(), template=paper.template,
            voided_at=None,
        )
    )  # fmt: skip
    tx.record(
        occasion.facts.id,
        "DocumentIssued",
        {"document": id, "kind": paper.kind, "number": numbered.number, "template": text.name},
    )
    return id


def _series(occasion: Occasion, text: Template) -> str:
    """文种 as printed; the receipt slip is counted, but bears the application's number."""
    return occasion.facts.law.number_words[text.kind]


def _number(occasion: Occasion, text: Template, series: str, serial: int) -> str:
    if text.bears_application_number:
        return occasion.facts.number or UNNUMBERED
    return document_number(occasion.issuer.prefix, series, occasion.year, serial)
