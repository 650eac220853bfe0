"""Deploy: store a bundle, and make it what new cases take from its effective day on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from engine.bundle import Bundle, compile_bundle
from engine.commands import Deploy, Outcome, WithdrawDeployment
from engine.errors import NotFound, WrongState
from engine.pipeline import start_timers, together
from engine.protocols import AccessRequest
from engine.store import deployments, due, events, subscriptions
from engine.store.deployments import Definition
from engine.store.types import to_micros

if TYPE_CHECKING:
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction


def deploy(host: Host, tx: Transaction, command: Deploy) -> Outcome:
    """Raises ``DeploymentRefused`` with all problems. The same content twice is one deployment."""
    address = deployments.digest(command.files)
    if (found := _allowed(host, tx, command, address)) is not None:
        return Outcome(deployment_id=found)
    bundle = host.compiled.take(address) or compile_bundle(command.files)
    effective_at = tx.now_micros
    if command.effective_at is not None:
        effective_at = max(effective_at, to_micros(command.effective_at))
    deployment_id = deployments.insert(
        tx, command.files, _definitions(bundle), effective_at, command.author
    )
    key = (tx.tenant, deployment_id)
    tx.committed.append(lambda: host.bundles.put(key, bundle))
    if effective_at <= tx.now_micros:
        _replace_starts(tx, bundle, deployment_id)
    else:
        due.insert(tx, "publish", effective_at, headers={"deployment": deployment_id.hex})
    body = {"files": sorted(command.files), "effective_at": effective_at}
    events.append(tx, deployment_id, events.Facts("Deployed"), body)
    return Outcome(deployment_id=deployment_id)


def withdraw(host: Host, tx: Transaction, command: WithdrawDeployment) -> Outcome:
    """Its day has not come: nothing has started on it, and nothing will."""
    host.policy.check(tx, AccessRequest(command))
    found = deployments.effect_of(tx, command.deployment_id)
    if found is None:
        raise NotFound("there is no such deployment", deployment=command.deployment_id)
    effective_at, withdrawn = found
    if withdrawn:
        raise WrongState("it is withdrawn already", code="withdrawn")
    if effective_at <= tx.now_micros:
        raise WrongState("it is in effect", code="in-effect", effective_at=effective_at)
    deployments.withdraw(tx, command.deployment_id)
    facts = events.Facts("DeploymentWithdrawn")
    events.append(tx, command.deployment_id, facts, {"reason": command.reason})
    return Outcome(deployment_id=command.deployment_id)


def prepare(host: Host, tx: Transaction, command: Deploy) -> Callable[[], None] | None:
    """What to do before the transaction of ``deploy``; None if there is nothing to do.

    Reading and checking large diagrams takes seconds, in which nobody else could write.
    """
    address = deployments.digest(command.files)
    if _allowed(host, tx, command, address) is not None:
        return None
    return lambda: host.compiled.put(address, compile_bundle(command.files))


def _allowed(host: Host, tx: Transaction, command: Deploy, address: str) -> UUID | None:
    """The deployment that has this content already. Raises the policy's refusal."""
    host.policy.check(tx, AccessRequest(command))
    return deployments.same_content(tx, address)


def come_into_effect(host: Host, tx: Transaction, deployment_id: UUID) -> None:
    """The effective day of a deployment has come: its start events wait from now on."""
    _replace_starts(tx, host.bundle(tx, deployment_id), deployment_id)


def _definitions(bundle: Bundle) -> list[Definition]:
    return [
        Definition(process.id, process.name, process.version_tag)
        for process in bundle.processes.values()
        if process.executable
    ]


def _replace_starts(tx: Transaction, bundle: Bundle, deployment_id: UUID) -> None:
    """Only the newest effective definition of a process starts by message, signal or timer."""
    current = {
        process_id
        for process_id in deployments.process_ids(tx, deployment_id)
        if deployments.newest_effective(tx, process_id) == deployment_id
    }
    for process_id in current:
        subscriptions.delete_starts(tx, process_id)
        start_timers.disarm(tx, process_id)
        together.forget(tx, process_id)
    for start in bundle.start_subscriptions:
        if start.process_id in current:
            subscriptions.open_for_start(
                tx,
                start.kind,
                start.name,
                deployment_id,
                start.process_id,
                start.element_id,
                start.definition,
                together=start.together,
            )
    for timer in bundle.start_timers:
        if timer.process_id in current:
            start_timers.arm_first(tx, timer, deployment_id)
