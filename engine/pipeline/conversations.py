"""From the content of a message to those who wait for it in its conversation.

Each deployment in which somebody waits for the message says where its keys are in the message.
Whether the message is really theirs, the case decides when it is delivered.
Source: BPMN 2.0.2, 8.4.2 Correlation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.behavior.conversations import OPEN, TALK
from engine.store import subscriptions
from engine.store.subscriptions import Subscription
from engine.zone import local

if TYPE_CHECKING:
    from engine.commands import PublishMessage
    from engine.pipeline.host import Host
    from engine.store.transaction import Transaction


def in_conversation(host: Host, tx: Transaction, command: PublishMessage) -> list[Subscription]:
    """Waits under the keys that the message has, then those that none has reached yet."""
    name = command.name
    deployments = subscriptions.deployments_waiting(tx, TALK, name)
    keys: dict[str, None] = {}
    for deployment_id in deployments:
        for one in sorted(host.bundle(tx, deployment_id).correlations(name), key=_key):
            found = one.of_message(command.variables, local(tx.now), command.key)
            if found is not None:
                keys[found] = None
    wanted = [*keys, OPEN] if deployments else []
    return [one for key in wanted for one in subscriptions.with_key(tx, name, key, TALK)]


def _key(correlation: object) -> str:
    return str(getattr(correlation, "key", ""))
