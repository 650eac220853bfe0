"""Charts as SVG that the server draws: shapes and places here, no script, no style in the page.

Beside each stands a table with the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from web.campaign.header import Head

STEP = 26
#: (width, where bars begin) of a chart across the page, and of one in a corner
WIDE, NARROW = (560, 170), (330, 48)
_NUMBERS = 90


@dataclass(frozen=True)
class Bar:
    """One line of a chart. Lengths are pixels from where bars begin."""

    label: str
    value: str
    most: str
    y: int
    length: float
    full: float
    #: Below the share that passes
    low: bool = False
    #: Where the line of the pass mark stands
    mark: float | None = None


@dataclass(frozen=True)
class Chart:
    """Bars one below the other."""

    bars: list[Bar]
    width: int
    left: int

    @property
    def height(self) -> int:
        return len(self.bars) * STEP + 8


def score_chart(
    dimensions: Sequence[tuple[str, str, Decimal]],
    given: Mapping[str, str],
    total: Decimal,
    passing: Decimal,
    whole: Decimal,
) -> Chart:
    """A bar per dimension against its maximum and against the share that passes, then the total."""
    share = passing / whole
    lines = [
        (f"{code} {name}", Decimal(given.get(code, "0")), most) for code, name, most in dimensions
    ]
    bars = [_bar(n, *line, share) for n, line in enumerate(lines)]
    return Chart([*bars, _bar(len(lines), "合计", total, whole, share)], *WIDE)


def coverage_chart(head: Head) -> Chart:
    """Parks with the provincial title until the end of each phase, of all on the list."""
    bars, titled = [], 0
    for number, phase in enumerate(head.phases):
        titled += phase.titled
        most = Decimal(max(phase.listed, head.denominator if phase.status == "running" else 0, 1))
        bars.append(_bar(number, f"{phase.year}", Decimal(titled), most, None, NARROW))
    return Chart(bars, *NARROW)


def _bar(
    number: int,
    label: str,
    value: Decimal,
    most: Decimal,
    share: Decimal | None,
    size: tuple[int, int] = WIDE,
) -> Bar:
    full = float(size[0] - size[1] - _NUMBERS)
    part = min(value / most, Decimal(1)) if most else Decimal(0)
    return Bar(
        label=label,
        value=_short(value),
        most=_short(most),
        y=number * STEP + 6,
        length=round(full * float(part), 1),
        full=full,
        low=share is not None and part < share,
        mark=None if share is None else round(full * float(share), 1),
    )


def _short(value: Decimal) -> str:
    """Two places, cut off, without zeros at the end."""
    from workflows.campaign.scoring import shown

    text = shown(value)
    return text.rstrip("0").rstrip(".") if "." in text else text
