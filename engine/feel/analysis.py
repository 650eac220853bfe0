"""Which names an expression takes from its scope. For deploy checks and the designer."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from engine.feel.functions import BUILT_IN
from engine.feel.syntax import (
    ContextOf,
    Filter,
    For,
    Lambda,
    Name,
    Node,
    Quantified,
)


def uses(tree: Node) -> tuple[frozenset[str], frozenset[str]]:
    """Names that are surely taken from the scope, and those that may be.

    Inside of a filter a name can be an entry of the filtered context: there it only may be.
    """
    surely: set[str] = set()
    maybe: set[str] = set()
    _collect(tree, frozenset({"?"}), surely, maybe)
    return frozenset(surely), frozenset(maybe - surely)


def _collect(node: Node, bound: AbstractSet[str], surely: set[str], maybe: set[str]) -> None:
    if isinstance(node, Name):
        if node.name not in bound and node.name not in BUILT_IN:
            surely.add(node.name)
    elif isinstance(node, Filter):
        _collect(node.base, bound, surely, maybe)
        inside: set[str] = set()
        _collect(node.test, bound | {"item"}, inside, maybe)
        maybe |= inside
    elif isinstance(node, For | Quantified):
        inner = set(bound)
        for name, domain in node.iterators:
            _collect(domain, inner, surely, maybe)
            inner.add(name)
        if isinstance(node, For):
            inner.add("partial")
        _collect(node.body, inner, surely, maybe)
    elif isinstance(node, ContextOf):
        inner = set(bound)
        for name, value in node.entries:
            inner.add(name)
            _collect(value, inner, surely, maybe)
    elif isinstance(node, Lambda):
        _collect(node.body, bound | {name for name, _ in node.parameters}, surely, maybe)
    else:
        for part in node.parts():
            _collect(part, bound, surely, maybe)
