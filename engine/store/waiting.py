"""How much waits: for workers, and for a person's help. Counts stop at a bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, literal, select

from engine.store.schema import due, incident

#: Beyond this many nobody needs to know how many
BOUND = 10_000


@dataclass(frozen=True, slots=True)
class Waiting:
    """The queue at one moment, of all tenants."""

    #: Due rows that nobody has carried out yet, and how long the oldest has been due
    late: int
    lag_s: float
    #: Rows that were given up
    dead: int
    #: Incidents that nobody has resolved
    incidents: int


def waiting(connection: Connection, now: int) -> Waiting:
    """``now``: microseconds since 1970."""
    is_late = (due.c.state != "dead", due.c.due_at <= now)
    # One state after the other, each the first entry of its part of the index
    firsts = [
        connection.scalar(
            select(func.min(due.c.due_at)).where(due.c.state == state, due.c.due_at <= now)
        )
        for state in ("waiting", "running")
    ]
    oldest = min((one for one in firsts if one is not None), default=now)
    states = due.c.state.in_(("waiting", "running"))
    return Waiting(
        _count(connection, select(literal(1)).select_from(due).where(states, *is_late)),
        (now - oldest) / 1e6,
        _count(connection, select(literal(1)).select_from(due).where(due.c.state == "dead")),
        _count(
            connection,
            select(literal(1)).select_from(incident).where(incident.c.resolved_at.is_(None)),
        ),
    )


def _count(connection: Connection, rows: Select[Any]) -> int:
    bounded = rows.limit(BOUND).subquery()
    return connection.scalar(select(func.count()).select_from(bounded)) or 0
