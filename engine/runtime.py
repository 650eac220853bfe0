"""``Engine``: the one way in. Every change is a command in one transaction; reads are free."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Connection

from engine.clock import Instants, SystemClock
from engine.commands import Command, Outcome
from engine.errors import CaseUnreadable, EngineError, Refused, StoreUnavailable
from engine.ids import UuidV7
from engine.jobs.drain import Drain
from engine.jobs.embedded import Worker
from engine.jobs.keeping import Keeper, Keeping
from engine.jobs.sweep import sign_daily, sweep
from engine.measures import Measures, tell
from engine.pipeline.host import Host
from engine.policy import DenyAll
from engine.protocols import AccessPolicy, Actor, Clock, IdSource, JobHandler, Participant
from engine.store import archive, events, faults, idempotency, memory, migrate
from engine.store.database import Database, is_conflict, is_duplicate
from engine.store.incidents import IncidentRow, open_without_case
from engine.store.schema import metadata
from engine.store.transaction import Transaction
from engine.store.types import from_micros, to_micros

if TYPE_CHECKING:
    from engine.jobs.distributed import Rings
    from engine.pipeline.decisions import DecisionMade
    from engine.pipeline.registry import Verb
    from engine.pipeline.view import CaseView
    from engine.store.audit import Report
    from engine.store.rebuild import Rebuilt
    from engine.store.roots import Root
    from engine.store.waiting import Waiting

#: How often a command that lost a race is tried before the caller is asked to come again
ATTEMPTS = 8

#: A command that has waited so long for others is given back
PATIENCE_S = 30.0


class _Undone(Exception):
    """Ends a rehearsal: its transaction is rolled back."""


class Engine:
    """Runs cases on the database at ``database_url``.

    ``policy``: who may do what; without one only the engine's own hand may act.
    ``handlers``: {job type: function}, run outside the transaction, at least once.
    ``random_source``: source of jitter, injected so that a run can be repeated.
    ``key_folder``: where the key lies that signs roots; None: nothing is signed by itself.
    ``keeping``: when finished cases go to the archive, and when bodies are erased.
    ``job_limit_s``: a handler that gives no answer within this time has failed.
    """

    def __init__(
        self,
        database_url: str,
        *,
        clock: Clock | None = None,
        ids: IdSource | None = None,
        policy: AccessPolicy | None = None,
        participants: Sequence[Participant] = (),
        handlers: Mapping[str, JobHandler] | None = None,
        synchronous: str = "FULL",
        random_source: random.Random | None = None,
        key_folder: Path | None = None,
        job_limit_s: float = 900.0,
        keeping: Keeping | None = None,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        self._instants = Instants(self.clock.now)
        self.ids: IdSource = ids or UuidV7(self._instants.peek)
        self.key_folder, self.job_limit_s = key_folder, job_limit_s
        self.database = Database(database_url, synchronous=synchronous)
        self.handlers: dict[str, JobHandler] = dict(handlers or {})
        self.host = Host(policy or DenyAll(), tuple(participants))
        self._random = random_source or random.Random()
        self._keeper = Keeper(self, keeping or Keeping())
        self._drain = Drain(self, self._random)
        self._worker: Worker | None = None

    def execute(
        self, command: Command, *, actor: Actor, idempotency_key: str | None = None
    ) -> Outcome:
        """Carry ``command`` out, all of it or nothing.

        With an ``idempotency_key`` it is carried out once; the same key again gives the same
        outcome, marked ``repeated``. Raises ``Refused`` (``AlreadyDone``: by whom and when).
        """
        began, ended, outcome = time.perf_counter(), "fault", None
        try:
            outcome = self._execute(command, actor, idempotency_key)
            ended = "repeated" if outcome.repeated else "done"
        except EngineError as refused:
            ended = refused.code
            raise
        finally:
            self._measure(command, ended, time.perf_counter() - began, idempotency_key, outcome)
        return outcome

    def _measure(
        self, command: Command, ended: str, seconds: float, key: str | None, outcome: Outcome | None
    ) -> None:
        name = type(command).__name__
        self.host.measures.step(name, ended, seconds)
        case = getattr(command, "case_id", None) if outcome is None else outcome.case_id
        tell(name, ended, seconds, key or getattr(command, "due_id", None), case)

    def _execute(self, command: Command, actor: Actor, idempotency_key: str | None) -> Outcome:
        self._prepare(command, actor)
        began = time.monotonic()
        for attempt in range(ATTEMPTS):
            try:
                with self.transaction(actor) as tx:
                    tx.trusting = attempt == 0
                    outcome = self._carry_out(tx, command, idempotency_key)
            except CaseUnreadable as damaged:
                self._set_aside(actor.tenant, damaged)
                raise
            except Exception as lost:
                self._pause(attempt, lost, began)
            else:
                self.ring()
                return outcome
        raise AssertionError("the last attempt returns or raises")

    def rehearse(self, command: Command, *, actor: Actor) -> Outcome:
        """What ``execute`` would give, with nothing kept. Raises what it would raise.

        The command runs in a real transaction that is undone: policy and participants are asked
        as they would be. Its ids and numbers are not those of the real run.
        """
        with suppress(_Undone), self.transaction(actor) as tx:
            outcome = self._carry_out(tx, command, None)
            tx.flush()
            raise _Undone
        return outcome

    def within(self, tx: Transaction, command: Command) -> Outcome:
        """Carry ``command`` out as part of an open transaction: kept with it, or not at all.

        For hosts whose own rows must stand or fall with it. Whoever commits rings afterwards.
        """
        return self._carry_out(tx, command, None)

    @contextmanager
    def transaction(self, actor: Actor) -> Iterator[Transaction]:
        """A write transaction without a command; committed on exit, undone by an exception."""
        with self.database.stepping() as (connection, remote):
            if self._instants.is_to_ask(actor.tenant):
                if remote is not None:
                    remote.flush()
                self._instants.not_before(actor.tenant, events.newest(connection, actor.tenant))
            now = self._instants.next()
            tx = Transaction(self.database, connection, actor, now, self.ids, remote)
            yield tx
            tx.commit()
        for keep in tx.committed:
            keep()

    @property
    def measures(self) -> Measures:
        """What this engine has counted since it began."""
        return self.host.measures

    def waiting(self) -> Waiting:
        """How much waits for workers and for a person's help, in all tenants."""
        from engine.store.waiting import waiting

        with self.reading() as connection:
            return waiting(connection, to_micros(self.clock.now()))

    def is_migrated(self) -> bool:
        """Whether the database answers and has all tables of this version."""
        with self.reading() as connection:
            return migrate.is_current(connection)

    def clock_is_behind(self) -> timedelta:
        """By how much the clock is behind the newest record: so long time stands still."""
        return self._instants.behind()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database and writes nothing."""
        with self.database.reading() as connection:
            yield connection

    @contextmanager
    def look(self, whose: Actor | UUID, *, once: bool = False) -> Iterator[Transaction]:
        """As ``reading``, with ``run`` for hot statements. Nothing may be written with it.

        ``once``: one statement is read, which needs no transaction around it.
        """
        actor = whose if isinstance(whose, Actor) else Actor.system(whose)
        now = self.clock.now()
        with self.database.glancing(once=once) as (connection, remote):
            yield Transaction(self.database, connection, actor, now, self.ids, remote)

    def recall(self, tenant: UUID, case_id: UUID) -> bool:
        """Bring the record of a case back from the archive, to be read; whether it was away."""
        with self.reading() as connection:
            away = archive.is_away(connection, tenant, case_id)
        if away:
            with self.transaction(Actor.system(tenant)) as tx:
                archive.recall(tx, case_id)
        return away

    def case(self, whose: Actor | UUID, case_id: UUID) -> CaseView:
        """What a case is like now. ``whose``: an actor or a tenant. Raises ``NotFound``."""
        try:
            return self._seen(whose, case_id)
        except CaseUnreadable:
            if not self.recall(whose.tenant if isinstance(whose, Actor) else whose, case_id):
                raise
        return self._seen(whose, case_id)

    def _seen(self, whose: Actor | UUID, case_id: UUID) -> CaseView:
        with self.look(whose) as tx:
            seen: CaseView = self._view.read_case(self.host, tx, case_id)
            return seen

    def task_variables(self, whose: Actor | UUID, task_id: UUID) -> dict[str, Any]:
        """What a task sees, those of its own iteration too. Raises ``NotFound``."""
        with self.look(whose) as tx:
            seen: dict[str, Any] = self._view.task_variables(self.host, tx, task_id)
            return seen

    def decisions(self, whose: Actor | UUID, case_id: UUID) -> list[DecisionMade]:
        """The decisions that the case has asked for, with inputs, rules and versions."""
        from engine.pipeline.decisions import of_case

        with self.look(whose) as tx:
            return of_case(tx, case_id)

    def form(self, tenant: UUID, deployment_id: UUID, form_key: str) -> bytes:
        """The form of a task, as deployed. Raises ``NotFound``."""
        with self.look(tenant) as tx:
            return bytes(self._view.form(self.host, tx, deployment_id, form_key))

    def resource(self, tenant: UUID, deployment_id: UUID, file: str) -> bytes:
        """A file of a deployment, byte for byte. Raises ``NotFound``."""
        with self.look(tenant) as tx:
            return bytes(self._view.resource(tx, deployment_id, file))

    def diagram(self, tenant: UUID, deployment_id: UUID, process_id: str) -> bytes:
        """The BPMN file that holds a process. Raises ``NotFound``."""
        with self.look(tenant) as tx:
            return bytes(self._view.diagram(self.host, tx, deployment_id, process_id))

    def drain(self) -> int:
        """Do all that is due now, the earliest first; how many due rows were carried out."""
        return self._drain.run()

    def incidents(self, tenant: UUID) -> list[IncidentRow]:
        """Due work of no case that was given up (start timers, messages), the oldest first."""
        with self.look(tenant) as tx:
            return open_without_case(tx)

    def next_due_at(self) -> datetime | None:
        """When the next waiting row falls due; None if none is waiting for a later instant."""
        micros = self._drain.next_row_instant()
        return None if micros is None else from_micros(micros)

    @property
    def held(self) -> set[str]:
        """Job types that wait for somebody else, though a handler is registered."""
        return self._drain.held

    def carry_out_due(self, tenant: UUID, due_id: UUID) -> None:
        """Carry out one due row, if it is there and due: for workers that are rung."""
        self._drain.ring(tenant, due_id)

    def performed_types(self) -> list[str]:
        """Types of the jobs that this process can do."""
        return sorted(self.handlers.keys() - self.held)

    @property
    def is_distributed(self) -> bool:
        """Whether workers in other processes can share the work: on PostgreSQL."""
        return not self.database.sqlite

    def connect_rings(self) -> Rings:
        """Let Procrastinate ring any number of workers (PostgreSQL only)."""
        from engine.jobs.distributed import Rings

        if self.database.sqlite:
            raise ValueError("rings need PostgreSQL; on SQLite the embedded worker does the work")
        rings = Rings(self)
        rings.install()
        self.database.ring = rings.ring
        return rings

    def start_worker(self) -> None:
        """Let a thread of this process do what falls due, until ``stop``."""
        if self._worker is None:
            if self.database.ring is None:
                self.database.ring = self._ring_once_committed
            self._worker = Worker(self._drain)
            self._worker.start()

    def _ring_once_committed(self, tx: Transaction, _due_id: UUID) -> None:
        """A row that is due at once was made: the worker looks when it is there, not before."""
        if self.ring not in tx.committed:
            tx.committed.append(self.ring)

    def ring(self) -> None:
        """Something may be due: the worker looks at once instead of at its next round."""
        if self._worker is not None:
            self._worker.ring()

    @staticmethod
    def fault(error: Exception) -> StoreUnavailable | None:
        """The refusal that an error means which met whoever was reading; None for other errors."""
        return faults.told(error)

    def stop(self) -> None:
        """End the worker after the row in its hands, and give the connections back."""
        if self._worker is not None:
            self._worker.stop()
            self._worker = None
        self.database.close()

    def sweep(self) -> int:
        """Delete what only waited to be forgotten: expired messages, keys older than a day.

        A few finished cases go to the archive, a few bodies whose time is over are erased.
        Where there is a ``key_folder``, also sign a root over all chains once a day.
        """
        if self.key_folder is not None:
            sign_daily(self, self.key_folder)
        return sweep(self) + self._keeper.step()

    def forget(self) -> None:
        """Drop every cache: the next command and the next look load from the database."""
        self.host.bundles.clear()
        self.host.cases.clear()
        self.host.tasks.clear()

    def verify(self, tenant: UUID, key_folder: Path | None = None) -> Report:
        """Walk every chain of events of a tenant, and every signed root.

        ``key_folder``: where the key lies by which roots must be signed; None: by any key.
        """
        from engine.store.audit import verify_all
        from engine.store.signing import SigningKey

        public = None if key_folder is None else SigningKey.of(key_folder).public
        with self.database.reading() as connection:
            return verify_all(connection, tenant, public)

    def sign(self, tenant: UUID, key_folder: Path) -> Root:
        """Sign a root over the heads of all chains, with the key of that folder."""
        from engine.store.roots import sign
        from engine.store.signing import SigningKey

        key = SigningKey.of(key_folder)
        with self.transaction(Actor.system(tenant)) as tx:
            return sign(tx, key)

    def rebuild(self, tenant: UUID, *, write: bool = True) -> Rebuilt:
        """Rebuild tasks, slots, due rows, subscriptions and incidents from the events.

        Without ``write`` only the differences are found; there are none in a sound database.
        """
        from engine.pipeline.rebuilding import rebuild

        return rebuild(self, tenant, write=write)

    def create_schema(self) -> None:
        """All known tables at once, without migrations: for tests and throw-away databases."""
        if self.database.in_memory:
            memory.create_all(metadata, self.database.engine)
        else:
            metadata.create_all(self.database.engine)

    def migrate(self) -> None:
        """Bring the database to the newest version of every branch."""
        migrate.upgrade(self.database)

    # What runs cases is loaded when the first case runs: it takes longer than all the rest of a
    # start, and a page that only reads rows needs none of it

    @cached_property
    def _verbs(self) -> Mapping[type, Verb]:
        verbs: Mapping[type, Verb] = import_module("engine.pipeline.registry").VERBS
        return verbs

    @cached_property
    def _preparations(self) -> Mapping[type, Any]:
        found: Mapping[type, Any] = import_module("engine.pipeline.registry").PREPARATIONS
        return found

    @cached_property
    def _view(self) -> Any:
        return import_module("engine.pipeline.view")

    def warm_up(self) -> None:
        """Load what runs cases now, instead of with the first command."""
        _ = self._verbs

    def _prepare(self, command: Command, actor: Actor) -> None:
        """Long work that needs no lock is done before the transaction begins."""
        preparation = self._preparations.get(type(command))
        if preparation is None:
            return
        with self.transaction(actor) as tx:
            work = preparation(self.host, tx, command)
        if work is not None:
            work()

    def _carry_out(self, tx: Transaction, command: Command, key: str | None) -> Outcome:
        verb = self._verbs.get(type(command))
        if verb is None:
            raise Refused(f"{type(command).__name__} is no command", code="unknown-command")
        if key is None:
            return _done(verb, self.host, tx, command)
        found, kept = idempotency.find(tx, key, command)
        if found:
            return _outcome(kept)
        outcome = _done(verb, self.host, tx, command)
        idempotency.keep(tx, key, command, _kept(outcome))
        return outcome

    def _set_aside(self, tenant: UUID, damaged: CaseUnreadable) -> None:
        """The case stands still as an incident, so that somebody sees it; others notice nothing."""
        from engine.pipeline.abandon import set_aside

        with self.transaction(Actor.system(tenant)) as tx:
            set_aside(self.host, tx, damaged.facts["case"])

    def _pause(self, attempt: int, lost: Exception, began: float) -> None:
        """A moment, longer each time, so that two who collided do not collide again."""
        if not is_conflict(lost):
            raise lost
        self.host.measures.retry()
        if attempt + 1 == ATTEMPTS or time.monotonic() - began > PATIENCE_S:
            if is_duplicate(lost):
                raise lost  # not a race but a row that is there: a fault to be seen
            raise Refused("others are at work here: try again", code="busy") from lost
        time.sleep(self._random.uniform(0, 0.005 * 2**attempt))


def _done(verb: Verb, host: Host, tx: Transaction, command: Command) -> Outcome:
    try:
        return verb(host, tx, command)
    except Exception:
        tx.prove()  # a refusal on ground that has gone is none: the command comes again
        raise


def _kept(outcome: Outcome) -> Mapping[str, Any]:
    return {
        "case_id": outcome.case_id,
        "state": outcome.state,
        "deployment_id": outcome.deployment_id,
        "reached": outcome.reached,
        "opened": outcome.opened,
    }


def _outcome(kept: Mapping[str, Any]) -> Outcome:
    return Outcome(
        kept["case_id"],
        kept["state"],
        kept["deployment_id"],
        tuple(kept["reached"]),
        tuple((task, element) for task, element in kept["opened"]),
        repeated=True,
    )
