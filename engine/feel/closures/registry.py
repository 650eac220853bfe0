"""From nodes to closures: one builder per node type, found by the type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from engine.feel.evaluation import Closure
from engine.feel.syntax import Node

#: Names that hide built-in functions: declared in the text or announced by the caller
Bound: TypeAlias = frozenset[str]
Builder: TypeAlias = Callable[[Any, Bound], Closure]
B = TypeVar("B", bound=Builder)

_BUILDERS: dict[type[Node], Builder] = {}


def builds(*types: type[Node]) -> Callable[[B], B]:
    """Registers the decorated function as the builder of ``types``."""

    def register(builder: B) -> B:
        for node_type in types:
            _BUILDERS[node_type] = builder
        return builder

    return register


def build(node: Node, bound: Bound) -> Closure:
    """The closure that evaluates ``node``."""
    return _BUILDERS[type(node)](node, bound)
