"""A figure: a ratio that was measured, beside the one that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median, quantiles
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
    #: Row of the table of what must be reached (t1 … t15); empty for other figures
    row: str = ""
    #: Where the middle 80 % of the rounds lie
    spread: tuple[float, float] | None = None
    #: What the row asks for in the end, where a run fails at a looser bound: ratchets have slack
    reach: float | None = None
    #: Whether a smaller ratio is a better one, where no bound says so
    least_is_best: bool = False

    @property
    def is_reached(self) -> bool:
        return self._within(self.at_least, self.at_most)

    @property
    def holds(self) -> bool:
        """Whether what the row asks for is reached, without slack."""
        if self.reach is None:
            return self.is_reached
        if self.at_most is not None or self.least_is_best:
            return self._within(None, self.reach)
        return self._within(self.reach, None)

    def _within(self, least: float | None, most: float | None) -> bool:
        return (least is None or self.ratio >= least) and (most is None or self.ratio <= most)

    def as_json(self) -> dict[str, Any]:
        spread = self.spread or (self.ratio, self.ratio)
        reach = next((x for x in (self.reach, self.at_least, self.at_most) if x is not None), None)
        return {
            "name": self.name,
            "value": round(self.ratio, 4),
            "reach": reach,
            "spread": [round(one, 4) for one in spread],
            "holds": self.holds,
            "note": self.note,
        }

    def __str__(self) -> str:
        bound = "" if self.at_least is None else f" (at least {self.at_least:g})"
        bound += "" if self.at_most is None else f" (at most {self.at_most:g})"
        verdict = "" if self.is_reached else "  MISSED"
        if self.is_reached and self.reach is not None:
            verdict = f"  ({'reaches' if self.holds else 'to reach:'} {self.reach:g})"
        row = f"{self.row.upper()} " if self.row else ""
        return f"{row}{self.name}: {self.ratio:.2f}{bound}{verdict}  {self.note}"


def of_turns(name: str, pairs: list[tuple[float, float]], **more: Any) -> Figure:
    """The ratio first / second of what both sides used, turn by turn."""
    ratios = [a / b for a, b in pairs]
    tenths = quantiles(ratios, n=10) if len(ratios) > 1 else [ratios[0]]
    return Figure(name, median(ratios), spread=(tenths[0], tenths[-1]), **more)


def in_ms(pairs: list[tuple[float, float]], first: str, second: str) -> str:
    """Both medians in words."""
    one, other = median(a for a, _ in pairs), median(b for _, b in pairs)
    return f"{first} {one:.2f} ms, {second} {other:.2f} ms"
