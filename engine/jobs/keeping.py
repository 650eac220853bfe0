"""What is kept where, and how long: finished cases go to the archive, bodies are erased in time.

Both in small steps, in the order of time, so that they keep up without holding anybody up. The
periods are the host's: how long is a question of law (档案, 个人信息保护法 Art. 19 and 47).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select

from engine.protocols import Actor
from engine.store import archive, erasure
from engine.store.schema import stream_head

if TYPE_CHECKING:
    from engine.runtime import Engine

_FIRST = (0, UUID(int=0))


@dataclass(frozen=True, slots=True)
class Keeping:
    """Periods. Without any nothing is put away and nothing erased by itself."""

    #: A case is put away so long after its end
    archive_after: timedelta | None = None
    #: {data class: a body is erased so long after its case has ended, or after it was recorded}
    erase_after: Mapping[str, timedelta] = field(default_factory=dict)


class Keeper:
    """Carries the periods out, for all tenants of an engine. ``step`` is called now and then."""

    #: Cases that one step puts away, and bodies that it erases
    BATCH = 200

    def __init__(self, engine: Engine, keeping: Keeping) -> None:
        self._engine, self.keeping = engine, keeping
        #: How far the archive has come, by end of cases; a fresh process begins at the first
        self._reached: dict[UUID, tuple[int, UUID]] = {}

    def step(self) -> int:
        """How many cases were put away and bodies erased."""
        if self.keeping == Keeping():
            return 0
        return sum(self._put_away(one) + self._erase(one) for one in self._tenants())

    def _tenants(self) -> list[UUID]:
        with self._engine.reading() as connection:
            return list(connection.scalars(select(stream_head.c.tenant).distinct()))

    def _put_away(self, tenant: UUID) -> int:
        if self.keeping.archive_after is None:
            return 0
        reached, instant = self._reached.get(tenant, _FIRST), self._engine.clock.now()
        before = instant - self.keeping.archive_after
        with self._engine.reading() as connection:
            found = archive.ended_before(connection, tenant, before, reached, self.BATCH)
        for _, case_id in found:
            with self._engine.transaction(Actor.system(tenant)) as tx:
                archive.put_away(tx, case_id, self.keeping.erase_after)
        # At the end it begins anew: what was brought back meanwhile lies behind
        self._reached[tenant] = found[-1] if len(found) == self.BATCH else _FIRST
        return len(found)

    def _erase(self, tenant: UUID) -> int:
        with self._engine.transaction(Actor.system(tenant)) as tx:
            return erasure.erase_expired(tx, self.keeping.erase_after, self.BATCH)
