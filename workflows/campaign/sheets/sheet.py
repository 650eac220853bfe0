"""A scoring sheet as it is used: dimensions, their indicators with points, and the vetoes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

#: 三化 (R-002): an indicator may be tagged with one of them
TAGS = ("标准化", "规范化", "便利化")
#: Who issues a sheet (R-012)
LEVELS = {"province": "省级", "city": "市级", "county": "县级"}
#: Stands for all categories without a sheet of their own
ALL_CATEGORIES = "*"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of a sheet. ``max``: its points."""

    code: str
    dimension: str
    dimension_name: str
    name: str
    max: Decimal
    #: How it is measured: on site, by document, by this system
    measure: str
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Veto:
    """否决项: where it holds, the park has not passed whatever its points."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One version of the sheet for one category of parks. Never changed in place."""

    code: str
    category: str
    level: str
    issuer: str
    name: str
    handbook: str | None
    #: The other title under which the handbook is cited (R-042)
    handbook_alias: str | None
    effective_on: date
    total: Decimal
    indicators: tuple[Indicator, ...]
    vetoes: tuple[Veto, ...]

    @staticmethod
    def of(row: Any) -> Sheet:
        """The sheet of a row of ``score_sheet``."""
        parts = {name: getattr(row, name) for name in Sheet.__dataclass_fields__}
        parts["total"] = Decimal(row.total)
        parts["indicators"] = tuple(
            Indicator(**{**one, "max": Decimal(one["max"])}) for one in row.indicators
        )
        parts["vetoes"] = tuple(Veto(**one) for one in row.vetoes)
        return Sheet(**parts)

    def values(self) -> dict[str, Any]:
        """The columns of ``score_sheet`` without tenant and id; decimals as text."""
        found = {name: getattr(self, name) for name in Sheet.__dataclass_fields__}
        found["total"] = str(self.total)
        found["indicators"] = [{**asdict(one), "max": str(one.max)} for one in self.indicators]
        found["vetoes"] = [asdict(one) for one in self.vetoes]
        return found

    @property
    def by_code(self) -> Mapping[str, Indicator]:
        return {one.code: one for one in self.indicators}

    @property
    def dimensions(self) -> list[tuple[str, str, Decimal]]:
        """[(code, name, points)] in the order of the sheet."""
        points: dict[tuple[str, str], Decimal] = {}
        for one in self.indicators:
            key = (one.dimension, one.dimension_name)
            points[key] = points.get(key, Decimal(0)) + one.max
        return [(code, name, most) for (code, name), most in points.items()]
