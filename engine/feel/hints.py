"""The type that an expression has, as far as its text tells. For the designer and deploy checks.

``Any`` means: not known. A hint never claims more than every evaluation that is not null keeps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from engine.feel.functions import BUILT_IN
from engine.feel.lexical import read_temporal
from engine.feel.syntax import (
    Arithmetic,
    AtLiteral,
    Between,
    Bound,
    Call,
    Compare,
    ContextOf,
    ContextType,
    Filter,
    For,
    FunctionType,
    If,
    In,
    InstanceOf,
    Interval,
    Lambda,
    ListOf,
    ListType,
    Literal,
    Logic,
    Name,
    Negate,
    Node,
    Path,
    Quantified,
    RangeType,
    Span,
    Type,
    TypeName,
    UnaryTests,
)
from engine.feel.typing import ANY
from engine.feel.values import BOOLEAN, NULL, NUMBER, STRING, kind

Types = Mapping[str, Type]
_BOOLEAN, _NUMBER, _STRING = TypeName(BOOLEAN), TypeName(NUMBER), TypeName(STRING)
#: What the bodies of built-in functions say that they return
_RETURNED = {"Decimal": _NUMBER, "str": _STRING, "bool": _BOOLEAN, "Any": ANY}


def hint(node: Node, types: Types) -> Type:
    """The type of ``node``, where names of the scope have ``types``."""
    infer = _RULES.get(type(node))
    return ANY if infer is None else infer(node, types)


def common(found: list[Type]) -> Type:
    """The one type of all of ``found`` but null, else Any."""
    distinct = {one for one in found if one != TypeName(NULL)}
    return distinct.pop() if len(distinct) == 1 else ANY


def _literal(node: Literal, types: Types) -> Type:
    if node.value is None:
        return TypeName(NULL)
    return _NUMBER if isinstance(node.value, Decimal) else TypeName(kind(node.value))


def _at(node: AtLiteral, types: Types) -> Type:
    return TypeName(kind(read_temporal(node.text)))


def _arithmetic(node: Arithmetic, types: Types) -> Type:
    found = [hint(node.first, types), *(hint(operand, types) for _, operand in node.rest)]
    if all(one == _NUMBER for one in found):
        return _NUMBER
    plus = all(symbol == "+" for symbol, _ in node.rest)
    return _STRING if plus and all(one == _STRING for one in found) else ANY


def _if(node: If, types: Types) -> Type:
    return common([hint(node.then, types), hint(node.otherwise, types)])


def _list(node: ListOf, types: Types) -> Type:
    return ListType(common([hint(item, types) for item in node.items]))


def _context(node: ContextOf, types: Types) -> Type:
    known: dict[str, Type] = {}
    for name, value in node.entries:
        known[name] = hint(value, {**types, **known})
    return ContextType(tuple(known.items()))


def _path(node: Path, types: Types) -> Type:
    base = hint(node.base, types)
    if isinstance(base, ContextType):
        return dict(base.entries).get(node.name, ANY)
    if isinstance(base, ListType) and isinstance(base.item, ContextType):
        return ListType(dict(base.item.entries).get(node.name, ANY))
    return ANY


def _filter(node: Filter, types: Types) -> Type:
    base, test = hint(node.base, types), hint(node.test, types)
    if isinstance(base, ListType) and test == _NUMBER:
        return base.item
    return base if isinstance(base, ListType) and test == _BOOLEAN else ANY


def _item(domain: Node, types: Types) -> Type:
    if isinstance(domain, Span):
        return hint(domain.first, types)
    found = hint(domain, types)
    return found.item if isinstance(found, ListType | RangeType) else ANY


def _for(node: For, types: Types) -> Type:
    inner = dict(types)
    for name, domain in node.iterators:
        inner[name] = _item(domain, inner)
    inner["partial"] = ListType(ANY)
    return ListType(hint(node.body, inner))


def _lambda(node: Lambda, types: Types) -> Type:
    inner = {**types, **{name: wanted or ANY for name, wanted in node.parameters}}
    return FunctionType(
        tuple(wanted or ANY for _, wanted in node.parameters), hint(node.body, inner)
    )


def _call(node: Call, types: Types) -> Type:
    if isinstance(node.function, Name) and node.function.name not in types:
        built_in = BUILT_IN.get(node.function.name)
        if built_in is None:
            return ANY
        return common([_returned(signature.body) for signature in built_in.signatures])
    found = hint(node.function, types)
    return found.result if isinstance(found, FunctionType) else ANY


def _returned(body: Callable[..., Any]) -> Type:
    text = str(getattr(body, "__annotations__", {}).get("return", "Any"))
    text = text.removesuffix(" | None")
    return ListType(ANY) if text.startswith("list") else _RETURNED.get(text, ANY)


def _interval(node: Interval, types: Types) -> Type:
    return RangeType(common([hint(node.low, types), hint(node.high, types)]))


def _boolean(node: Node, types: Types) -> Type:
    return _BOOLEAN


_RULES: dict[type[Node], Callable[[Any, Types], Type]] = {
    Literal: _literal,
    AtLiteral: _at,
    Name: lambda node, types: types.get(node.name, ANY),
    Path: _path,
    Filter: _filter,
    Call: _call,
    Negate: lambda node, types: hint(node.operand, types),
    Arithmetic: _arithmetic,
    ListOf: _list,
    ContextOf: _context,
    If: _if,
    For: _for,
    Lambda: _lambda,
    Interval: lambda node, types: RangeType(
        common([hint(node.low, types), hint(node.high, types)])
    ),
    Bound: lambda node, types: RangeType(hint(node.operand, types)),
    **dict.fromkeys((Logic, Compare, Between, In, Quantified, InstanceOf, UnaryTests), _boolean),
}
