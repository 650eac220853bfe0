"""``range(from)``: a range written in a string. Source: DMN 1.5, 10.3.4.12."""

from __future__ import annotations

import re
from typing import Any

from engine.feel.compare import compare
from engine.feel.errors import FeelSyntaxError
from engine.feel.evaluation import Run
from engine.feel.functions.registry import BUILT_IN, Undefined, builtin
from engine.feel.lexical import read_temporal
from engine.feel.numbers import number
from engine.feel.parser import parse
from engine.feel.syntax import AtLiteral, Call, Literal, Name
from engine.feel.values import NUMBER, Range, kind

_RANGE = re.compile(r"\s*([\[(\]])(.*?)\.\.(.*?)([\])\[])\s*", re.S)
_MAKERS = frozenset({"date", "time", "date and time", "duration"})


@builtin("range", "from: string")
def range_from(run: Run, text: str) -> Range:
    """Endpoints are literals; one that is missing leaves its side open."""
    hit = _RANGE.fullmatch(text)
    if hit is None:
        raise Undefined(f"{text!r} is no range")
    opening, first, last, closing = hit.groups()
    low, high = _endpoint(run, first), _endpoint(run, last)
    if low is None and high is None:
        raise Undefined("a range needs an endpoint")
    if (low is None and opening == "[") or (high is None and closing == "]"):
        raise Undefined(f"a side of {text!r} without an endpoint cannot be closed")
    if low is not None and high is not None and compare("<=", low, high, run) is not True:
        raise Undefined(f"the endpoints of {text!r} are not in order")
    return Range(low, high, opening == "[", closing == "]")


def _endpoint(run: Run, text: str) -> Any:
    if not text.strip():
        return None
    try:
        tree = parse(text)
    except FeelSyntaxError as error:
        raise Undefined(f"the endpoint {text!r} is no literal") from error
    found: Any = None
    if isinstance(tree, Literal) and not isinstance(tree.value, bool):
        found = number(tree.value) if kind(tree.value) == NUMBER else tree.value
    elif isinstance(tree, AtLiteral):
        found = read_temporal(tree.text)
    elif isinstance(tree, Call) and isinstance(tree.function, Name):
        arguments = [a.value for a in tree.arguments if isinstance(a, Literal)]
        if tree.function.name in _MAKERS and len(arguments) == len(tree.arguments):
            found = BUILT_IN[tree.function.name](arguments, run)
    if found is None:
        raise Undefined(f"the endpoint {text!r} is no literal")
    return found
