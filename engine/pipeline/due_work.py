"""FireTimer and CarryOut: what happens when a due row has come due.

The case is locked first and the row is read again under that lock: a row that is gone was
carried out, or its token waits no more, and the command does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from engine.commands import CarryOut, FireTimer, Outcome, PublishMessage, StartCase, ThrowSignal
from engine.errors import WrongState
from engine.pipeline import start_timers
from engine.pipeline.correlation import correlate, deliver
from engine.pipeline.deploying import come_into_effect
from engine.pipeline.opened import open_case
from engine.pipeline.starting import begin
from engine.pipeline.together import Part, occurred
from engine.policy import require_system
from engine.store import due, events
from engine.store.cases import CaseRow
from engine.store.due import DueRow
from engine.store.subscriptions import Subscription

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction

NOTHING = Outcome()


def fire_timer(host: Host, tx: Transaction, command: FireTimer) -> Outcome:
    """The timer's token goes on."""
    require_system(tx.actor)
    case_row, row = _ready(tx, command.due_id)
    if row is None or row.kind != "timer":
        return NOTHING
    due.delete_held(tx, row.id)
    if case_row is None or row.token is None:
        return NOTHING
    case = open_case(host, tx, case_row)
    if not case.live.fire_timer(row.token, row.definition):
        return NOTHING
    facts = events.Facts("TimerFired", element_id=row.element_id)
    return case.finish(command, facts, {"due_at": row.due_at})


def carry_out(host: Host, tx: Transaction, command: CarryOut) -> Outcome:
    """A delivery, a start, or a deployment's coming into effect."""
    require_system(tx.actor)
    _, row = _ready(tx, command.due_id)
    carrier = None if row is None else _CARRIERS.get(row.kind)
    if row is None or carrier is None or not due.delete(tx, row.id):
        return NOTHING
    return carrier(host, tx, row)


def _ready(tx: Transaction, due_id: UUID) -> tuple[CaseRow | None, DueRow | None]:
    case_row, row = due.load_with_case(tx, due_id)
    if row is not None and row.due_at > tx.now_micros:
        raise WrongState("this is not due yet", code="not-due", due_at=row.due_at)
    return case_row, row


def _message(host: Host, tx: Transaction, row: DueRow) -> Outcome:
    left = max(0, int(row.headers.get("expires_at", 0)) - tx.now_micros)
    message = PublishMessage(
        row.name or "",
        row.key,
        row.variables,
        timedelta(microseconds=left),
        sender=row.headers.get("sender"),
    )
    if row.case_id is not None and deliver(host, tx, message, _waiting(row)):
        return Outcome(row.case_id, reached=(row.case_id,))
    return correlate(host, tx, message)


def _signal(host: Host, tx: Transaction, row: DueRow) -> Outcome:
    signal = ThrowSignal(row.name or "", row.variables)
    reached = deliver(host, tx, signal, _waiting(row), "Signal")
    return Outcome(row.case_id) if reached else NOTHING


def _start(host: Host, tx: Transaction, row: DueRow) -> Outcome:
    if row.name is None:
        return NOTHING
    deployment_id = UUID(row.headers["deployment"])
    start_timers.arm_next(host, tx, row, deployment_id)
    part = Part(row.name, row.element_id or "", row.definition)
    found = occurred(host, tx, deployment_id, part, row.variables)
    if found is None:
        return NOTHING
    start = StartCase(row.name, {}, found.key, row.element_id, row.case_id or tx.new_id())
    return begin(host, tx, start, deployment_id, start, found.variables)


def _publish(host: Host, tx: Transaction, row: DueRow) -> Outcome:
    deployment_id = UUID(row.headers["deployment"])
    come_into_effect(host, tx, deployment_id)
    return Outcome(deployment_id=deployment_id)


def _waiting(row: DueRow) -> Subscription:
    return Subscription(
        row.id,
        row.key or "",
        row.case_id,
        row.token,
        row.definition,
        row.element_id or "",
        None,
        "",
    )


_CARRIERS: Mapping[str, Callable[[Host, Transaction, DueRow], Outcome]] = {
    "message": _message,
    "signal": _signal,
    "start": _start,
    "publish": _publish,
}
