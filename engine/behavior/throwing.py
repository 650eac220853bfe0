"""Nodes that throw: intermediate throw events, end events, send tasks with a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.behavior.token import OVER

if TYPE_CHECKING:
    from engine.behavior.node import Node
    from engine.behavior.token import Token


def throw_all(node: Node, token: Token) -> None:
    """Throw every definition of the node. Only what the input mappings name goes with it."""
    payload = {} if token.own is None else dict(token.own)
    if node.declared is not None:
        payload = node.declared.payload(payload)
    for definition in node.definitions:
        # An escalation or error may have cancelled the thrower with its scope
        if not token._state & OVER:
            definition.throw(token, payload)
