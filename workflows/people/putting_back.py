"""Giving a claimed task back to its queue, also for somebody who has left the post."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from engine.protocols import Tx
from workflows.clock import legal_day
from workflows.people.holders import Held, appointments_of


def may_put_back(tx: Tx, holder: UUID | None, keys: Collection[str], park: str | None) -> bool:
    """Whether the actor may put a task back that ``holder`` has claimed.

    Who holds it may. Where the holder has no post for it any more, a colleague of such a post or a
    manager of the park may: nobody else could ever do it.
    """
    if holder is None or tx.actor.person is None:
        return False
    if holder == tx.actor.person:
        return True
    if any(held.key in keys for held in _posts(tx, holder)):
        return False
    named = tx.actor.appointment
    mine = [one for one in _posts(tx, tx.actor.person) if named in {None, one.appointment}]
    return any(one.key in keys or _manages(one, park) for one in mine)


def _manages(held: Held, park: str | None) -> bool:
    return held.role == "manager" and held.park_code in {None, park}


def _posts(tx: Tx, person: UUID) -> list[Held]:
    return appointments_of(tx.connection, tx.tenant, person, legal_day(tx.now))
