"""Conditions of a grant on the facts of a case (e.g. 建筑面积 ≤ 5000 ㎡). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any


def first_unmet(
    conditions: Sequence[Mapping[str, Any]], facts: Mapping[str, Any]
) -> tuple[str, str] | None:
    """(code, sentence) of the first condition that the facts do not meet, or None.

    A fact that is not known does not meet a condition: deny by default.
    """
    for condition in conditions:
        value = facts.get(condition["fact"])
        if value is None:
            return "fact-missing", f"缺少“{condition['label']}”，不能判断是否在授权范围内"
        if not _met(condition, value):
            return (
                "outside-condition",
                f"{condition['label']}为{value}，授权只到{bounds(condition)}",
            )
    return None


def bounds(condition: Mapping[str, Any]) -> str:
    """A condition in words, e.g. 不超过5000㎡."""
    unit = condition.get("unit", "")
    words = []
    if "at_least" in condition:
        words.append(f"不少于{condition['at_least']}{unit}")
    if "at_most" in condition:
        words.append(f"不超过{condition['at_most']}{unit}")
    if "one_of" in condition:
        words.append("、".join(map(str, condition["one_of"])))
    return "且".join(words)


def _met(condition: Mapping[str, Any], value: Any) -> bool:
    if "one_of" in condition and value not in condition["one_of"]:
        return False
    if "at_most" not in condition and "at_least" not in condition:
        return True
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return False
    low, high = condition.get("at_least"), condition.get("at_most")
    above = low is None or number >= Decimal(str(low))
    return above and (high is None or number <= Decimal(str(high)))
