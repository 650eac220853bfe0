"""The policy of an engine that was given none: only its own hand may act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.errors import NotPermitted
from engine.protocols import AccessRequest, Actor, Tx


def is_system(actor: Actor) -> bool:
    """Whether this is the engine's own hand: timers, jobs, sweeps."""
    return actor.person is None and actor.channel == "system"


def require_system(actor: Actor) -> None:
    """No policy is asked about the clock: nobody but the engine itself says that it is time."""
    if not is_system(actor):
        raise NotPermitted("only the engine carries out what is due")


class DenyAll:
    """Deny by default (docs/architecture.md)."""

    def check(self, tx: Tx, request: AccessRequest) -> None:
        if not is_system(tx.actor):
            raise NotPermitted(
                "no access policy is set, so nobody may do this",
                command=type(request.command).__name__,
            )

    def slot_keys(
        self, tx: Tx, candidates: Sequence[str], variables: Mapping[str, Any]
    ) -> Sequence[str]:
        return candidates
