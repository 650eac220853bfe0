"""Conditional events: asked again when a variable that the condition reads has been written.

Only before something else runs, and never while a scope is being built: then a condition that has
become true takes effect before any further step. A frame knows which conditions read it, so that
a write costs what it concerns and a diagram without conditions pays nothing. Only a condition that
asks for the time is asked again with each command.
Source: BPMN 2.0.2, 10.5.5 Event Definitions, Conditional ("when a condition becomes true").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.behavior.expressions import value_of
from engine.behavior.incidents import ENTER, Halt
from engine.behavior.node import disarm
from engine.behavior.outside import tell
from engine.behavior.token import WAITING

if TYPE_CHECKING:
    from engine.behavior.case import Case
    from engine.behavior.expressions import Place
    from engine.behavior.frames import Frame
    from engine.behavior.token import Token
    from engine.feel import Expression

#: Where a token remembers which of its conditions hold
_HOLDS = "holds"
#: Such a word in a condition may stand for the time (or for a variable: asked once too often)
_TIME = re.compile(r"\b(now|today)\b")

#: A token and which of its definitions
Key = tuple[int, int]


@dataclass(slots=True)
class Watch:
    """One condition of one waiting token."""

    #: Outer scopes come first
    place: tuple[int, int, int]
    token: Token
    index: int
    condition: Expression
    #: The frames that it reads, and what it reads there
    frames: list[Frame]
    names: tuple[str, ...]
    reads_clock: bool

    @property
    def key(self) -> Key:
        return self.token.id, self.index

    def becomes_true(self) -> bool:
        """Whether it holds now and did not before; null is not yet. May raise ``Halt``."""
        value = truth(self.condition, self.token)
        memo = self.token.internal_data.setdefault(_HOLDS, {})
        held, memo[str(self.index)] = memo.get(str(self.index), False), bool(value)
        return bool(value) and not held


@dataclass(slots=True)
class Watched:
    """The conditions that tokens of a case wait for, and those to be asked now."""

    every: dict[Key, Watch] = field(default_factory=dict)
    touched: dict[Key, Watch] = field(default_factory=dict)

    def add(self, watch: Watch) -> None:
        """It is asked at once."""
        self.every[watch.key] = self.touched[watch.key] = watch
        for frame in watch.frames:
            for name in watch.names:
                frame.show(name, watch.key, self)

    def touch(self, key: Key) -> None:
        """A variable that this condition reads was written."""
        self.touched[key] = self.every[key]

    def drop(self, key: Key) -> None:
        """Nobody waits for it any more."""
        watch = self.every.pop(key, None)
        self.touched.pop(key, None)
        for frame in () if watch is None else watch.frames:
            for name in () if watch is None else watch.names:
                frame.hide(name, key)

    def take(self) -> list[Watch]:
        """Those to be asked now, outer scopes first."""
        found = sorted(self.touched.values(), key=_place)
        self.touched.clear()
        return found


def truth(condition: Expression, place: Place) -> bool | None:
    """True, false or not yet (null). May raise ``Halt``."""
    value = value_of(condition, place)
    if value is not None and not isinstance(value, bool):
        raise Halt("condition-not-boolean", f"{condition.text} is {value!r}")
    return value


def watch(token: Token, index: int, condition: Expression, *, fresh: bool = True) -> None:
    """The token waits for this condition. Not ``fresh``: out of a snapshot, asked already."""
    place = (int(token.workflow.depth), token.id, index)
    clock = _TIME.search(condition.text) is not None
    frames, names = token.frame.chain(), tuple(condition.uses | condition.may_use)
    watched = token.case.watched
    watched.add(Watch(place, token, index, condition, frames, names, clock))
    if not fresh:
        del watched.touched[(token.id, index)]


def forget(token: Token, index: int) -> None:
    """It begins to wait anew: the condition counts as not held before."""
    token.internal_data.get(_HOLDS, {}).pop(str(index), None)


def look_anew(case: Case) -> None:
    """A command begins: the time may have changed."""
    watched = case.watched
    for key, one in watched.every.items():
        if one.reads_clock:
            watched.touched[key] = one


def check(case: Case) -> bool:
    """Trigger what has become true, outer scopes first. Whether anything is to run now."""
    if case.checking:
        return False
    case.checking = True
    for one in case.watched.take():
        if one.token._state == WAITING and one.key in case.watched.every:
            _look(case, one)
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
