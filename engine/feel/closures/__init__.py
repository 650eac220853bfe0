"""Compiled forms of the syntax tree: Python closures, no generated code."""

from engine.feel.closures import (
    calls,
    conditions,
    contexts,
    filters,
    literals,
    loops,
    membership,
    operators,
    paths,
    types,
)
from engine.feel.closures.registry import build, build_repeated

__all__ = [
    "build",
    "build_repeated",
    "calls",
    "conditions",
    "contexts",
    "filters",
    "literals",
    "loops",
    "membership",
    "operators",
    "paths",
    "types",
]
