"""Nodes that throw: intermediate throw events, end events, send tasks with a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.behavior.compensation import UNDOING
from engine.behavior.token import OVER

if TYPE_CHECKING:
    from engine.behavior.node import Node
    from engine.behavior.token import Token


#: In the memory of a thrower: how many of its definitions it has thrown
_THROWN = "thrown"


def throw_all(node: Node, token: Token) -> bool:
    """Throw every definition of the node. Only what the input mappings name goes with it.

    False: the thrower is gone, or waits for compensation before it throws the rest.
    """
    payload = {} if token.own is None else dict(token.own)
    if node.declared is not None:
        payload = node.declared.payload(payload)
    begun = token.internal_data.pop(_THROWN, 0)
    for number, definition in enumerate(node.definitions[begun:], begun + 1):
        definition.throw(token, payload)
        # An escalation or error may have cancelled the thrower with its scope
        if token._state & OVER:
            return False
        if UNDOING in token.internal_data:
            token.internal_data[_THROWN] = number
            return False
    return True
