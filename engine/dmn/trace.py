"""What a decision leaves behind: inputs, matched rules and output of each table, each value."""

from __future__ import annotations

from collections.abc import Mapping
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


class ModelRun(Run):
    """An evaluation that keeps a trace and each decision made, so that none is made twice."""

    __slots__ = ("made", "trace")

    def __init__(self, scope: Mapping[str, Any], now: datetime | None = None) -> None:
        super().__init__(scope, now)
        self.made: dict[Any, Any] = {}
        self.trace: list[TableTrace | DecisionTrace] = []


def note(run: Run, entry: TableTrace | DecisionTrace) -> None:
    """Add ``entry`` to the trace, if one is kept."""
    if isinstance(run, ModelRun):
        run.trace.append(entry)
