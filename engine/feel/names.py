"""Names with spaces and operators, told apart from the operators themselves.

Source: DMN 1.5, 10.3.1.2 and 10.3.1.4. Two adjacent words are never FEEL, so words always join to
one name. A name that holds an operator or keyword (``profit-and-loss``) is read as one only where
it is known: from the scope, or declared earlier in the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from engine.feel.errors import FeelSyntaxError
from engine.feel.lexer import NAME_PART, NAME_START, Token, tokens

#: Words that end a name, unless the name is known
STOP = frozenset({"then", "else", "in", "return", "satisfies", "and", "or", "between"})
#: Additional name symbols, rule 30 (the apostrophe is part of a word)
SYMBOLS = frozenset({"+", "-", "*", "/", ".", "**"})
#: Words that begin something other than a name
OPENERS = frozenset({"if", "for", "some", "every", "function", "true", "false", "null"}) | STOP


def joined(parts: Iterable[Token]) -> str:
    """The name made of ``parts``: one space between words, none around symbols.

    ``.5`` is a symbol and a word, as it is where letters follow: ``a.5b``.
    """
    name, wordy = "", False
    for part in parts:
        is_word = part.text not in SYMBOLS
        spaced = wordy and is_word and part.text[0] != "."
        name += f" {part.text}" if spaced else part.text
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
    plain = all(_joins(p) for p in parts)
    if plain and parts[0].text not in OPENERS and len(joined(parts)) == len(name):
        return None
    return tuple(p.text for p in parts)


def _joins(part: Token) -> bool:
    """Whether the token after a word always goes on with the name; ``2.1`` may end it."""
    if part.kind == "number":
        return part.text.isdigit()
    return part.text not in SYMBOLS and part.text not in STOP


def _may_be_in_name(part: Token) -> bool:
    return part.kind in ("word", "number") or part.text in SYMBOLS


@dataclass(slots=True)
class Names:
    """Known names that begin with one token."""

    spelled: dict[tuple[str, ...], str] = field(default_factory=dict)
    #: Numbers of tokens that there are names of, longest first
    lengths: list[int] = field(default_factory=list)

    def add(self, parts: tuple[str, ...], name: str) -> None:
        self.spelled[parts] = name
        if len(parts) not in self.lengths:
            self.lengths = sorted([*self.lengths, len(parts)], reverse=True)


#: First token -> the known names that begin with it
Known: TypeAlias = dict[str, Names]


def learn(layer: Known, name: str) -> None:
    """Add ``name`` to ``layer`` if it needs to be known."""
    parts = special(name)
    if parts is not None:
        layer.setdefault(parts[0], Names()).add(parts, name)


def known(names: Iterable[str], base: Known | None = None) -> Known:
    """``base`` and those of ``names`` that need to be known."""
    found: Known = {
        first: Names(dict(group.spelled), list(group.lengths))
        for first, group in (base or {}).items()
    }
    for name in names:
        learn(found, name)
    return found


def find(layers: Sequence[Known], ahead: Sequence[Token], index: int) -> tuple[str, int] | None:
    """The longest known name at ``index`` and where it ends; an inner layer before an outer."""
    first = ahead[index].text
    best: tuple[str, int] | None = None
    for layer in reversed(layers):
        group = layer.get(first)
        if group is None:
            continue
        for length in group.lengths:
            if best is not None and index + length <= best[1]:
                break
            name = group.spelled.get(tuple(t.text for t in ahead[index : index + length]))
            if name is not None:
                best = (name, index + length)
                break
    return best


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
