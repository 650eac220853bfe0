"""bpmn:signalEventDefinition. Broadcast by name to all who wait when it is thrown.

Spec: BPMN 2.0.2, 10.5.5 Event Definitions, Signal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.behavior.expressions import text_of
from engine.behavior.outside import tell
from engine.behavior.token import WAITING
from engine.effects import SignalThrown, SubscriptionOpened
from engine.events.definition import Definition

if TYPE_CHECKING:
    from engine.behavior.case import Case
    from engine.behavior.token import Token
    from engine.feel import Expression
    from engine.model.source import Source


@dataclass(frozen=True, slots=True)
class Signal(Definition):
    """A signal has a name and no key."""

    name: Expression
    kind = "signal"
    outside = True

    @classmethod
    def read(cls, source: Source, owner: Source) -> Signal | None:
        signal = source.referenced("signalRef")
        if signal is None:
            return None
        name = owner.literal_or_feel(signal.element.get("name") or signal.id)
        return None if name is None else cls(name)

    def arm(self, token: Token, index: int) -> None:
        name = text_of(self.name, token, "signal name")
        token.internal_data.setdefault("signals", {})[str(index)] = name
        token.case.effects.append(
            SubscriptionOpened(token.id, token.task_spec.waits_as, "signal", name, None, index)
        )

    def throw(self, token: Token, payload: dict[str, Any]) -> None:
        """Those who wait in this case are told at once: what interrupts, interrupts now."""
        name, case = text_of(self.name, token, "signal name"), token.case
        case.effects.append(SignalThrown(name, payload))
        # By age: after a load tokens come scope by scope
        for waiting, index in sorted(_waiting(case, name), key=_age):
            tell(waiting, ["event", index, payload])


def _age(item: tuple[Token, int]) -> tuple[int, int]:
    return item[0].id, item[1]


def _waiting(case: Case, name: str) -> Iterator[tuple[Token, int]]:
    for token in case.by_id.values():
        if token._state == WAITING and "signals" in token.internal_data:
            for index, waits in token.internal_data["signals"].items():
                if waits == name:
                    yield token, int(index)
