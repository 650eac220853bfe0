"""The tree of a FEEL expression. Nodes are equal when they say the same, wherever they stand.

Source: DMN 1.5, 10.3.1.2. Chains of one precedence are one flat node, so that a long sum is not
a deep tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Node:
    """Base of all. ``at`` is the offset in the text, for reasons and errors."""

    at: int = field(compare=False, repr=False)

    def parts(self) -> Iterator[Node]:
        """The nodes directly below, in the order of the text."""
        for name in self.__slots__:
            yield from _nodes(getattr(self, name))


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)


@dataclass(frozen=True, slots=True)
class Literal(Node):
    value: Decimal | str | bool | None


@dataclass(frozen=True, slots=True)
class AtLiteral(Node):
    """``@"2025-01-01"``: a date, time, date and time or duration."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    name: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    base: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    base: Node
    test: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """``names`` is None where the arguments are positional."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Negate(Node):
    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """``first`` and then operators of one precedence, from left to right."""

    first: Node
    rest: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """``operator`` is and/or."""

    operator: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Compare(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Between(Node):
    value: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    value: Node
    tests: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Bound(Node):
    """``< 5`` without a left side: a test, and as a value the range of what passes it."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Interval(Node):
    low: Node
    high: Node
    low_closed: bool
    high_closed: bool


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextOf(Node):
    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class If(Node):
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Span(Node):
    """``1..n`` as the domain of an iterator; it may run down."""

    first: Node
    last: Node


@dataclass(frozen=True, slots=True)
class For(Node):
    iterators: tuple[tuple[str, Node], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Quantified(Node):
    """``quantifier`` is some/every."""

    quantifier: str
    iterators: tuple[tuple[str, Node], ...]
    body: Node


@dataclass(frozen=True, slots=True)
class Lambda(Node):
    parameters: tuple[tuple[str, Type | None], ...]
    body: Node
    external: bool = False


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    value: Node
    type: Type


@dataclass(frozen=True, slots=True)
class UnaryTests(Node):
    """Cell of a decision table. ``negated`` for ``not(…)``; no tests for ``-``."""

    tests: tuple[Node, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class TypeName:
    name: str


@dataclass(frozen=True, slots=True)
class ListType:
    item: Type


@dataclass(frozen=True, slots=True)
class RangeType:
    item: Type


@dataclass(frozen=True, slots=True)
class ContextType:
    entries: tuple[tuple[str, Type], ...]


@dataclass(frozen=True, slots=True)
class FunctionType:
    parameters: tuple[Type, ...]
    result: Type


@dataclass(frozen=True, slots=True)
class Restricted:
    """A type of a model: its structure, and what fits a value to it or makes it null."""

    type: Type
    fit: Callable[[Any, Any], Any] = field(compare=False, repr=False)


Type: TypeAlias = TypeName | ListType | RangeType | ContextType | FunctionType | Restricted


def depth_exceeds(node: Node, limit: int) -> bool:
    """Whether the tree below ``node`` is deeper than ``limit``; without recursion."""
    level = [node]
    for _ in range(limit):
        level = [part for parent in level for part in parent.parts()]
        if not level:
            return False
    return True
