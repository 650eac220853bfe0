"""Inputs out of JSON or XML, where a date is a text, as the values that their types ask for.

A text gets its value from its type (DMN 1.5, 10.3.3.2) before the model sees it: FEEL itself never
takes a text for a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.dmn.types import Demand
from engine.feel.lexical import read_date, read_date_time, read_duration, read_time
from engine.feel.syntax import TypeName
from engine.feel.typing import KIND_OF
from engine.feel.values import (
    BOOLEAN,
    CONTEXT,
    DATE,
    DATE_TIME,
    DAYS_TIME,
    LIST,
    NUMBER,
    TIME,
    YEARS_MONTHS,
    kind,
)

_NUMBER = re.compile(r"[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:[eE][+-]?\d{1,4})?", re.A)
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def read(value: Any, demand: Demand | None) -> Any:
    """``value`` with its texts read as ``demand`` says. What is no such text stays as it is."""
    while demand is not None and demand.base is not None:
        demand = demand.base
    if demand is None:
        return value
    if demand.items is not None:
        if kind(value) != LIST:
            return read(value, demand.items)
        return [read(item, demand.items) for item in value]
    if demand.components is not None:
        return _structure(value, dict(demand.components))
    if isinstance(value, str) and isinstance(demand.type, TypeName):
        return _text(value, KIND_OF.get(demand.type.name, ""))
    return value


def _structure(value: Any, components: dict[str, Demand]) -> Any:
    if kind(value) == LIST:
        return [_structure(item, components) for item in value]
    if kind(value) != CONTEXT:
        return value
    return {name: read(part, components.get(name)) for name, part in value.items()}


def _text(text: str, wanted: str) -> Any:
    reader = _READERS.get(wanted)
    found = None if reader is None else reader(text.strip())
    return text if found is None or kind(found) != wanted else found


def _number(text: str) -> Decimal | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


_READERS: dict[str, Callable[[str], Any]] = {
    NUMBER: _number,
    BOOLEAN: _BOOLEANS.get,
    DATE: read_date,
    TIME: read_time,
    DATE_TIME: read_date_time,
    DAYS_TIME: read_duration,
    YEARS_MONTHS: read_duration,
}
