"""Messages that a host's own operation sends: delivered after its commit, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from engine.protocols import Tx
from engine.store import due
from engine.store.transaction import Transaction


def send_message(
    tx: Tx,
    name: str,
    key: str | None = None,
    variables: Mapping[str, Any] | None = None,
    ttl: timedelta = timedelta(0),
) -> None:
    """Have the message delivered once ``tx`` is committed; start events of that name begin cases.

    The due row belongs to the transaction, so sender and message stand or fall together; who may
    send is the sender's own rule. ``ttl``: how long it waits for a subscriber.
    """
    within = cast(Transaction, tx)
    expires = within.now_micros + int(ttl.total_seconds() * 1_000_000)
    due.insert(
        within,
        "message",
        within.now_micros,
        name=name,
        key=key,
        headers={"expires_at": expires},
        variables=variables,
    )
