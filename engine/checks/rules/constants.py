"""Expressions without any variable, whose value is known already: it must be of the right type.

Refuses ``<conditionExpression>5</conditionExpression>``, ``<loopCardinality>-1</loopCardinality>``,
``<timeDuration>=date("2025-01-01")</timeDuration>``: they would stop every case that comes by.
Source: BPMN 2.0.2, 8.4 Expressions (evaluatesToTypeRef), 10.3 Loop Characteristics, 10.5 Timer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from engine import feel
from engine.checks.context import Model, Node
from engine.checks.feel_sites import feel_text
from engine.checks.registry import rule
from engine.checks.rules.expressions import STEERING
from engine.errors import Problem
from engine.feel.values import YearsMonths

_UNKNOWN = object()
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
#: A name that is not called may be a variable, also where it is that of a function (``sum``)
_NAME = re.compile(r"\b(?!(?:true|false|null|and|or|not)\b)[^\W\d]\w*\b(?!\s*\()")


def _is_count(value: Any) -> bool:
    return isinstance(value, Decimal) and value == value.to_integral_value() and value >= 0


#: {element: (what its value is, how a message calls that)}
_WANTED: dict[str, tuple[Callable[[Any], bool], str]] = {
    **{
        tag: (lambda value: isinstance(value, bool), "true or false")
        for tag, kind in STEERING.items()
        if kind == "boolean"
    },
    "loopCardinality": (_is_count, "a whole number from 0"),
    "timeDate": (lambda value: isinstance(value, str | date), "a date"),
    "timeDuration": (lambda value: isinstance(value, str | timedelta | YearsMonths), "a duration"),
    "timeCycle": (lambda value: isinstance(value, str | timedelta | YearsMonths), "a cycle"),
}


@rule
def constant_of_another_type(model: Model) -> Iterator[Problem]:
    """``expression-type-mismatch``, ``timer-not-iso``: what it yields can never be used."""
    for tag, (fits, wanted) in _WANTED.items():
        for node in model.executed(tag):
            value = _constant(node)
            if value is not _UNKNOWN and not fits(value):
                yield node.problem(
                    "timer-not-iso" if tag.startswith("time") else "expression-type-mismatch",
                    f"always yields {_shown(value)}; it must yield {wanted}",
                )


def _constant(node: Node) -> Any:
    """The value of a text that is FEEL and names nothing; else ``_UNKNOWN``."""
    text = node.text
    if not text or (node.tag.startswith("time") and not text.startswith("=")):
        return _UNKNOWN
    try:
        expression = feel.compile(feel_text(text))
        if expression.uses or _NAME.search(_STRING.sub("", text)):
            return _UNKNOWN
        return expression.evaluate({})
    except (feel.FeelSyntaxError, feel.FeelLimit):
        return _UNKNOWN  # refused by expression_syntax


def _shown(value: Any) -> str:
    return "null" if value is None else str(value)
