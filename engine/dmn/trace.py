"""What a decision leaves behind: inputs, matched rules and output of each table, each value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.feel.evaluation import Reason, Run


@dataclass(frozen=True, slots=True)
class TableTrace:
    """One table that was decided."""

    table: str
    inputs: tuple[tuple[str, Any], ...]
    #: Number, from 1, and id of each rule that matched
    rules: tuple[tuple[int, str], ...]
    output: Any


@dataclass(frozen=True, slots=True)
class DecisionTrace:
    """One decision that was made, with its value. Required ones stand before."""

    decision: str
    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Decided:
    """The value of a decision, and how it came about."""

    value: Any
    trace: tuple[TableTrace | DecisionTrace, ...]
    warnings: tuple[Reason, ...]
    #: Digest of the model's files
    version: str = ""


class ModelRun(Run):
    """An evaluation that keeps a trace and each decision made, so that none is made twice."""

    __slots__ = ("inputs", "made", "trace")

    def __init__(
        self, inputs: Mapping[str, Any], hidden: frozenset[str], now: datetime | None = None
    ) -> None:
        super().__init__(_Unhidden(inputs, hidden), now)
        self.inputs = inputs
        self.made: dict[Any, Any] = {}
        self.trace: list[TableTrace | DecisionTrace] = []


class _Unhidden(Mapping[str, Any]):
    """The caller's variables without those that the model declares as input data.

    Tables drawn without input data read variables by name, as everywhere in a process; a model
    that draws its requirements gets no more than it requires.
    """

    def __init__(self, inputs: Mapping[str, Any], hidden: frozenset[str]) -> None:
        self._inputs, self._hidden = inputs, hidden

    def __getitem__(self, name: str) -> Any:
        if name in self._hidden:
            raise KeyError(name)
        return self._inputs[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._inputs if name not in self._hidden)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def note(run: Run, entry: TableTrace | DecisionTrace) -> None:
    """Add ``entry`` to the trace, if one is kept."""
    if isinstance(run, ModelRun):
        run.trace.append(entry)
