"""From what a step asks for to rows: one small function per kind of effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from engine import effects as fx
from engine.behavior.conversations import TALK
from engine.pipeline.decisions import DECISION_MADE
from engine.protocols import Deadlines
from engine.store import due, events, incidents, messages, stored, subscriptions, tasks
from engine.store.types import to_micros

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.pipeline.opened import Opened


@dataclass(slots=True)
class Projection:
    """The rows of one step as they are written."""

    case: Opened
    #: Tokens whose task is opened and closed again within the step
    passing: frozenset[int]
    opened: list[tuple[UUID, str]] = field(default_factory=list)


def project(case: Opened, effects: Sequence[fx.Effect]) -> tuple[tuple[UUID, str], ...]:
    """Write the rows; gives the tasks that were opened: (task id, element id)."""
    passing = frozenset(one.token for one in effects if type(one) is fx.TaskClosed)
    projection = Projection(case, passing)
    for effect in effects:
        write = _WRITERS.get(type(effect))
        if write is not None:
            write(projection, effect)
    return tuple(projection.opened)


def _task_opened(to: Projection, task: fx.TaskOpened) -> None:
    case = to.case
    task = _dated(case, task)
    assignee = _person(task.assignee)
    keys: Sequence[str] = ()
    if task.token not in to.passing:
        keys = slot_keys(case, task.candidates, assignee, task.token)
        if task.assignee is not None and assignee is None:
            keys = [task.assignee]
    opened = tasks.insert(case.tx, case.row.id, task, assignee, keys)
    if task.token not in to.passing:
        case.tasks[opened.id] = opened
        to.opened.append((opened.id, task.element_id))


def _dated(case: Opened, task: fx.TaskOpened) -> fx.TaskOpened:
    """With the due date that the host reads from its own extensions, where it has a say."""
    policy = case.host.policy
    if not task.extensions or not isinstance(policy, Deadlines):
        return task
    due_at = policy.due_at(case.tx, task.extensions, task.due_at)
    dated: fx.TaskOpened = replace(cast("Any", task), due_at=due_at)
    return dated


def slot_keys(
    case: Opened, candidates: Sequence[str], assignee: UUID | None, token: int
) -> Sequence[str]:
    """The keys under which a task is listed: its holder's own, else what the policy answers."""
    if assignee is not None:
        return [tasks.user_key(assignee)]
    return case.host.policy.slot_keys(case.tx, candidates, case.variables_at(token))


def _person(assignee: str | None) -> UUID | None:
    """The person's id in ``user:<id>``; None where the diagram names no person's id."""
    if assignee is None:
        return None
    try:
        return UUID(assignee.removeprefix("user:"))
    except ValueError:
        return None


def _task_closed(to: Projection, closed: fx.TaskClosed) -> None:
    case = to.case
    if closed.token in case.closed:
        return
    task = tasks.open_of_token(case.tx, case.row.id, closed.token)
    if task is not None:
        case.tasks.pop(task.id, None)
        tasks.close(case.tx, task, closed.reason)


def _job_queued(to: Projection, job: fx.JobQueued) -> None:
    due.insert(
        to.case.tx,
        "job",
        to.case.tx.now_micros,
        case_id=to.case.row.id,
        token=job.token,
        element_id=job.element_id,
        name=job.type,
        retries=job.retries,
        headers=job.headers,
        variables=job.variables,
    )


def _timer_armed(to: Projection, timer: fx.TimerArmed) -> None:
    due.insert(
        to.case.tx,
        "timer",
        to_micros(timer.due_at),
        case_id=to.case.row.id,
        token=timer.token,
        definition=timer.definition,
        element_id=timer.element_id,
    )


def _subscription_opened(to: Projection, wait: fx.SubscriptionOpened) -> None:
    case = to.case
    subscriptions.open_for_token(case.tx, case.row.id, case.row.process_id, wait)
    if wait.kind == "message":
        keys = (wait.key,) if wait.key else tuple({"", case.row.business_key or ""})
        _offer_buffered(to, wait, messages.waiting(case.tx, wait.name, keys))
    elif wait.kind == TALK:
        _offer_talk(to, wait)


def _subscription_moved(to: Projection, wait: fx.SubscriptionMoved) -> None:
    case = to.case
    subscriptions.move(case.tx, case.row.id, wait.token, wait.definition, wait.key)
    element_id = case.live.case.by_id[wait.token].task_spec.waits_as
    _offer_talk(
        to,
        fx.SubscriptionOpened(wait.token, element_id, TALK, wait.name, wait.key, wait.definition),
    )


def _offer_talk(to: Projection, wait: fx.SubscriptionOpened) -> None:
    """Whether a buffered message belongs to the conversation, its content says."""
    live = to.case.live
    fits = [
        message
        for message in messages.all_waiting(to.case.tx, wait.name)
        if live.would_take(wait.token, wait.definition, message.variables, message.key)
    ]
    _offer_buffered(to, wait, fits)


