"""All that can be asked of the engine: small frozen values, given to ``Engine.execute``.

A command names what should happen and carries no actor; who asks, under which post and through
which channel, stands in the ``Actor`` beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from engine.record import record

Variables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Deploy:
    """Store a bundle of files and make it the version that new cases take.

    ``files``: {name: bytes}, BPMN, DMN, form JSON and other resources together.
    ``effective_at``: UTC instant from which new cases take it; None means now.
    Raises ``DeploymentRefused`` with all problems. The same content twice is one deployment.
    """

    files: Mapping[str, bytes]
    author: UUID | None = None
    effective_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WithdrawDeployment:
    """Take back a deployment whose day has not come: no case will ever take it.

    Its files and its number stay on record. Raises ``WrongState`` (in-effect, withdrawn).
    """

    deployment_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class StartCase:
    """Start a case of the newest effective definition of ``process_id``."""

    process_id: str
    variables: Variables = field(default_factory=dict)
    #: What people call the case, e.g. the application number; a keyless message finds it by this
    business_key: str | None = None
    #: Id of a start event, where the process has several
    start_event: str | None = None
    #: Chosen beforehand by the caller, where its own rows must carry it
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ClaimTask:
    """Take an open task from a queue into one's own hands."""

    task_id: UUID


@dataclass(frozen=True, slots=True)
class ReleaseTask:
    """Give a claimed task back to its queue."""

    task_id: UUID


@dataclass(frozen=True, slots=True)
class CompleteTask:
    """Finish a task with what the person entered."""

    task_id: UUID
    variables: Variables = field(default_factory=dict)
    #: Hash of the form that the person saw, kept in the event
    form_version: str | None = None
    #: When it happened, if it is recorded late; None means now. Never in the future.
    happened_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublishMessage:
    """Deliver a message to the subscription with that name and key, or start a case with it.

    ``ttl``: how long it waits for a subscriber; zero means it is dropped when nobody waits.
    """

    name: str
    key: str | None = None
    variables: Variables = field(default_factory=dict)
    ttl: timedelta = timedelta(0)
    #: Delivers only to this case
    case_id: UUID | None = None
    #: Keeps the message from being delivered twice
    message_id: str | None = None
    #: Business key of the case that sends it: goes before the name alone, where it has no key
    sender: str | None = None


@dataclass(frozen=True, slots=True)
class ThrowSignal:
    """Broadcast a signal to all who wait for it."""

    name: str
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FireTimer:
    """A due row of kind timer has come due. Doing it twice does it once."""

    due_id: UUID


@dataclass(frozen=True, slots=True)
class CarryOut:
    """A due delivery, start or coming into effect is due. Doing it twice does it once."""

    due_id: UUID


@dataclass(frozen=True, slots=True)
class GiveUpDue:
    """A due row was refused for the last time: it becomes a dead letter and an incident."""

    due_id: UUID
    #: Code and words of the last refusal
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class CompleteJob:
    """A worker has done a service, script or send job."""

    due_id: UUID
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FailJob:
    """A worker could not do it: it is tried again at ``retry_at``, or becomes an incident."""

    due_id: UUID
    message: str
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ThrowJobError:
    """A worker answers with a BPMN error."""

    due_id: UUID
    error_code: str
    message: str = ""
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RetryIncident:
    """Try again what failed, with corrected variables."""

    incident_id: UUID
    variables: Variables = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SetVariables:
    """Correct variables of a case, with a reason."""

    case_id: UUID
    variables: Variables
    reason: str


@dataclass(frozen=True, slots=True)
class CancelCase:
    """End a case where it stands."""

    case_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class MigrateCase:
    """Let a running case go on with another version of its diagram, with a reason.

    Elements keep their ids unless ``mapping`` {old: new} says otherwise; deadlines, drafts and
    subscriptions stay as they are. Raises ``ChangeRefused`` with all reasons against it:
    ``Engine.rehearse`` is the dry run.
    """

    case_id: UUID
    reason: str
    #: None: the newest effective version
    deployment_id: UUID | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ModifyCase:
    """Take tokens away at some elements and put one down at each of others, with a reason.

    Raises ``ChangeRefused`` with all reasons against it.
    """

    case_id: UUID
    reason: str
    #: Ids of elements at which all that is going on ends
    cancel: tuple[str, ...] = ()
    #: Ids of elements that begin anew
    activate: tuple[str, ...] = ()
    #: Corrected first, in the outermost scope
    variables: Variables = field(default_factory=dict)


Command = (
    Deploy
    | WithdrawDeployment
    | StartCase
    | ClaimTask
    | ReleaseTask
    | CompleteTask
    | PublishMessage
    | ThrowSignal
    | FireTimer
    | CarryOut
    | GiveUpDue
    | CompleteJob
    | FailJob
    | ThrowJobError
    | RetryIncident
    | SetVariables
    | CancelCase
    | MigrateCase
    | ModifyCase
)


@record
class Outcome:
    """What a command did."""

    #: The case that was changed; None for a deployment or a message that reached nobody
    case_id: UUID | None = None
    #: active, completed, terminated or incident
    state: str | None = None
    #: The deployment made or found by ``Deploy``
    deployment_id: UUID | None = None
    #: Cases that a message or signal reached or started
    reached: tuple[UUID, ...] = ()
    #: Tasks opened by this step: (task id, element id)
    opened: tuple[tuple[UUID, str], ...] = ()
    #: True when an idempotency key had already carried this command out
    repeated: bool = False
