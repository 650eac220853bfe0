"""What is done now and then: deleting what only waited to be forgotten, signing a root a day.

All of it in short transactions that hold nobody up.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from engine.protocols import Actor
from engine.store import idempotency, messages

if TYPE_CHECKING:
    from engine.runtime import Engine

#: How many rows one transaction deletes at most
BATCH = 500
#: The rows belong to many tenants, and nothing is recorded for them
_NOBODY = Actor.system(UUID(int=0))


def sweep(engine: Engine) -> int:
    """Purge expired messages and old idempotency keys; how many rows there were."""
    return sum(_all(engine, purge) for purge in (messages.purge, idempotency.purge))


def sign_daily(engine: Engine, folder: Path) -> None:
    """A root for each tenant whose last one is older than a day."""
    from engine.store.roots import unsigned_since

    day = timedelta(days=1)
    with engine.reading() as connection:
        tenants = unsigned_since(connection, engine.clock.now() - day)
    for tenant in tenants:
        engine.sign(tenant, folder)


def _all(engine: Engine, purge: Any) -> int:
    purged = 0
    while True:
        with engine.transaction(_NOBODY) as tx:
            gone: int = purge(tx, BATCH)
        purged += gone
        if gone < BATCH:
            return purged
