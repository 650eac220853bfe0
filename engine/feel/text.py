"""A value written as text, as ``string()`` does. Source: DMN 1.5, 10.3.4.1, string(from)."""

from __future__ import annotations

import re
from typing import Any

from engine.feel.lexical import TEMPORAL, write_temporal
from engine.feel.numbers import plain
from engine.feel.values import BOOLEAN, CONTEXT, LIST, NULL, NUMBER, RANGE, STRING, kind

#: What a key that is no name holds somewhere
_NO_NAME = re.compile(r"""[^\w '?\u00b7\U0001f000-\U0001faff]|^[\d ']|  | $""")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write_value(value: Any) -> str:
    """The text of ``value``; a string stands for itself."""
    return value if isinstance(value, str) else write_nested(value)


def write_nested(value: Any) -> str:
    """The text of ``value`` inside of another: a string in quotes."""
    what = kind(value)
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
    if what == LIST:
        return "[" + ", ".join(write_nested(item) for item in value) + "]"
    if what == CONTEXT:
        return "{" + ", ".join(f"{_key(k)}: {write_nested(v)}" for k, v in value.items()) + "}"
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
