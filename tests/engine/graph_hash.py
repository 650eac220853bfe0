"""A digest of all that can be reached from a compiled graph: cases must not change it."""

from __future__ import annotations

import hashlib
from typing import Any

from engine.behavior.node import ScopeSpec


def graph_hash(spec: ScopeSpec) -> str:
    """Differs as soon as anything in the graph does."""
    return hashlib.sha256(_written(spec, {}).encode()).hexdigest()


def _written(value: Any, seen: dict[int, Any]) -> str:
    """All that can be reached from a graph, written out; each object once."""
    if isinstance(value, str | int | float | bool | bytes | type(None) | type):
        return repr(value)
    if id(value) in seen:
        return "seen"
    # Kept, so that no later object gets the same id
    seen[id(value)] = value
    if isinstance(value, dict):
        return "{" + ",".join(f"{k!r}:{_written(v, seen)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_written(v, seen) for v in value) + "]"
    facts = dict(getattr(value, "__dict__", {}))
    for cls in type(value).__mro__:
        for name in getattr(cls, "__slots__", ()):
            facts[name] = getattr(value, name, None)
    if not type(value).__module__.startswith(("engine", "SpiffWorkflow")):
        facts = {}
    return type(value).__name__ + _written(facts, seen)
