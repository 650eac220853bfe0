"""Scores: averages and the pass mark. Exact: nothing is ever rounded up.

69.995 is shown as 69.99 and has not passed; 70 has. Source: domain §2.4 D9, R-024. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Context, Decimal
from typing import Any

_PLACES = Decimal("0.01")
#: More digits than any sum of a sheet has; what does not fit (a third) is cut off
_EXACT = Context(prec=28, rounding=ROUND_DOWN)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the evaluators of a round come to."""

    #: Average of the totals, cut off at 28 digits
    total: Decimal
    #: Between the highest and the lowest total
    spread: Decimal
    #: {dimension: average}
    dimensions: dict[str, Decimal]
    veto: bool


def shown(score: str | Decimal | None) -> str:
    """Two places, the rest cut off; empty where there is none."""
    if score is None:
        return ""
    return str(Decimal(score).quantize(_PLACES, rounding=ROUND_DOWN))


def outcome(
    totals: Sequence[Decimal], dimensions: Sequence[Mapping[str, Decimal]], vetoes: Sequence[Any]
) -> Outcome:
    """The average of the evaluators' totals, never rounded up. One veto is enough."""
    names = {name for one in dimensions for name in one}
    averages = {name: _average([one.get(name, Decimal(0)) for one in dimensions]) for name in names}
    return Outcome(
        _average(totals), max(totals) - min(totals), dict(sorted(averages.items())), any(vetoes)
    )


def _average(values: Sequence[Decimal]) -> Decimal:
    return _EXACT.divide(sum(values, Decimal(0)), Decimal(len(values)))
