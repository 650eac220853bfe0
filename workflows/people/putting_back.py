"""Giving a claimed task back to its queue, also for somebody who has left the post."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol
from uuid import UUID

from engine.protocols import Tx
from workflows.clock import legal_day
from workflows.people.holders import Held, appointments_of


class Post(Protocol):
    """A post that somebody holds today."""

    @property
    def key(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def park_code(self) -> str | None: ...


def may_put_back(tx: Tx, holder: UUID | None, keys: Collection[str], park: str | None) -> bool:
    """Whether the actor may put a task back that ``holder`` has claimed.

    Who holds it may. Where the holder has no post for it any more, a colleague of such a post or a
    manager of the park may: nobody else could ever do it.
    """
    if holder is None or tx.actor.person is None:
        return False
    if holder == tx.actor.person:
        return True
    if not has_left(_posts(tx, holder), keys):
        return False
    named = tx.actor.appointment
    mine = [one for one in _posts(tx, tx.actor.person) if named in {None, one.appointment}]
    return any(may_take_over(one, keys, park) for one in mine)


def has_left(posts: Iterable[Post], keys: Collection[str]) -> bool:
    """Whether somebody with these posts has none of them that a task is for.

    A task for no post is for its holder alone.
    """
    return bool(keys) and not any(one.key in keys for one in posts)


def may_take_over(post: Post, keys: Collection[str], park: str | None) -> bool:
    """Whether who holds ``post`` is a colleague, or a manager of the park."""
    return post.key in keys or (post.role == "manager" and post.park_code in {None, park})


def _posts(tx: Tx, person: UUID) -> list[Held]:
    return appointments_of(tx.connection, tx.tenant, person, legal_day(tx.now))
