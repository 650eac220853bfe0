"""Business numbers: application numbers at receipt and gapless document numbers at issue.

A number and the row that carries it belong to one transaction; the counter row is locked last,
so that two parks never wait for each other longer than the end of a step.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select, update

from engine.protocols import Tx
from workflows.notices.models import DocumentCounter


def application_number(area_code: str, park_serial: str, day: date, serial: int) -> str:
    """办件编号, e.g. 51060020250926-00017 printed without the dash. Source: domain §6.3."""
    return f"{area_code[:6]}{park_serial}{day:%Y%m%d}{serial:05d}"


def document_number(prefix: str, kind_word: str, year: int, serial: int) -> str:
    """E.g. 德市监许受〔2026〕12号: hexagonal brackets, no leading zeros. Source: domain §6.3."""
    return f"{prefix}{kind_word}〔{year}〕{serial}号"


def next_serial(tx: Tx, owner: UUID, kind: str, year: int) -> int:
    """The next number of ``owner``'s counter, gapless: a rolled-back step gives it back.

    The row stays locked to the end of the transaction.
    """
    # Both dialects cost a start what a hundred pages cost, and are needed at the first paper only
    from sqlalchemy.dialects import postgresql, sqlite

    key = {"tenant": tx.tenant, "body_id": owner, "kind": kind, "year": year}
    dialect = postgresql if tx.connection.dialect.name == "postgresql" else sqlite
    fresh = dialect.insert(DocumentCounter).values(last=0, **key).on_conflict_do_nothing()
    tx.connection.execute(fresh)
    here = [getattr(DocumentCounter, name) == value for name, value in key.items()]
    tx.connection.execute(
        update(DocumentCounter).where(*here).values(last=DocumentCounter.last + 1)
    )
    return int(tx.connection.execute(select(DocumentCounter.last).where(*here)).scalar_one())
