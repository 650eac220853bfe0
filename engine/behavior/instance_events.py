"""What a multi-instance activity throws when instances complete (``behavior``).

``None``: its event for each instance; ``One``: its event for the first; ``Complex``: those whose
condition holds; ``All`` throws nothing. Boundary events of the activity can catch them, and what
these interrupt ends all instances. Without a reference it is a signal to its own boundary events,
which their output mappings find the counters of the activity in.
Source: BPMN 2.0.2, 10.3.8 Multi-Instance Characteristics; 13.3.7 Multiple Instances Activity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.behavior.expressions import At, truth_of
from engine.behavior.frames import Frame
from engine.behavior.incidents import Halt
from engine.behavior.outside import tell
from engine.behavior.token import OVER, Token

if TYPE_CHECKING:
    from engine.events.definition import Definition
    from engine.feel import Expression

_COUNTERS = (
    "numberOfInstances",
    "numberOfActiveInstances",
    "numberOfCompletedInstances",
    "numberOfTerminatedInstances",
)


@dataclass(frozen=True, slots=True)
class Thrown:
    """One event. ``definition`` None is the default signal; ``condition`` None always holds."""

    definition: Definition | None
    condition: Expression | None = None


@dataclass(frozen=True, slots=True)
class InstanceEvents:
    """``behavior`` with its events."""

    events: Sequence[Thrown]
    #: Only when the first instance completes
    first_only: bool = False

    def ask(self, child: Token, memo: dict[str, Any]) -> None:
        """Which events will this instance throw? May raise ``Halt``."""
        completed = memo["done"] - memo.get("ended", 0)
        counts = {
            "numberOfActiveInstances": memo["begun"] - memo["done"] - 1,
            "numberOfCompletedInstances": completed + 1,
        }
        place = At(Frame(child.frame, counts), child.now)
        late = self.first_only and completed > 0
        memo["throws"] = [
            number
            for number, event in enumerate(() if late else self.events)
            if event.condition is None or truth_of(event.condition, place, "complex behavior")
        ]

    def throw(self, token: Token, memo: dict[str, Any]) -> None:
        """An instance is gone: throw, until a boundary event interrupts the activity."""
        for number in memo.pop("throws", ()):
            definition = self.events[number].definition
            if token._state & OVER:
                return
            try:
                if definition is None:
                    _throw_default(token)
                else:
                    definition.throw(token, {})
            except Halt as halt:
                token.case.note_stuck(token, halt)


def _throw_default(token: Token) -> None:
    assert token.own is not None
    counters = {name: token.own[name] for name in _COUNTERS}
    for boundary in token.children:
        kinds = [definition.kind for definition in boundary.task_spec.definitions]
        if boundary.armed and "signal" in kinds and not token._state & OVER:
            mapped = counters if boundary.task_spec.outputs_map else {}
            tell(boundary, ["event", kinds.index("signal"), mapped])
