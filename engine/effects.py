"""What a step of a case asks of the store: the seam between execution and persistence.

``LiveCase`` runs in memory and collects these in order; the pipeline turns them into rows in the
same transaction that stores the snapshot. ``token`` is the number of a token in its case: small,
never used twice in one case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.record import record


@record
class TaskOpened:
    token: int
    element_id: str
    name: str
    #: Keys of those who may take it: candidate groups as written, users as ``user:<id>``
    candidates: tuple[str, ...]
    #: ``user:<id>`` or None
    assignee: str | None
    form_key: str | None
    due_at: datetime | None
    follow_up_at: datetime | None
    priority: int
    #: Attributes and elements of ``urn:yuanban:bpmn:1`` on the element, by local name
    extensions: Mapping[str, Any]
    #: Id of the called process that the element belongs to; None in the case's own process
    called_id: str | None = None
    #: Deployment of that called process, where its forms are; None means the case's own
    deployment_id: UUID | None = None


@record
class TaskClosed:
    token: int
    #: completed or cancelled
    reason: str


@dataclass(frozen=True, slots=True)
class JobQueued:
    token: int
    element_id: str
    type: str
    headers: Mapping[str, str]
    variables: Mapping[str, Any]
    retries: int


@dataclass(frozen=True, slots=True)
class TimerArmed:
    token: int
    element_id: str
    due_at: datetime
    #: Which of the token's event definitions
    definition: int = 0


@dataclass(frozen=True, slots=True)
class SubscriptionOpened:
    token: int
    element_id: str
    #: message or signal
    kind: str
    name: str
    key: str | None
    definition: int = 0


@dataclass(frozen=True, slots=True)
class SubscriptionMoved:
    """A token waits for a message under another key from now on."""

    token: int
    definition: int
    name: str
    key: str


@dataclass(frozen=True, slots=True)
class WaitClosed:
    """All jobs, timers and subscriptions of this token are over."""

    token: int


@dataclass(frozen=True, slots=True)
class MessageThrown:
    name: str
    key: str | None
    variables: Mapping[str, Any]
    ttl_s: float


@dataclass(frozen=True, slots=True)
class SignalThrown:
    """For all other cases: those who wait in the case itself have it by then."""

    name: str
    variables: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EscalationUncaught:
    """An escalation that nobody catches: the case goes on, and it is recorded."""

    token: int
    element_id: str
    code: str


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """A business rule task has asked a decision: it goes on the record, with its reasons."""

    token: int
    element_id: str
    #: Digest of the decision's files
    version: str
    #: What ``engine.dmn.record`` wrote
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DataStored:
    """A data store of the diagram has a new value, for all cases."""

    #: Id of the data store
    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class IncidentRaised:
    token: int
    element_id: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class IncidentResolved:
    token: int


@record
class Traced:
    """An element instance changed state: activated, completed or terminated."""

    element_id: str
    state: str
    token: int
    #: Id of the called process that the element belongs to; None in the case's own process
    called_id: str | None = None


@dataclass(frozen=True, slots=True)
class CaseEnded:
    #: completed or terminated
    state: str


Effect = (
    TaskOpened
    | TaskClosed
    | JobQueued
    | TimerArmed
    | SubscriptionOpened
    | SubscriptionMoved
    | WaitClosed
    | MessageThrown
    | SignalThrown
    | EscalationUncaught
    | DecisionMade
    | DataStored
    | IncidentRaised
    | IncidentResolved
    | Traced
    | CaseEnded
)
