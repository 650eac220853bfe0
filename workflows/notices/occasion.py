"""What a paper is about: the application, in whose name, by whom, on which day, with what said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from workflows.authority import Ruling
from workflows.clock import legal_day
from workflows.handling.reading import CaseFacts
from workflows.notices.remedies import remedy_clause
from workflows.people.models import Body, Person


@dataclass(frozen=True, slots=True)
class Issuer:
    """In whose name a paper goes out."""

    body: UUID
    name: str
    #: 机关代字, e.g. 德市监
    prefix: str
    seal: str
    remedy: str | None
    #: Who signs stands in for an absent holder of the post (B岗)
    deputy: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """All that the text of one paper draws on."""

    kind: str
    facts: CaseFacts
    issuer: Issuer
    #: Name of the person who acts; empty where the law itself acts
    person: str
    at: datetime
    #: What was filled in on the step's form
    said: Mapping[str, Any]

    @property
    def year(self) -> int:
        return legal_day(self.at).year


def issuer_of(conn: Connection, facts: CaseFacts, ruling: Ruling) -> Issuer:
    """The body that the authority names; without authority (silence) the item's department."""
    if ruling.allowed and ruling.issuer is not None:
        name = ruling.name_on_document or ""
        prefix = ruling.document_prefix or name
        remedy = remedy_clause(ruling)
        seal = ruling.seal or f"{name}行政审批专用章"
        return Issuer(ruling.issuer, name, prefix, seal, remedy, ruling.deputy)
    query = select(Body.document_prefix).where(
        Body.tenant == facts.tenant, Body.id == facts.department
    )
    name = facts.department_name
    prefix = conn.execute(query).scalar() or name
    return Issuer(facts.department, name, prefix, f"{name}行政审批专用章", None)


def name_of(conn: Connection, tenant: UUID, person: UUID | None) -> str:
    """A person's name, or nothing where no person acts."""
    if person is None:
        return ""
    query = select(Person.name).where(Person.tenant == tenant, Person.id == person)
    return conn.execute(query).scalar() or ""
