"""FEEL text cut into tokens. Source: DMN 1.5, 10.3.1.2, rules 22-38 and 61-66.

An apostrophe (also ’) is a name character and no operator, so ``driver's license`` needs no scope.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.feel.errors import FeelSyntaxError

MAX_TEXT = 100_000

#: Rule 28, name start char (without ``?``, which is a token of its own)
NAME_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u167f\u1681-\u180d"
    "\u180f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf"
    "\ufdf0-\ufefe\uff00-\ufffd\U00010000-\U000effff"
)
NAME_PART = NAME_START + "?0-9\u00b7\u0300-\u036f\u203f-\u2040'\u2019"
#: Rules 61-62, white space
SPACE = "\\s\u0085\u00a0\u1680\u180e\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"

_TOKEN = re.compile(
    rf"""(?P<space>(?:[{SPACE}]+|//[^\n\r]*|/\*.*?\*/)+)
    |(?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?(?![{NAME_START}]))
    |(?P<digits>\d+)
    |(?P<word>[{NAME_START}][{NAME_PART}]*|\?)
    |(?P<text>"(?:[^"\\]|\\.)*")
    |(?P<op>\*\*|\.\.|<=|>=|!=|->|[-+*/=<>()\[\]{{}},:.@])
    """,
    re.X | re.S | re.A,
)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{6}|.)", re.S)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}


class Token(NamedTuple):
    """``kind``: word, number, text, at, op, end. ``text``: the source, or a string's value."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The tokens of ``text``, closed by one of kind ``end``. Raises ``FeelSyntaxError``."""
    if len(text) > MAX_TEXT:
        raise FeelSyntaxError(f"the expression is longer than {MAX_TEXT} characters", text, 0)
    found: list[Token] = []
    position, size, match = 0, len(text), _TOKEN.match
    while position < size:
        hit = match(text, position)
        if hit is None:
            raise _unknown(text, position)
        kind, start, position = hit.lastgroup, position, hit.end()
        if kind != "space":
            found.append(_token(str(kind), text, start, position, found))
    found.append(Token("end", "", size, size))
    return found


def _token(kind: str, text: str, start: int, end: int, found: list[Token]) -> Token:
    source = text[start:end]
    if kind == "digits":
        kind = "number"
    if kind == "text":
        source = unescape(source[1:-1])
        if found and found[-1].text == "@" and found[-1].kind == "op":
            return Token("at", source, found.pop().start, end)
    return Token(kind, source, start, end)


def _unknown(text: str, position: int) -> FeelSyntaxError:
    if text[position] == '"':
        return FeelSyntaxError("the string is not closed", text, position, '"')
    if text.startswith("/*", position):
        return FeelSyntaxError("the comment is not closed", text, position, "*/")
    return FeelSyntaxError(f"the character {text[position]!r} has no meaning here", text, position)


def unescape(body: str) -> str:
    """The value of a string literal's inside. Source: rule 35, string escape sequences."""
    value = _ESCAPE.sub(_unescape_one, body) if "\\" in body else body
    if value.isascii():
        return value
    # Two escapes \\uD83D\\uDE00 are one code point, as in XML and Java; half of one is none
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescape_one(hit: re.Match[str]) -> str:
    name = hit.group(1)
    if len(name) > 1:
        code = int(name[1:], 16)
        return chr(code) if code <= 0x10FFFF else hit.group()
    # Any other backslash stands for itself, so that "\d" is the pattern \d
    return _SIMPLE.get(name, hit.group())


__all__ = ["Token", "tokens", "unescape"]
