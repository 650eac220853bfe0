"""Literals and names. Source: DMN 1.5, 10.3.2.4 and 10.3.2.7."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import DecimalException
from typing import Any

from engine.feel.closures.registry import Bound, build, builds
from engine.feel.evaluation import Closure, Env
from engine.feel.functions import BUILT_IN
from engine.feel.lexical import read_temporal
from engine.feel.numbers import CONTEXT
from engine.feel.syntax import AtLiteral, ListOf, Literal, Name
from engine.feel.values import NUMBER, kind


def constant(value: Any) -> Closure:
    return lambda env: value


@builds(Literal)
def literal(node: Literal, bound: Bound) -> Closure:
    value: Any = node.value
    if kind(value) == NUMBER:
        try:
            value = CONTEXT.plus(value)
        except DecimalException:
            return lambda env: env.run.null("the number is out of range", node.at)
    return constant(value)


@builds(AtLiteral)
def at_literal(node: AtLiteral, bound: Bound) -> Closure:
    value = read_temporal(node.text)
    if value is None:
        return lambda env: env.run.null(f'@"{node.text}" is no date, time or duration', node.at)
    return constant(value)


@builds(ListOf)
def list_of(node: ListOf, bound: Bound) -> Closure:
    items = [build(item, bound) for item in node.items]

    def evaluate(env: Env) -> list[Any]:
        return env.run.listed([item(env) for item in items])

    return evaluate


@builds(Name)
def name(node: Name, bound: Bound) -> Closure:
    key, at = node.name, node.at
    default = BUILT_IN.get(key)
    absent = f"there is no {key!r}{_hint(key)}"

    def read(env: Env) -> Any:
        level: Env | None = env
        while level is not None:
            try:
                return level.scope[key]
            except KeyError:
                level = level.outer
        if default is not None:
            return default
        return env.run.null(absent, at)

    return read


def _hint(key: str) -> str:
    """Full-width marks are letters of a name; whoever typed them rarely means that."""
    marks = [mark for mark in key if mark in "（），：；＝＞＜＋－＊／、。【】｛｝"]
    return f" (the full-width {''.join(marks)} belong to the name)" if marks else ""


def entry(context: Mapping[str, Any], key: str) -> tuple[bool, Any]:
    """Whether ``context`` has ``key``, and its value."""
    try:
        return True, context[key]
    except KeyError:
        return False, None
