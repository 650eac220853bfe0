"""Tokens that wait at a joining gateway, indexed by gateway and incoming flow."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.behavior.token import Token


class Arrivals(dict[str, dict[str, "deque[Token]"]]):
    """Of one scope: {gateway: {incoming flow: tokens, oldest first}}; empty entries are removed."""

    __slots__ = ()

    def add(self, gateway: str, token: Token) -> int:
        """Note the token. Returns on how many flows a token waits now."""
        flows = self.setdefault(gateway, {})
        flows.setdefault(str(token.via), deque()).append(token)
        return len(flows)

    def waiting(self, gateway: str) -> list[Token]:
        """All tokens that wait there, oldest first."""
        queues = self.get(gateway, {}).values()
        return sorted((token for queue in queues for token in queue), key=lambda token: token.id)

    def first(self) -> Token:
        """Some token that waits; there must be one."""
        return next(queue[0] for flows in self.values() for queue in flows.values())

    def remove(self, gateway: str, token: Token) -> None:
        """The token is taken away, from whatever place in its queue."""
        flows = self.get(gateway, {})
        queue = flows.get(str(token.via))
        if queue is None or token not in queue:
            return
        queue.remove(token)
        self._tidy(gateway, flows, str(token.via))

    def take_one_per_flow(self, gateway: str) -> list[Token]:
        """The oldest token of each flow; a second token on a flow stays for the next round.

        Source: BPMN 2.0.2, 13.4.1 Parallel Gateway ("consumes exactly one token from each").
        """
        flows = self[gateway]
        taken = [queue.popleft() for queue in flows.values()]
        for via in list(flows):
            self._tidy(gateway, flows, via)
        return taken

    def _tidy(self, gateway: str, flows: dict[str, deque[Token]], via: str) -> None:
        if not flows[via]:
            del flows[via]
        if not flows:
            self.pop(gateway, None)
