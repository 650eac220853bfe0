"""Scores: sums, averages and the pass mark. Exact: nothing is ever rounded up.

69.995 is shown as 69.99 and has not passed; 70 has. Source: domain §2.4 D9, R-024. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Context, Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from workflows.errors import Finding

_PLACES = Decimal("0.01")
#: More digits than any sum of a sheet has; what does not fit (a third) is cut off
_EXACT = Context(prec=28, rounding=ROUND_DOWN)
#: Points are given to at most so many decimal places
_FINEST = 3


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """What was given for an indicator."""

    indicator: str
    #: A decimal as text, 0 to the indicator's maximum
    score: str
    #: 扣分理由: needed where it is less than the maximum
    reason: str = ""
    evidence: str = ""
    #: A photograph or document
    file_id: UUID | None = None


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


def as_number(text: str) -> Decimal | None:
    """A plain finite decimal, or None."""
    try:
        value = Decimal(str(text).strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def entry_findings(
    entries: Sequence[ScoreEntry], indicators: Sequence[Mapping[str, Any]]
) -> Iterator[Finding]:
    """Every indicator once, 0 to its maximum, a reason for each deduction. All at once."""
    known = {str(one["code"]): one for one in indicators}
    seen: set[str] = set()
    for row, entry in enumerate(entries, start=1):
        if entry.indicator not in known:
            sentence = f"评分表没有指标“{entry.indicator}”。"
            yield Finding(sentence, "indicator-unknown", entry.indicator, row=row)
            continue
        if entry.indicator in seen:
            yield Finding("指标重复。", "indicator-twice", entry.indicator, row=row)
        seen.add(entry.indicator)
        yield from _points(entry, known[entry.indicator], row)
    for code in known.keys() - seen:
        yield Finding(f"“{known[code]['name']}”还没有评分。", "score-missing", code)


def _points(entry: ScoreEntry, indicator: Mapping[str, Any], row: int) -> Iterator[Finding]:
    name, most = indicator["name"], Decimal(str(indicator["max"]))
    value, code = as_number(entry.score), entry.indicator
    if value is None:
        yield Finding(f"“{name}”的得分不是数字。", "score-not-number", code, row=row)
    elif value < 0:
        yield Finding(f"“{name}”的得分不能小于0。", "score-below-zero", code, row=row)
    elif value > most:
        sentence = f"“{name}”的得分{value}超过满分{most}。"
        yield Finding(sentence, "score-above-maximum", code, row=row)
    elif -_exponent(value) > _FINEST:
        yield Finding(f"“{name}”的得分最多{_FINEST}位小数。", "score-too-fine", code, row=row)
    elif value < most and not entry.reason.strip():
        yield Finding(f"“{name}”有扣分，请写明扣分理由。", "reason-missing", code, row=row)


def sum_of(entries: Iterable[ScoreEntry]) -> Decimal:
    """The total of a sheet, exact."""
    return sum((Decimal(one.score.strip()) for one in entries), Decimal(0))


def by_dimension(
    entries: Iterable[ScoreEntry], indicators: Sequence[Mapping[str, Any]]
) -> dict[str, Decimal]:
    """{dimension: points}, exact."""
    place = {str(one["code"]): str(one["dimension"]) for one in indicators}
    sums: dict[str, Decimal] = {}
    for one in entries:
        name = place[one.indicator]
        sums[name] = sums.get(name, Decimal(0)) + Decimal(one.score.strip())
    return sums


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


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
