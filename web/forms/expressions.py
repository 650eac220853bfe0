"""FEEL inside forms: conditions, computed values and limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def value_of(text: str, context: Mapping[str, Any]) -> Any:
    """The value of a FEEL expression, with or without a leading ``=``."""
    # Not at the top: most forms have no expression, and the evaluator costs its import
    from engine.feel import evaluate

    return evaluate(text.lstrip("=").strip(), dict(context))


def holds(text: str, context: Mapping[str, Any]) -> bool:
    """True only if the condition is true: null and failure are not."""
    return value_of(text, context) is True


def setting(value: Any, context: Mapping[str, Any]) -> Any:
    """A setting of a field that may be a literal or a FEEL expression (``=…``)."""
    if isinstance(value, str) and value.startswith("="):
        return value_of(value, context)
    return value
