"""Work to be done outside after the commit, by an operation that has no case.

The row is written in the operation's own transaction: rolled back with it, never lost after it.
A handler does it at least once and gets ``job.id`` to be told apart: mail carries it as Message-ID,
a webhook as Idempotency-Key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from engine.protocols import Tx
from engine.store import due
from engine.store.transaction import Transaction

#: With the usual pauses: given up after about a day
RETRIES = 30


def post(tx: Tx, type: str, variables: Mapping[str, Any], *, retries: int = RETRIES) -> UUID:
    """Have a job of ``type`` done once this transaction is committed. Gives the job's id."""
    assert isinstance(tx, Transaction)
    made = due.insert(tx, "job", tx.now_micros, name=type, variables=variables, retries=retries)
    tx.flush()
    return made


__all__ = ["RETRIES", "post"]