def _offer_buffered(
    to: Projection, wait: fx.SubscriptionOpened, found: Sequence[messages.BufferedMessage]
) -> None:
    """A message that waited for this subscriber is delivered after the commit, as a due row."""
    tx, row = to.case.tx, to.case.row
    for message in found:
        if messages.take(tx, message.id):
            due.insert(
                tx,
                "message",
                tx.now_micros,
                case_id=row.id,
                token=wait.token,
                definition=wait.definition,
                element_id=wait.element_id,
                name=wait.name,
                key=message.key or None,
                headers={"expires_at": message.expires_at},
                variables=message.variables,
            )
            return


def _wait_closed(to: Projection, wait: fx.WaitClosed) -> None:
    due.delete_of_token(to.case.tx, to.case.row.id, wait.token)
    subscriptions.delete_of_token(to.case.tx, to.case.row.id, wait.token)


def _message_thrown(to: Projection, message: fx.MessageThrown) -> None:
    tx = to.case.tx
    headers: dict[str, Any] = {"expires_at": tx.now_micros + int(message.ttl_s * 1_000_000)}
    if message.key is None and to.case.row.business_key:
        headers["sender"] = to.case.row.business_key
    due.insert(
        tx,
        "message",
        tx.now_micros,
        name=message.name,
        key=message.key,
        headers=headers,
        variables=message.variables,
    )


def _signal_thrown(to: Projection, signal: fx.SignalThrown) -> None:
    broadcast(to.case.tx, signal.name, signal.variables, thrower=to.case.row.id)


def broadcast(
    tx: Any, name: str, variables: Mapping[str, Any], thrower: UUID | None = None
) -> tuple[UUID, ...]:
    """A due row for each who waits for the signal at this moment; gives their cases.

    ``thrower``: the case that throws it, where all who wait have been told within the step.

    Who is reached is settled when the signal is thrown; each is reached in a transaction of its
    own, so that one case that refuses does not hold up the others. Source: BPMN 2.0.2, 10.5.1.
    """
    reached: dict[UUID, None] = {}
    for waiting in subscriptions.waiting(tx, "signal", name):
        if thrower is not None and waiting.case_id == thrower:
            continue
        together = waiting.case_id is None and waiting.key == subscriptions.TOGETHER
        case_id = None if together else waiting.case_id or tx.new_id()
        due.insert(
            tx,
            "signal" if waiting.case_id else "start",
            tx.now_micros,
            case_id=case_id,
            token=waiting.token,
            definition=waiting.definition,
            element_id=waiting.element_id,
            name=name if waiting.case_id else waiting.process_id,
            headers=_start_headers(waiting.deployment_id),
            variables=variables,
        )
        if case_id is not None:
            reached[case_id] = None
    return tuple(reached)


def _start_headers(deployment_id: UUID | None) -> Mapping[str, str] | None:
    return None if deployment_id is None else {"deployment": deployment_id.hex}


def _escalation_uncaught(to: Projection, uncaught: fx.EscalationUncaught) -> None:
    facts = events.Facts("EscalationUncaught", element_id=uncaught.element_id)
    events.append(to.case.tx, to.case.row.id, facts, {"code": uncaught.code})


def _decision_made(to: Projection, made: fx.DecisionMade) -> None:
    facts = events.Facts(DECISION_MADE, element_id=made.element_id, rule_version=made.version)
    events.append(to.case.tx, to.case.row.id, facts, made.body, data_class="personal")


def _data_stored(to: Projection, data: fx.DataStored) -> None:
    stored.write(to.case.tx, data.name, data.value, to.case.row.id)
    body = {"store": data.name, "value": data.value}
    events.append(to.case.tx, to.case.row.id, events.Facts("DataStored"), body,
                  data_class="personal")  # fmt: skip


def _incident_raised(to: Projection, incident: fx.IncidentRaised) -> None:
    incidents.insert(to.case.tx, to.case.row.id, incident)


def _incident_resolved(to: Projection, resolved: fx.IncidentResolved) -> None:
    incidents.resolve(to.case.tx, to.case.row.id, resolved.token)


_WRITERS: Mapping[type, Callable[[Projection, Any], None]] = {
    fx.TaskOpened: _task_opened,
    fx.TaskClosed: _task_closed,
    fx.JobQueued: _job_queued,
    fx.TimerArmed: _timer_armed,
    fx.SubscriptionOpened: _subscription_opened,
    fx.SubscriptionMoved: _subscription_moved,
    fx.WaitClosed: _wait_closed,
    fx.MessageThrown: _message_thrown,
    fx.SignalThrown: _signal_thrown,
    fx.EscalationUncaught: _escalation_uncaught,
    fx.DecisionMade: _decision_made,
    fx.DataStored: _data_stored,
    fx.IncidentRaised: _incident_raised,
    fx.IncidentResolved: _incident_resolved,
}
