"""String functions. Positions count code points from 1. Source: DMN 1.5, 10.3.4.3."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel.evaluation import Run
from engine.feel.functions.registry import Undefined, builtin
from engine.feel.numbers import number
from engine.feel.pattern import compiled, matches, replace, split


@builtin("substring", "string: string, start position: number, length: number?")
def substring(run: Run, text: str, start: Any, length: Any = None) -> str:
    position, count = _truncated(start), None if length is None else _truncated(length)
    if position is None or position == 0 or abs(position) > len(text):
        raise Undefined("the start position is outside of the string")
    if length is not None and (count is None or count < 1):
        raise Undefined("the length is not a positive whole number")
    begin = position - 1 if position > 0 else len(text) + position
    return text[begin:] if count is None else text[begin : begin + count]


def _truncated(value: Any) -> int | None:
    """A position without its fraction: 3.8 stands for 3."""
    exact = number(value)
    return int(exact) if exact.adjusted() < 18 else None


@builtin("string length", "string: string")
def string_length(run: Run, text: str) -> Decimal:
    return Decimal(len(text))


@builtin("upper case", "string: string")
def upper_case(run: Run, text: str) -> str:
    return run.written(text.upper())


@builtin("lower case", "string: string")
def lower_case(run: Run, text: str) -> str:
    return run.written(text.lower())


@builtin("substring before", "string: string, match: string")
def substring_before(run: Run, text: str, match: str) -> str:
    head, found, _ = text.partition(match) if match else ("", "", "")
    return head if found else ""


@builtin("substring after", "string: string, match: string")
def substring_after(run: Run, text: str, match: str) -> str:
    return text.partition(match)[2] if match else text


@builtin("contains", "string: string, match: string")
def contains(run: Run, text: str, match: str) -> bool:
    return match in text


@builtin("starts with", "string: string, match: string")
def starts_with(run: Run, text: str, match: str) -> bool:
    return text.startswith(match)


@builtin("ends with", "string: string, match: string")
def ends_with(run: Run, text: str, match: str) -> bool:
    return text.endswith(match)


@builtin("matches", "input: string, pattern: string, flags: string|null?")
def matches_pattern(run: Run, text: str, pattern: str, flags: str | None = None) -> bool:
    return matches(run, compiled(run, pattern, flags or ""), text)


@builtin("replace", "input: string, pattern: string, replacement: string, flags: string|null?")
def replace_pattern(
    run: Run, text: str, pattern: str, replacement: str, flags: str | None = None
) -> str:
    found = compiled(run, pattern, flags or "")
    literal = "q" in (flags or "")
    return run.written(replace(run, found, text, replacement, literal=literal))


@builtin("split", "string: string, delimiter: string")
def split_string(run: Run, text: str, delimiter: str) -> list[str]:
    return run.listed(split(run, compiled(run, delimiter, ""), text))


@builtin("string join", "list: list, delimiter: string|null?")
def string_join(run: Run, items: list[Any], delimiter: str | None = None) -> str:
    texts = [item for item in items if item is not None]
    if not all(isinstance(item, str) for item in texts):
        raise Undefined("the list holds something other than strings")
    run.charge(sum(map(len, texts)) >> 5)
    return run.written((delimiter or "").join(texts))


@builtin(
    "string join", "list: list, delimiter: string|null, prefix: string|null, suffix: string|null"
)
def string_join_in(
    run: Run, items: list[Any], delimiter: str | None, prefix: str | None, suffix: str | None
) -> str:
    return run.written((prefix or "") + string_join(run, items, delimiter) + (suffix or ""))
