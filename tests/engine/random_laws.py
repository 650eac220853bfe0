"""What random diagrams are made of: blocks, and the laws that a finished run must keep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

DONE, BEGAN, ENDED = "completed", "activated", "terminated"


@dataclass(frozen=True)
class Law:
    """The counts of ``left`` and ``right`` (element, state) are equal, after a factor."""

    left: Sequence[tuple[str, str]]
    right: Sequence[tuple[str, str]]
    factor: int = 1
    #: Something around the block may interrupt it: then no more went out than came in
    cut: bool = False

    def broken(self, count: Callable[[str, str], int]) -> str | None:
        left = sum(count(*what) for what in self.left) * self.factor
        right = sum(count(*what) for what in self.right)
        if left == right or (self.cut and left > right):
            return None
        return f"{self.left} x{self.factor} = {left}, but {self.right} = {right}"


@dataclass(frozen=True)
class Block:
    xml: str
    first: str
    last: str


@dataclass
class Diagram:
    """What was generated: the file, its laws, and variables that must come out."""

    seed: int
    kinds: set[str] = field(default_factory=set)
    laws: list[Law] = field(default_factory=list)
    #: {variable: value} when its block has completed at least once
    results: dict[str, tuple[str, object]] = field(default_factory=dict)
    #: Variables that must never reach the outermost scope
    hidden: set[str] = field(default_factory=set)
    #: {boundary event: its host}: armed once for each host that runs, however often it fired
    armed: dict[str, str] = field(default_factory=dict)
    #: {message or signal: the element that throws it}, each time that it is completed
    thrown: dict[str, str] = field(default_factory=dict)
    #: Elements that the case itself brings forward
    told: set[str] = field(default_factory=set)
    xml: bytes = b""
