"""What can be asked about grants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AddGrant:
    """Enter a signed grant: an 行政许可委托书, a 派驻审批授权书, a 下放决定 … Gives its id."""

    #: 文号, unique
    number: str
    #: One of workflows.authority.modes.MODES
    mode: str
    item_id: UUID
    park_id: UUID
    #: The body that holds the power
    delegator_id: UUID
    #: The body whose posts may act; for STATIONED the delegator itself
    delegatee_id: UUID
    #: Some of workflows.authority.modes.ACTIONS
    actions: tuple[str, ...]
    legal_basis: str
    instrument: str
    valid_from: date
    #: Last day, included; ENTRUST and STATIONED must have one
    valid_to: date | None = None
    published_on: date | None = None
    published_at_place: str | None = None
    #: STATIONED: the person named first, and the others whom it names (B岗, further signers).
    #: Whether somebody signs as deputy (代) is a fact of the appointment, not of the grant
    person_id: UUID | None = None
    deputy_ids: tuple[UUID, ...] = ()
    seal_name: str | None = None
    #: ({"fact", "label", "at_most"?, "at_least"?, "one_of"?, "unit"?}, …)
    conditions: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class PublishGrant:
    """Record where and on which day a grant was announced (行政许可法 24)."""

    grant_id: UUID
    published_on: date
    place: str


@dataclass(frozen=True, slots=True)
class SuspendGrant:
    """Let a grant rest. Acts under it are refused from this instant on."""

    grant_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class ResumeGrant:
    """Put a suspended grant in force again."""

    grant_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class RecallGrant:
    """Take a grant back for good."""

    grant_id: UUID
    reason: str
