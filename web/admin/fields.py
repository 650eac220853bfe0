"""Fields of administration forms: what is asked. ``schemas`` reads the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

#: Value and words of what may be chosen
Choice = tuple[str, str]
Choices = Callable[[Connection, UUID], Sequence[Choice]]


@dataclass(frozen=True)
class Field:
    """One question of a form."""

    name: str
    label: str
    #: text, date, select, multi (several of a list), checks or password
    kind: str = "text"
    required: bool = True
    hint: str = ""
    choices: Choices | None = None
    #: Words for choosing nothing, where that has a meaning
    blank: str = ""
    #: The chosen value is an id
    is_id: bool = False


def fixed(words: Mapping[str, str] | Sequence[str]) -> Choices:
    """Choices that are the same for every tenant."""
    pairs = words.items() if isinstance(words, Mapping) else ((word, word) for word in words)
    found = [(str(value), label) for value, label in pairs]
    return lambda _conn, _tenant: found
