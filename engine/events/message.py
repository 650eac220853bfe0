"""bpmn:messageEventDefinition. Caught by name and key, thrown with the mapped payload only.

Spec: BPMN 2.0.2, 10.5.5 Event Definitions, Message; keys by ``zeebe:subscription``, else by 8.4.2
Correlation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.behavior.conversations import (
    TALK,
    Correlation,
    expect,
    expect_still,
    expected,
    settle,
)
from engine.behavior.expressions import optional_text, text_of
from engine.behavior.incidents import Halt
from engine.effects import MessageThrown, SubscriptionOpened
from engine.events.definition import Definition

if TYPE_CHECKING:
    from engine.behavior.token import Token
    from engine.feel import Expression
    from engine.model.source import Source


@dataclass(frozen=True, slots=True)
class Message(Definition):
    """``key`` None: delivered by the case's business key, or to the only one who waits."""

    name: Expression
    key: Expression | None
    #: By the standard's own elements, where the message has no key of its own
    correlations: tuple[Correlation, ...] = ()
    kind = "message"
    outside = True

    @classmethod
    def read(cls, source: Source, owner: Source) -> Message | None:
        """``source`` bears ``messageRef``: an event definition, send or receive task."""
        message = source.referenced("messageRef") or source.message_of_operation()
        if message is None:
            return None
        name = owner.literal_or_feel(message.element.get("name") or message.id)
        subscription = message.zeebe("subscription")
        key = None if subscription is None else subscription.get("correlationKey")
        if name is None:
            return None
        by_conversation = () if key else owner.correlations(message)
        return cls(name, owner.literal_or_feel(key), by_conversation)

    def same(self, other: Message) -> bool:
        """Whether both wait for the same message, as far as the diagram says."""
        mine, theirs = (None if one.key is None else one.key.text for one in (self, other))
        return self.name.text == other.name.text and mine == theirs

    def arm(self, token: Token, index: int) -> None:
        element_id = token.task_spec.waits_as
        key = optional_text(self.key, token, "correlation key")
        if self.key is not None and key is None:
            raise Halt("correlation-key-null", f"{element_id}: {self.key.text} is null")
        name = text_of(self.name, token, "message name")
        kind = self.kind
        if self.correlations:
            kind, key = TALK, expected(self.correlations, token)
            expect(token, index, name, key)
        token.case.effects.append(SubscriptionOpened(token.id, element_id, kind, name, key, index))

    def restore(self, token: Token, index: int) -> None:
        if self.correlations:
            expect_still(token, index)

    def throw(self, token: Token, payload: dict[str, Any]) -> None:
        name = text_of(self.name, token, "message name")
        key = optional_text(self.key, token, "correlation key")
        if self.correlations:
            settle(self.correlations, token.case, payload, token.now)
        token.case.effects.append(MessageThrown(name, key, payload, 0.0))
