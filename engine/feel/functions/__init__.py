"""The built-in functions of DMN 1.5, 10.3.4: one module per group, found by name."""

from engine.feel.functions import (
    aggregates,
    contexts,
    conversion,
    lists,
    numeric,
    range_text,
    ranges,
    strings,
    temporal,
)
from engine.feel.functions.registry import BUILT_IN

__all__ = [
    "BUILT_IN",
    "aggregates",
    "contexts",
    "conversion",
    "lists",
    "numeric",
    "range_text",
    "ranges",
    "strings",
    "temporal",
]
