"""A value written as text, as ``string()`` does. Source: DMN 1.5, 10.3.4.1, string(from)."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any

from engine.feel.errors import FeelLimit
from engine.feel.lexical import TEMPORAL, write_temporal
from engine.feel.numbers import plain
from engine.feel.values import BOOLEAN, CONTEXT, LIST, NULL, NUMBER, RANGE, STRING, kind

#: What a key that is no name holds somewhere
_NO_NAME = re.compile(r"""[^\w '?\u00b7\U0001f000-\U0001faff]|^[\d ']|  | $""")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write_value(value: Any, most: int | None = None) -> str:
    """The text of ``value``; a string stands for itself."""
    return value if isinstance(value, str) else write_nested(value, most)


def write_nested(value: Any, most: int | None = None) -> str:
    """The text of ``value`` inside of another: a string in quotes.

    Raises ``FeelLimit`` where it is longer than ``most``. A value of few parts, each of them used
    many times over, may be written to more text than fits into any memory.
    """
    parts: list[str] = []
    if _write(value, parts, sys.maxsize if most is None else most) < 0:
        raise FeelLimit("string size", most)
    return "".join(parts)


def write_cut(value: Any, most: int) -> str:
    """The text of ``value``, after ``most`` characters ``…``."""
    parts: list[str] = []
    if _write(value, parts, most) >= 0:
        return "".join(parts)
    return "".join(parts)[:most] + "…"


def _write(value: Any, parts: list[str], left: int) -> int:
    """Write while ``left`` characters are left; how many then are, below 0 where it was cut."""
    what = kind(value)
    if what == LIST:
        return _write_items("[]", (("", item) for item in value), parts, left)
    if what == CONTEXT:
        entries = ((f"{_key(key)}: ", item) for key, item in value.items())
        return _write_items("{}", entries, parts, left)
    text = _write_single(value, what)
    parts.append(text)
    return left - len(text)


def _write_items(
    brackets: str, items: Iterable[tuple[str, Any]], parts: list[str], left: int
) -> int:
    before = brackets[0]
    for key, item in items:
        parts.append(before + key)
        left = _write(item, parts, left - len(before) - len(key))
        if left < 0:
            return left
        before = ", "
    closing = brackets if before == brackets[0] else brackets[1]
    parts.append(closing)
    return left - len(closing)


def _write_single(value: Any, what: str) -> str:
    if what == STRING:
        return quoted(value)
    if what == NUMBER:
        return plain(value)
    if what in TEMPORAL:
        return write_temporal(value)
    if what == BOOLEAN:
        return "true" if value else "false"
    if what == NULL:
        return "null"
    return _write_range(value) if what == RANGE else what


def quoted(text: str) -> str:
    """``text`` as a FEEL string literal."""
    return '"' + "".join(_ESCAPES.get(c, c) for c in text) + '"'


def _key(key: str) -> str:
    return quoted(key) if not key or _NO_NAME.search(key) else key


def _write_range(bounds: Any) -> str:
    if bounds.low is None:
        return f"({'<=' if bounds.high_closed else '<'} {write_nested(bounds.high)})"
    if bounds.high is None:
        return f"({'>=' if bounds.low_closed else '>'} {write_nested(bounds.low)})"
    opening, closing = "[" if bounds.low_closed else "(", "]" if bounds.high_closed else ")"
    return f"{opening}{write_nested(bounds.low)}..{write_nested(bounds.high)}{closing}"
