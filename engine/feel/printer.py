"""A tree as FEEL text, with the fewest parentheses: ``parse(write(tree)) == tree``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from engine.feel.lexer import NAME_PART, NAME_START
from engine.feel.parser import (
    ADD,
    AND,
    COMPARE,
    INSTANCE,
    MULTIPLY,
    NEGATE,
    OR,
    POSTFIX,
    POWER,
)
from engine.feel.syntax import (
    Arithmetic,
    AtLiteral,
    Between,
    Bound,
    Call,
    Compare,
    ContextOf,
    Filter,
    For,
    If,
    In,
    InstanceOf,
    Interval,
    Lambda,
    ListOf,
    Literal,
    Logic,
    Name,
    Negate,
    Node,
    Path,
    Quantified,
    Span,
    UnaryTests,
)
from engine.feel.text import quoted
from engine.feel.typing import write_type

_KEY = re.compile(rf"[{NAME_START}][{NAME_PART}]*( ([{NAME_START}][{NAME_PART}]*|[0-9]+))*")
_ARITHMETIC = {"+": ADD, "-": ADD, "*": MULTIPLY, "/": MULTIPLY, "**": POWER}
_LOGIC = {"or": OR, "and": AND}
_LEVELS: dict[type[Node], int] = {
    Compare: COMPARE,
    Between: COMPARE,
    In: COMPARE,
    Bound: COMPARE,
    Negate: NEGATE,
    **dict.fromkeys((If, For, Quantified, Lambda, InstanceOf, UnaryTests), 0),
}


def write(node: Node, least: int = 0) -> str:
    """``node`` as text, in parentheses where it binds less tightly than ``least``."""
    text = _WRITERS[type(node)](node)
    return f"({text})" if _level(node) < least else text


def _level(node: Node) -> int:
    if isinstance(node, Arithmetic):
        return _ARITHMETIC[node.rest[0][0]]
    if isinstance(node, Logic):
        return _LOGIC[node.operator]
    return _LEVELS.get(type(node), POSTFIX)


def _list(nodes: Iterable[Node]) -> str:
    return ", ".join(write(node) for node in nodes)


def _literal(node: Literal) -> str:
    value = node.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    return quoted(value) if isinstance(value, str) else str(Decimal(value))


def _negate(node: Negate) -> str:
    operand = write(node.operand, NEGATE)
    # A digit after the sign would be read as one literal
    return f"-({operand})" if operand[0] in "0123456789." else f"-{operand}"


def _arithmetic(node: Arithmetic) -> str:
    above = _level(node) + 1
    rest = (f" {symbol} {write(operand, above)}" for symbol, operand in node.rest)
    return write(node.first, above) + "".join(rest)


def _logic(node: Logic) -> str:
    return f" {node.operator} ".join(write(o, _level(node) + 1) for o in node.operands)


def _compare(node: Compare) -> str:
    return f"{write(node.left, COMPARE)} {node.operator} {write(node.right, COMPARE + 1)}"


def _between(node: Between) -> str:
    low, high = write(node.low, COMPARE + 1), write(node.high, COMPARE + 1)
    return f"{write(node.value, COMPARE)} between {low} and {high}"


def _in(node: In) -> str:
    value = write(node.value, COMPARE)
    if len(node.tests) > 1:
        return f"{value} in ({_list(node.tests)})"
    test = node.tests[0]
    return f"{value} in {_bound(test) if isinstance(test, Bound) else write(test, COMPARE + 1)}"


def _bound(node: Bound) -> str:
    return f"{node.operator} {write(node.operand, COMPARE + 1)}"


def _interval(node: Interval) -> str:
    opening, closing = "[" if node.low_closed else "(", "]" if node.high_closed else ")"
    return f"{opening}{write(node.low, COMPARE + 1)}..{write(node.high, COMPARE + 1)}{closing}"


def _call(node: Call) -> str:
    function = write(node.function, POSTFIX)
    if node.names is None:
        return f"{function}({_list(node.arguments)})"
    pairs = zip(node.names, node.arguments, strict=True)
    return f"{function}({', '.join(f'{name}: {write(value)}' for name, value in pairs)})"


def _context(node: ContextOf) -> str:
    entries = (f"{_key(key)}: {write(value)}" for key, value in node.entries)
    return "{" + ", ".join(entries) + "}"


def _key(key: str) -> str:
    return key if _KEY.fullmatch(key) else quoted(key)


def _if(node: If) -> str:
    return f"if {write(node.condition)} then {write(node.then)} else {write(node.otherwise)}"


def _iterators(iterators: Iterable[tuple[str, Node]]) -> str:
    return ", ".join(f"{name} in {write(domain)}" for name, domain in iterators)


def _quantified(node: Quantified) -> str:
    return f"{node.quantifier} {_iterators(node.iterators)} satisfies {write(node.body)}"


def _lambda(node: Lambda) -> str:
    parameters = (
        name if wanted is None else f"{name}: {write_type(wanted)}"
        for name, wanted in node.parameters
    )
    external = "external " if node.external else ""
    return f"function({', '.join(parameters)}) {external}{write(node.body)}"


def _tests(node: UnaryTests) -> str:
    if not node.tests:
        return "-"
    text = _list(node.tests)
    if node.negated:
        return f"not({text})"
    alone = node.tests[0] if len(node.tests) == 1 else None
    if isinstance(alone, Call) and isinstance(alone.function, Name) and text.startswith("not("):
        return f"({text})"
    return text


_WRITERS: dict[type[Node], Callable[[Any], str]] = {
    Literal: _literal,
    AtLiteral: lambda node: f"@{quoted(node.text)}",
    Name: lambda node: str(node.name),
    Path: lambda node: f"{write(node.base, POSTFIX)}.{node.name}",
    Filter: lambda node: f"{write(node.base, POSTFIX)}[{write(node.test)}]",
    Call: _call,
    Negate: _negate,
    Arithmetic: _arithmetic,
    Logic: _logic,
    Compare: _compare,
    Between: _between,
    In: _in,
    Bound: _bound,
    Interval: _interval,
    ListOf: lambda node: f"[{_list(node.items)}]",
    ContextOf: _context,
    If: _if,
    Span: lambda node: f"{write(node.first, 1)}..{write(node.last, 1)}",
    For: lambda node: f"for {_iterators(node.iterators)} return {write(node.body)}",
    Quantified: _quantified,
    Lambda: _lambda,
    InstanceOf: lambda node: f"{write(node.value, INSTANCE)} instance of {write_type(node.type)}",
    UnaryTests: _tests,
}
