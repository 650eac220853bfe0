"""What the host brings, handed in once: clock, ids, policy, participants, handlers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable
from uuid import UUID

from sqlalchemy import Connection

from engine.record import record

if TYPE_CHECKING:
    from engine.commands import Command
    from engine.effects import Effect


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. The engine itself acts with ``person`` None and channel ``system``."""

    tenant: UUID
    person: UUID | None
    #: The appointment (person in a post, with dates) under which the act is done
    appointment: UUID | None = None
    #: The person for whom a deputy or helper acts
    on_behalf_of: UUID | None = None
    #: web, api, cli, import or system
    channel: str = "web"

    @staticmethod
    def system(tenant: UUID) -> Actor:
        """The engine's own hand: timers, jobs, sweeps."""
        return Actor(tenant, None, channel="system")


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, UTC, microseconds."""
        ...


class IdSource(Protocol):
    def new(self) -> UUID:
        """A fresh UUIDv7."""
        ...


class Tx(Protocol):
    """One open transaction. Whoever gets it may read and write, and does no I/O elsewhere."""

    tenant: UUID
    actor: Actor
    #: The one instant of this transaction
    now: datetime

    @property
    def connection(self) -> Connection:
        """The transaction as SQLAlchemy sees it. Never commit or roll it back."""
        ...

    def new_id(self) -> UUID: ...

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """A DB-API cursor after ``sql`` with ``?`` marks: for hot statements.

        UUIDs are bound as they are and read with ``engine.store.types.read_id``; instants are
        integers (``to_micros`` / ``from_micros``).
        """
        ...

    def once(self, key: str, command: Any, fn: Callable[[], Any]) -> Any:
        """``fn()``, or what it returned when ``key`` first carried this ``command`` out.

        Raises ``KeyReused`` where the key belongs to another command.
        """
        ...

    def record(
        self,
        stream: UUID,
        type: str,
        body: Mapping[str, Any],
        *,
        data_class: str = "internal",
        subject: UUID | None = None,
        happened_at: datetime | None = None,
        element_id: str | None = None,
        form_version: str | None = None,
    ) -> UUID:
        """Append an event to the chain of ``stream`` (a case, or the object changed).

        ``subject``: the person or party a personal body speaks of, found by it for erasure.
        """
        ...


@record
class TaskFacts:
    """A human task, as policy and participants see it."""

    id: UUID
    element_id: str
    name: str
    candidates: tuple[str, ...]
    assignee: UUID | None
    form_key: str | None
    due_at: datetime | None
    #: Extension attributes of the diagram in the namespace urn:yuanban:bpmn:1, by local name
    extensions: Mapping[str, Any] = field(default_factory=dict)


@record
class AccessRequest:
    """What the policy is asked: may ``tx.actor`` carry out ``command`` on this?"""

    command: Command
    case_id: UUID | None = None
    process_id: str | None = None
    business_key: str | None = None
    task: TaskFacts | None = None
    #: The variables that the task or case sees, before the command
    variables: Mapping[str, Any] = field(default_factory=dict)


class AccessPolicy(Protocol):
    def check(self, tx: Tx, request: AccessRequest) -> None:
        """Return to allow; raise ``NotPermitted`` (or another ``Refused``) to refuse."""
        ...

    def slot_keys(
        self, tx: Tx, candidates: Sequence[str], variables: Mapping[str, Any]
    ) -> Sequence[str]:
        """Keys under which a new task is listed, from the candidates that the diagram names.

        The to-do list reads by these keys; who holds a key is asked when the list is read, never
        frozen into a task. The plain answer is ``candidates`` themselves.
        """
        ...


@runtime_checkable
class Deadlines(Protocol):
    """A policy may also say when a task is due: by working days, which no expression knows."""

    def due_at(
        self, tx: Tx, extensions: Mapping[str, Any], due_at: datetime | None
    ) -> datetime | None:
        """The due instant of a task that opens now, from the extensions of its element.

        ``due_at``: what the diagram says; to be given back where the extensions say nothing.
        """
        ...


@dataclass(frozen=True, slots=True)
class Work:
    """A service, script, send or business rule task that asks for work of a registered type."""

    type: str
    headers: Mapping[str, str]
    #: What the task sees (input mapping applied)
    variables: Mapping[str, Any]
    element_id: str
    case_id: UUID
    process_id: str
    business_key: str | None


class Surroundings(Protocol):
    """What a running case asks of the pipeline around it (``engine.live.LiveCase``)."""

    #: The one instant of this transaction, UTC
    now: datetime

    def performs(self, work_type: str) -> bool:
        """Whether a participant does this work inside the transaction; else it becomes a job."""
        ...

    def perform(self, work: Work) -> Mapping[str, Any]:
        """The work's variables. May raise ``BpmnError`` or ``Refused``."""
        ...

    def bundle_for(
        self, process_id: str, binding: str, version_tag: str | None
    ) -> tuple[UUID, Any] | None:
        """(deployment id, ``Bundle``) of the newest effective definition, or None.

        ``binding``: ``latest`` or ``versionTag``; a call bound to its own deployment never asks.
        """
        ...

    def bundle(self, deployment_id: UUID) -> Any:
        """The ``Bundle`` of a deployment that a snapshot names."""
        ...

    def apart(self, case_id: UUID) -> Mapping[str, bytes]:
        """Large values of a case by their hash: asked only where its snapshot names some."""
        ...

    def stored(self, name: str) -> Any:
        """What the data store of this id holds, for all cases of the tenant."""
        ...


@record
class Step:
    """What one command did to one case: given to the participants before the commit."""

    command: Command
    case_id: UUID
    process_id: str
    business_key: str | None
    deployment_id: UUID
    state: str
    effects: Sequence[Effect]
    #: The task that was completed, claimed or released, as it was before
    task: TaskFacts | None
    #: The variables of the case's outermost scope, after the step
    variables: Mapping[str, Any]
    #: What the task or case saw before the command, as the policy was told
    seen: Mapping[str, Any] = field(default_factory=dict)
    #: What a token sees after the step, by its number in ``effects``: its iteration's variables too
    sees: Callable[[int], Mapping[str, Any]] = lambda _token: {}


class Participant(Protocol):
    """Commits rows of its own with the step, or refuses it. Does no I/O outside the database."""

    def performs(self, work_type: str) -> bool:
        """Whether work of this type is done here, inside the transaction, instead of as a job."""
        ...

    def perform(self, tx: Tx, work: Work) -> Mapping[str, Any]:
        """Do it; returns variables. May raise ``BpmnError`` or ``Refused``."""
        ...

    def on_step(self, tx: Tx, step: Step) -> None:
        """Called once per case and command, after the run and before the commit."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """What a job handler gets. It runs after the commit, at least once."""

    id: UUID
    type: str
    headers: Mapping[str, str]
    variables: Mapping[str, Any]
    element_id: str
    #: None where it belongs to no case (``engine.jobs.outbox``)
    case_id: UUID | None
    retries: int


JobHandler = Callable[[Job], Mapping[str, Any] | None]
