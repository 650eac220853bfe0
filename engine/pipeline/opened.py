"""A case inside a transaction: opened under its lock, run, saved with all that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from zstandard import ZstdError

from engine.commands import Command, Outcome
from engine.effects import Effect, Traced
from engine.errors import CaseUnreadable, EngineError, NotFound
from engine.live import LiveCase
from engine.pipeline import at_hand
from engine.pipeline.projection import project
from engine.pipeline.surroundings import CaseSurroundings
from engine.protocols import AccessRequest, Step, TaskFacts
from engine.store import archive, cases, events
from engine.store.cases import CaseRow
from engine.store.rows import ROWS
from engine.store.tasks import TaskRow

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction


@dataclass(slots=True)
class Kept:
    """A live case between two steps, as of a committed version."""

    row: CaseRow
    live: LiveCase
    surroundings: CaseSurroundings
    #: Open tasks whose rows are known: those that were opened or asked for here
    tasks: dict[UUID, TaskRow]


@dataclass(slots=True)
class Opened:
    """A case that this transaction holds. An exception throws it away, and nothing is saved."""

    host: Host
    tx: Transaction
    row: CaseRow
    live: LiveCase
    surroundings: CaseSurroundings
    #: Open tasks whose rows are known
    tasks: dict[UUID, TaskRow] = field(default_factory=dict)
    #: Open tasks that the command itself has closed already: {token: task id}
    closed: dict[int, UUID] = field(default_factory=dict)
    #: What the task or case saw when the policy was asked, before the command
    seen: Mapping[str, Any] = field(default_factory=dict)

    def ask(
        self, command: Command, task: TaskFacts | None = None, token: int | None = None
    ) -> None:
        """Put the command to the access policy. Raises its refusal."""
        row = self.row
        self.seen = self.live.variables if token is None else self.variables_at(token)
        self.host.policy.check(
            self.tx,
            AccessRequest(command, row.id, row.process_id, row.business_key, task, self.seen),
        )

    def variables_at(self, token: int) -> Mapping[str, Any]:
        """What the token sees; the case's own variables where it is gone."""
        try:
            return self.live.variables_at(token)
        except KeyError:
            return self.live.variables

    def finish(
        self,
        command: Command,
        facts: events.Facts,
        body: Mapping[str, Any] | None,
        task: TaskFacts | None = None,
    ) -> Outcome:
        """Rows, event, participants, snapshot: all that the step leaves behind."""
        tx, row, live = self.tx, self.row, self.live
        effects, state = live.take_effects(), live.state
        opened = project(self, effects)
        facts.trace = _trace(effects)
        events.append(tx, row.id, facts, self._with_rows(body), data_class="personal")
        self._participate(command, effects, state, task)
        row.snapshot = live.dump(self.surroundings.keep_apart)
        self._take_head()
        cases.save(tx, row, state)
        self._keep()
        return Outcome(row.id, state, opened=opened)

    def finish_unmoved(
        self, command: Command, facts: events.Facts, body: Mapping[str, Any], task: TaskFacts | None
    ) -> Outcome:
        """As ``finish``, where no token moved: the snapshot stays as it is."""
        events.append(self.tx, self.row.id, facts, self._with_rows(body))
        self._participate(command, (), self.row.state, task)
        self._take_head()
        cases.touch(self.tx, self.row)
        self._keep()
        return Outcome(self.row.id, self.row.state)

    def _with_rows(self, body: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """The event also says which rows the step wrote: read models are rebuilt from that."""
        written, self.tx.written = self.tx.written, []
        return {**(body or {}), ROWS: written} if written else body

    def _take_head(self) -> None:
        head = self.tx.heads[self.row.id]
        self.row.event_seq, self.row.event_hash = head.seq, head.hash

    def _keep(self) -> None:
        """Once committed, the live case serves the next step."""
        self.surroundings.leave()
        if self.row.state in cases.ENDED:
            return
        self.row.snapshot = b""
        kept = Kept(self.row, self.live, self.surroundings, self.tasks)
        self.tx.committed.append(lambda: at_hand.keep(self.host, self.tx.tenant, kept))

    def _participate(
        self, command: Command, effects: Sequence[Effect], state: str, task: TaskFacts | None
    ) -> None:
        if not self.host.participants:
            return
        row = self.row
        step = Step(
            command,
            row.id,
            row.process_id,
            row.business_key,
            row.deployment_id,
            state,
            effects,
            task,
            self.live.variables,
            self.seen,
            self.variables_at,
        )
        for participant in self.host.participants:
            participant.on_step(self.tx, step)


def open_case(host: Host, tx: Transaction, row: CaseRow) -> Opened:
    """The case of a locked row, from memory where its version is still the row's."""
    tx.heads[row.id] = events.Head(row.event_seq, row.event_hash, "case", held=True)
    kept = host.cases.take((tx.tenant, row.id))
    if kept is not None and kept.row.version == row.version:
        host.measures.hits += 1
        kept.surroundings.enter(tx)
        return Opened(host, tx, row, kept.live, kept.surroundings, kept.tasks)
    if row.snapshot == archive.AWAY and archive.recall(tx, row.id):
        row = _again(tx, row)
    host.measures.misses += 1
    surroundings = CaseSurroundings(host, tx)
    live = load(row, surroundings)
    return Opened(host, tx, row, live, surroundings)


def _again(tx: Transaction, row: CaseRow) -> CaseRow:
    """The case after its record came back from the archive."""
    found = cases.load(tx, row.id)
    assert found is not None
    return found


def load(row: CaseRow, surroundings: CaseSurroundings) -> LiveCase:
    """Raises ``CaseUnreadable`` where the bytes are not those that were written."""
    try:
        return LiveCase.load(row.snapshot, surroundings)
    except NotFound:
        raise
    except (EngineError, ValueError, ZstdError) as error:
        raise CaseUnreadable(
            f"the stored state of this case cannot be read: {error}", case=row.id
        ) from error


def _trace(effects: list[Effect]) -> str | None:
    moves = [[one.element_id, one.state, one.token] for one in effects if type(one) is Traced]
    return orjson.dumps(moves).decode() if moves else None
