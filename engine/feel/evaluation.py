"""One evaluation: its scopes, its bounds, and the reasons why something became null."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from engine.feel.errors import FeelLimit

MAX_STEPS = 200_000
MAX_LIST = 100_000
MAX_STRING = 200_000
MAX_CALLS = 80
#: Lists, contexts and what is in them, in one result
MAX_PARTS = 1_000_000
#: All patterns of one evaluation together
MAX_PATTERN_S = 0.5
MAX_REASONS = 50


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a part of an expression is null. ``at`` is the offset of that part in the text."""

    message: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A value and the reasons for the nulls met on the way to it."""

    value: Any
    warnings: tuple[Reason, ...] = ()


class Env:
    """Names of one level, and the level around it."""

    __slots__ = ("outer", "run", "scope")

    run: Run

    def __init__(self, scope: Mapping[str, Any], outer: Env | None, run: Run) -> None:
        self.scope, self.outer, self.run = scope, outer, run


class Run(Env):
    """The outermost level: the caller's scope, looked up name by name and never copied."""

    __slots__ = ("_now", "calls", "parts", "pattern_s", "reasons", "steps")

    def __init__(self, scope: Mapping[str, Any], now: datetime | None = None) -> None:
        self.scope, self.outer, self.run = scope, None, self
        self.steps, self.calls, self.parts, self._now = 0, 0, 0, now
        #: Seconds left for patterns
        self.pattern_s = MAX_PATTERN_S
        self.reasons: list[Reason] | None = None

    @property
    def now(self) -> datetime:
        """The instant of this evaluation, the same however often it is asked for."""
        if self._now is None:
            self._now = datetime.now(UTC)
        return self._now

    def null(self, message: str, at: int = 0) -> Any:
        """Null, and why it is null."""
        if self.reasons is None:
            self.reasons = []
        if len(self.reasons) < MAX_REASONS:
            self.reasons.append(Reason(message, at))
        return None

    def charge(self, steps: int) -> None:
        """Count ``steps`` of work. Raises ``FeelLimit`` beyond the bound."""
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise FeelLimit("steps", MAX_STEPS)

    def look(self) -> None:
        """Count one part of a value that is held against a type.

        One list may stand in another many times over, and is looked at each time.
        """
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise FeelLimit("value size", MAX_PARTS)

    def listed(self, items: list[Any]) -> list[Any]:
        """``items``, if they are not too many."""
        if len(items) > MAX_LIST:
            raise FeelLimit("list size", MAX_LIST)
        self.charge(len(items))
        return items

    def written(self, text: str) -> str:
        """``text``, if it is not too long."""
        if len(text) > MAX_STRING:
            raise FeelLimit("string size", MAX_STRING)
        self.charge(len(text) >> 5)
        return text


def bounded(value: Any) -> Any:
    """``value``, if it does not hold too much. Raises ``FeelLimit``.

    A list of twice one list of twice one list is made in three steps and stored as eight copies.
    """
    todo, parts = [value], 0
    while todo:
        part = todo.pop()
        items = part if isinstance(part, list) else part.values()
        parts += len(items)
        if parts > MAX_PARTS:
            raise FeelLimit("value size", MAX_PARTS)
        todo.extend(item for item in items if isinstance(item, (list, dict)))
    return value


#: True, False or None; Any for the type checker, since most come out of tables and closures
Ternary: TypeAlias = Any
#: A compiled expression
Closure: TypeAlias = Callable[[Env], Any]
