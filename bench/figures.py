"""A figure: a ratio that was measured, beside the one that is asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    name: str
    #: Median of the rounds
    ratio: float
    #: The bound, and on which side of it the ratio must lie; None where nothing is asked yet
    at_least: float | None = None
    at_most: float | None = None
    #: What else was seen, for the curious
    note: str = ""

    @property
    def is_reached(self) -> bool:
        above = self.at_least is None or self.ratio >= self.at_least
        return above and (self.at_most is None or self.ratio <= self.at_most)

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "is_reached": self.is_reached}

    def __str__(self) -> str:
        bound = "" if self.at_least is None else f" (at least {self.at_least:g})"
        bound += "" if self.at_most is None else f" (at most {self.at_most:g})"
        verdict = "" if self.is_reached else "  MISSED"
        return f"{self.name}: {self.ratio:.2f}{bound}{verdict}  {self.note}"
