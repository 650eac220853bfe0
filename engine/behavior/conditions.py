"""Conditional events: asked again whenever a variable of the condition may have been written.

Only before something else runs, and never while a scope is being built: then a condition that has
become true takes effect before any further step. A diagram without conditions pays nothing.
Source: BPMN 2.0.2, 10.5.5 Event Definitions, Conditional ("when a condition becomes true").
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from operator import is_
from typing import TYPE_CHECKING, Any

from engine.behavior.expressions import value_of
from engine.behavior.incidents import ENTER, Halt
from engine.behavior.node import disarm
from engine.behavior.outside import tell
from engine.behavior.token import WAITING

if TYPE_CHECKING:
    from engine.behavior.case import Case
    from engine.behavior.expressions import Place
    from engine.behavior.token import Token
    from engine.feel import Expression

#: Where a token remembers which of its conditions hold
_HOLDS = "holds"
_UNSEEN = object()


@dataclass(slots=True)
class Watch:
    """One condition of one waiting token, with the values that it saw last."""

    #: Outer scopes come first
    place: tuple[int, int, int]
    token: Token
    index: int
    condition: Expression
    names: tuple[str, ...]
    seen: list[Any] | None = None

    def waits(self) -> bool:
        return self.token._state == WAITING

    def touched(self) -> bool:
        """Whether a variable has been written since the last look. Values never change inside."""
        frame = self.token.frame
        values = [frame.get(name, _UNSEEN) for name in self.names]
        before, self.seen = self.seen, values
        return before is None or not all(map(is_, before, values))

    def becomes_true(self) -> bool:
        """Whether it holds now and did not before; null is not yet. May raise ``Halt``."""
        value = truth(self.condition, self.token)
        memo = self.token.internal_data.setdefault(_HOLDS, {})
        held, memo[str(self.index)] = memo.get(str(self.index), False), bool(value)
        return bool(value) and not held


def truth(condition: Expression, place: Place) -> bool | None:
    """True, false or not yet (null). May raise ``Halt``."""
    value = value_of(condition, place)
    if value is not None and not isinstance(value, bool):
        raise Halt("condition-not-boolean", f"{condition.text} is {value!r}")
    return value


def watch(token: Token, index: int, condition: Expression) -> None:
    """The token waits for this condition from now on."""
    names = tuple(condition.uses | condition.may_use)
    place = (int(token.workflow.depth), token.id, index)
    insort(token.case.watched, Watch(place, token, index, condition, names), key=_place)


def forget(token: Token, index: int) -> None:
    """It begins to wait anew: the condition counts as not held before."""
    token.internal_data.get(_HOLDS, {}).pop(str(index), None)


def look_anew(case: Case) -> None:
    """A command begins: what a condition asks beside variables, as the time, may have changed."""
    for one in case.watched:
        one.seen = None


def check(case: Case) -> bool:
    """Trigger what has become true, outer scopes first. Whether anything is to run now."""
    if case.checking:
        return False
    case.checking, over = True, False
    for one in list(case.watched):
        if not one.waits():
            over = True
        elif one.touched():
            _look(case, one)
    if over:
        case.watched = [one for one in case.watched if one.waits()]
    case.checking = False
    return bool(case.agenda or case.replays)


def _look(case: Case, one: Watch) -> None:
    token = one.token
    try:
        if one.becomes_true():
            tell(token, ["event", one.index, {}])
    except Halt as halt:
        disarm(token)
        case.raise_incident(token, halt, ENTER)


def _place(one: Watch) -> tuple[int, int, int]:
    return one.place
