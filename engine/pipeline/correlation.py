"""PublishMessage and ThrowSignal: from a name and a key to those who wait.

A message has one recipient per process: the longest waiting token under its name and key. Where
no case waits, start events of that name begin cases; else it is buffered while it has time to
live. A signal reaches everybody who waits when it is thrown. Source: BPMN 2.0.2, 8.4.2 and 10.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from engine.behavior.conversations import TALK
from engine.commands import Command, Outcome, PublishMessage, StartCase, ThrowSignal
from engine.errors import Refused
from engine.pipeline.conversations import in_conversation
from engine.pipeline.opened import open_case
from engine.pipeline.projection import broadcast
from engine.pipeline.starting import begin
from engine.pipeline.together import Part, occurred
from engine.protocols import AccessRequest
from engine.store import cases, events, messages, subscriptions
from engine.store.subscriptions import Subscription

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction


def publish_message(host: Host, tx: Transaction, command: PublishMessage) -> Outcome:
    """Deliver it, start with it, buffer it, or drop it; says which cases it reached."""
    request = AccessRequest(command, command.case_id, variables=command.variables)
    host.policy.check(tx, request)
    return correlate(host, tx, command)


def correlate(host: Host, tx: Transaction, command: PublishMessage) -> Outcome:
    """As ``publish_message``, for a message whose sender needs no leave."""
    if command.message_id and messages.seen(tx, command.name, command.message_id):
        return Outcome(repeated=True)
    taken: tuple[UUID | None, ...] = tuple(_deliver(host, tx, command)) or tuple(
        _start(host, tx, command)
    )
    # What is one part of a start has reached no case, and must not come a second time
    _keep(tx, command, delivered=bool(taken))
    reached = tuple(case_id for case_id in taken if case_id is not None)
    return Outcome(reached[0] if len(reached) == 1 else None, reached=reached)


def throw_signal(host: Host, tx: Transaction, command: ThrowSignal) -> Outcome:
    """All who wait are reached after the commit, each in a transaction of its own."""
    host.policy.check(tx, AccessRequest(command, variables=command.variables))
    return Outcome(reached=broadcast(tx, command.name, command.variables))


def deliver(
    host: Host, tx: Transaction, command: Command, waiting: Subscription, kind: str = "Message"
) -> bool:
    """Hand it to a waiting token; False if the token waits no more."""
    if waiting.case_id is None or waiting.token is None:
        return False
    row = cases.load(tx, waiting.case_id)
    if row is None or row.state in cases.ENDED:
        return False
    case = open_case(host, tx, row)
    variables = getattr(command, "variables", {})
    key = getattr(command, "key", None)
    if not case.live.deliver(waiting.token, waiting.definition, variables, key):
        return False
    facts = events.Facts(f"{kind}Delivered", element_id=waiting.element_id)
    name = getattr(command, "name", None)
    case.finish(command, facts, {"name": name, "variables": dict(variables)})
    return True


def _deliver(host: Host, tx: Transaction, command: PublishMessage) -> Iterator[UUID]:
    processes: set[str] = set()
    for waiting in _candidates(host, tx, command):
        if waiting.process_id not in processes and deliver(host, tx, command, waiting):
            processes.add(waiting.process_id)
            assert waiting.case_id is not None
            yield waiting.case_id


def _candidates(host: Host, tx: Transaction, command: PublishMessage) -> list[Subscription]:
    """Tokens that the message may reach, in an order in which their cases can be locked."""
    name, key, case_id = command.name, command.key, command.case_id
    if case_id is not None:
        found = subscriptions.waiting(tx, "message", name, case_id)
        wanted = ("", key) if key else None
        named = [one for one in found if wanted is None or one.key in wanted]
        return named + subscriptions.waiting(tx, TALK, name, case_id)
    talking = in_conversation(host, tx, command)
    if key is not None:
        found = subscriptions.with_key(tx, name, key)
        return found + subscriptions.with_business_key(tx, name, key) + talking
    if command.sender and (found := subscriptions.with_business_key(tx, name, command.sender)):
        return found + talking
    found = [one for one in subscriptions.waiting(tx, "message", name) if one.case_id]
    if len(found) > 1 and not talking:
        raise Refused(
            "several cases wait for this message: it needs a key",
            code="ambiguous-message",
            name=name,
        )
    return talking or found


def _start(host: Host, tx: Transaction, command: PublishMessage) -> Iterator[UUID | None]:
    if command.case_id is not None:
        return
    for start in subscriptions.waiting(tx, "message", command.name):
        if start.case_id is None and start.deployment_id is not None:
            yield _begin(host, tx, command, start, start.deployment_id)


def _begin(
    host: Host, tx: Transaction, command: PublishMessage, start: Subscription, deployment_id: UUID
) -> UUID | None:
    case_id, variables = tx.new_id(), command.variables
    if start.key == subscriptions.TOGETHER:
        part = Part(start.process_id, start.element_id, start.definition, command.key)
        found = occurred(host, tx, deployment_id, part, variables)
        if found is None:
            return None
        variables = found.variables
    business_key = command.key or command.sender
    wanted = StartCase(start.process_id, {}, business_key, start.element_id, case_id)
    begin(host, tx, wanted, deployment_id, command, variables)
    return case_id


def _keep(tx: Transaction, command: PublishMessage, *, delivered: bool) -> None:
    micros = int(command.ttl.total_seconds() * 1_000_000)
    if delivered and command.message_id is None:
        return
    if not delivered and micros <= 0:
        return
    messages.keep(
        tx,
        command.name,
        command.key,
        command.variables,
        command.message_id,
        ttl=micros,
        delivered=delivered,
    )
