"""The answer of authority: allowed under which grant, in whose name; or refused, why, who could."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Ruling:
    """What may be done, by which paper; copied into the proof of each decision."""

    allowed: bool
    #: Stable name of the reason, ``allowed`` where it is allowed
    code: str
    #: One Chinese sentence with the law
    reason: str
    action: str
    item: UUID
    park: UUID
    on: date
    grant: UUID | None = None
    grant_number: str | None = None
    grant_version: int | None = None
    #: TRANSFER, ENTRUST, STATIONED …
    mode: str | None = None
    #: The body that acts
    body: UUID | None = None
    #: The body in whose name it is done: its name, document prefix and seal stand on the paper
    issuer: UUID | None = None
    name_on_document: str | None = None
    document_prefix: str | None = None
    seal: str | None = None
    #: Respondent in reconsideration (被申请人) and lawsuit
    respondent: UUID | None = None
    review_body: str | None = None
    court: str | None = None
    legal_basis: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    #: Signed by one who stands in for an absent holder (B岗): the paper says 代
    deputy: bool = False
    #: The body that decides where this one may not
    principal: UUID | None = None
    #: Names of persons or bodies that could do it
    who_could: tuple[str, ...] = ()

    def proof(self) -> dict[str, Any]:
        """The ruling as it is kept with a decision."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class GrantFacts:
    """A grant with the bodies behind it, as read for a ruling."""

    id: UUID
    number: str
    version: int
    mode: str
    item: UUID
    #: The item's statutory body
    department: UUID
    park: UUID
    delegator: UUID
    delegator_name: str
    delegator_prefix: str | None
    delegator_review: str | None
    delegator_court: str | None
    delegatee: UUID
    delegatee_name: str
    delegatee_prefix: str | None
    delegatee_review: str | None
    delegatee_court: str | None
    person: UUID | None
    actions: frozenset[str]
    conditions: tuple[Mapping[str, Any], ...]
    legal_basis: str
    published_on: date | None
    valid_from: date
    valid_to: date | None
    status: str
    status_reason: str | None
    seal_name: str | None
    #: {person: name} of all whom the instrument names, the first one first
    named: Mapping[UUID, str]
