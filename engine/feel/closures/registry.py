"""From nodes to closures: one builder per node type, found by the type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from engine.feel.evaluation import Closure, Env
from engine.feel.syntax import Node

#: Names that hide built-in functions: declared in the text or announced by the caller
Bound: TypeAlias = frozenset[str]
Builder: TypeAlias = Callable[[Any, Bound], Closure]
B = TypeVar("B", bound=Builder)

#: Of what is repeated. A loop over a thousand items may have three thousand operators in its body
NODES_PER_STEP = 16

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


def build_repeated(node: Node, bound: Bound) -> Closure:
    """As ``build``, for what is evaluated many times in one run: its size counts each time.

    Whoever repeats it counts the rounds, which says nothing of what a round costs.
    """
    closure, steps = build(node, bound), _size(node) // NODES_PER_STEP
    if not steps:
        return closure

    def charged(env: Env) -> Any:
        env.run.charge(steps)
        return closure(env)

    return charged


def _size(node: Node) -> int:
    """How many nodes there are in ``node``."""
    found, todo = 0, [node]
    while todo:
        found += 1
        todo.extend(todo.pop().parts())
    return found
