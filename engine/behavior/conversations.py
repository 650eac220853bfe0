"""Correlation as the standard has it: which conversation a message belongs to.

A key is a list of properties; each message of the conversation has a path to each of them. By key:
the first message that a case sends or receives settles the values, later ones are compared with
them. By context: the values are those that ``correlationSubscription`` finds in the variables of
the case, as they are at the moment. A wait stands under a digest of the values that it expects, so
that a message finds it without a search. ``zeebe:subscription`` on a message comes first.
Source: BPMN 2.0.2, 8.4.2 Correlation (key-based and context-based).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import orjson

from engine.behavior.expressions import At, value_of
from engine.behavior.incidents import ENTER, Halt
from engine.behavior.node import disarm
from engine.effects import SubscriptionMoved
from engine.feel.text import write_value

if TYPE_CHECKING:
    from datetime import datetime

    from engine.behavior.case import Case
    from engine.behavior.token import Token
    from engine.feel import Expression

#: In the memory of a token: name and key of its waits for messages of a conversation
_WAITS = "waits"
#: Kind of the subscriptions that stand under such keys
TALK = "talk"
#: Before a digest, where a wait has its key: no key of a diagram begins like this
MARK = "\x1f"
#: It expects any message of the conversation: none has come yet
OPEN = MARK + "*"
#: It expects what no message has: a property of the context is null
NONE = MARK + "-"


@dataclass(frozen=True, slots=True)
class Correlation:
    """One correlation key, as one message has it."""

    #: Id of the key
    key: str
    #: Of each property: where it is in the message
    paths: Sequence[Expression]
    #: Of each property: where it is in the case; None: the first message settles it
    bindings: Sequence[Expression] | None = None

    def of_message(
        self, payload: Mapping[str, Any], now: datetime | None, given: str | None = None
    ) -> str | None:
        """Digest of the values that the message has; None where it lacks one.

        ``given``: what the sender calls the key of the message, where its content has none.
        """
        try:
            values = [value_of(path, At(payload, now)) for path in self.paths]
        except Halt:
            return None
        if len(values) == 1 and values[0] is None:
            values = [given]
        return _digest(self.key, values)

    def of_case(self, token: Token) -> str:
        """Digest of the values that the case expects, as a wait has it for its key."""
        if self.bindings is None:
            return token.case.conversations.get(self.key, OPEN)
        place = At(_outermost(token), token.now)
        found = _digest(self.key, [value_of(one, place) for one in self.bindings])
        return NONE if found is None else found


def expected(correlations: Sequence[Correlation], token: Token) -> str:
    """The key under which a wait stands: the first that is settled."""
    found = [one.of_case(token) for one in correlations]
    settled = [key for key in found if key not in (OPEN, NONE)]
    return settled[0] if settled else (OPEN if OPEN in found else NONE)


def accepts(
    correlations: Sequence[Correlation],
    token: Token,
    payload: Mapping[str, Any],
    given: str | None = None,
) -> bool:
    """Whether this message belongs to the conversation of the token.

    Each key that both know must agree, and they must know one; an open conversation takes any
    message that has a key.
    """
    pairs = [
        (one.of_case(token), one.of_message(payload, token.now, given)) for one in correlations
    ]
    known = [(mine, theirs) for mine, theirs in pairs if theirs is not None and mine != OPEN]
    if known:
        return all(mine == theirs for mine, theirs in known)
    settled = any(mine != OPEN for mine, _ in pairs)
    return not settled and any(theirs is not None for _, theirs in pairs)


def settle(
    correlations: Iterable[Correlation],
    case: Case,
    payload: Mapping[str, Any],
    now: datetime | None,
    given: str | None = None,
) -> None:
    """A message was sent or received: what it tells of keys that are open is settled."""
    for one in correlations:
        if one.bindings is None and one.key not in case.conversations:
            found = one.of_message(payload, now, given)
            if found is not None:
                case.conversations[one.key] = found


def expect(token: Token, index: int, name: str, key: str) -> None:
    """The token waits for a message of this name under this key."""
    token.internal_data.setdefault(_WAITS, {})[str(index)] = [name, key]
    token.case.expecting[(token.id, index)] = token


def expect_still(token: Token, index: int) -> None:
    """The token waits so, out of a snapshot."""
    token.case.expecting[(token.id, index)] = token


def move(case: Case) -> None:
    """After a step: waits whose expectation has changed stand under another key.

    One whose expectation cannot be said any more waits no longer: it is an incident.
    """
    for (_, index), token in list(case.expecting.items()):
        try:
            now = expected(token.task_spec.definitions[index].correlations, token)
        except Halt as halt:
            disarm(token)
            case.raise_incident(token, halt, ENTER)
            continue
        memo = token.internal_data[_WAITS][str(index)]
        if now != memo[1]:
            memo[1] = now
            case.effects.append(SubscriptionMoved(token.id, index, memo[0], now))


def _outermost(token: Token) -> Any:
    """The variables of the process that the token runs in."""
    frame = token.home
    while frame.up is not None:
        frame = frame.up
    return frame


def _digest(key: str, values: Sequence[Any]) -> str | None:
    if any(value is None for value in values):
        return None
    # A text and a number that are written alike are alike, as for the keys of a subscription
    written = orjson.dumps([key, *map(write_value, values)])
    return MARK + sha256(written).hexdigest()[:40]
