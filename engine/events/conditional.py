"""bpmn:conditionalEventDefinition. Occurs when its condition becomes true; null is not yet.

Spec: BPMN 2.0.2, 10.5.5 Event Definitions, Conditional; asked as in Camunda 8: when the element
begins to wait, and whenever a variable is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.behavior import conditions
from engine.events.definition import Definition

if TYPE_CHECKING:
    from engine.behavior.expressions import Place
    from engine.behavior.token import Token
    from engine.feel import Expression
    from engine.model.source import Source


@dataclass(frozen=True, slots=True)
class Conditional(Definition):
    """A condition over the variables that the waiting token sees."""

    condition: Expression
    kind = "conditional"
    watches = True

    @classmethod
    def read(cls, source: Source, owner: Source) -> Conditional | None:
        child = source.child("condition")
        condition = None if child is None else owner.expression(child.text())
        return None if condition is None else cls(condition)

    def holds(self, place: Place) -> bool:
        """Whether it is true there. May raise ``Halt``."""
        return conditions.truth(self.condition, place) is True

    def arm(self, token: Token, index: int) -> None:
        conditions.forget(token, index)
        conditions.watch(token, index, self.condition)

    def restore(self, token: Token, index: int) -> None:
        conditions.watch(token, index, self.condition, fresh=False)
