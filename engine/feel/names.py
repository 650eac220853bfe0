"""Names with spaces and operators, told apart from the operators themselves.

Source: DMN 1.5, 10.3.1.2 and 10.3.1.4. Two adjacent words are never FEEL, so words always join to
one name. A name that holds an operator or keyword (``profit-and-loss``) is read as one only where
it is known: from the scope, or declared earlier in the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from engine.feel.errors import FeelSyntaxError
from engine.feel.lexer import NAME_PART, NAME_START, Token, tokens

#: Words that end a name, unless the name is known
STOP = frozenset({"then", "else", "in", "return", "satisfies", "and", "or", "between"})
#: Additional name symbols, rule 30 (the apostrophe is part of a word)
SYMBOLS = frozenset({"+", "-", "*", "/", ".", "**"})
#: Words that begin something other than a name
OPENERS = frozenset({"if", "for", "some", "every", "function", "true", "false", "null"}) | STOP

#: First token -> the known names that begin with it, longest first, each with its spelling
Known = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


def joined(parts: Iterable[Token]) -> str:
    """The name made of ``parts``: one space between words, none around symbols."""
    name, wordy = "", False
    for part in parts:
        is_word = part.text not in SYMBOLS
        name += f" {part.text}" if wordy and is_word else part.text
        wordy = is_word
    return name


def special(name: str) -> tuple[str, ...] | None:
    """The tokens of ``name`` if it cannot be read without being known, else None."""
    if name.isidentifier() and name not in OPENERS:
        return None
    try:
        parts = tokens(name)[:-1]
    except FeelSyntaxError:
        return None
    if not parts or parts[0].kind != "word" or not all(_may_be_in_name(p) for p in parts):
        return None
    plain = all(p.text not in SYMBOLS and p.text not in STOP for p in parts)
    if plain and parts[0].text not in OPENERS and len(joined(parts)) == len(name):
        return None
    return tuple(p.text for p in parts)


def _may_be_in_name(part: Token) -> bool:
    return part.kind in ("word", "number") or part.text in SYMBOLS


def known(names: Iterable[str], base: Known | None = None) -> Known:
    """``base`` and those of ``names`` that need to be known."""
    found: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = dict(base or {})
    for name in names:
        parts = special(name)
        if parts is not None:
            # A name declared in the text hides one of the scope that has the same tokens
            entries = {**dict(found.get(parts[0], ())), parts: name}
            found[parts[0]] = tuple(sorted(entries.items(), key=lambda e: (-len(e[0]), e[1])))
    return found


_TIGHT = re.compile(rf"[{NAME_START}][{NAME_PART}]*(?:[-+*/][{NAME_PART}]+)+")


def tight(text: str) -> tuple[str, ...]:
    """Spellings in ``text`` that would be one name, if the scope had it: ``a-b`` without space."""
    found: list[str] = []
    for hit in _TIGHT.finditer(text):
        pieces = re.split(r"([-+*/])", hit.group())
        for first in range(0, len(pieces), 2):
            ends = range(first + 3, min(len(pieces), first + 7) + 1, 2)
            found.extend("".join(pieces[first:end]) for end in ends)
    return tuple(dict.fromkeys(found))[:20]


#: Names of functions that hold a keyword
BUILT_IN = known(["date and time", "years and months duration"])
