"""Fields of administration forms: what is asked, and how an answer becomes a value.

Rules of the field (codes, credit codes, days) stay in ``workflows``; here only what is missing
or cannot be read is found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection
from werkzeug.datastructures import MultiDict

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


def read(
    fields: Sequence[Field], form: MultiDict[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """(values by name, {name: sentence}) of what was sent; both whole."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field in fields:
        try:
            values[field.name] = _value(field, form)
        except ValueError as error:
            errors[field.name] = str(error)
    return values, errors


def _value(field: Field, form: MultiDict[str, str]) -> Any:
    if field.kind in {"checks", "multi"}:
        chosen = tuple(_typed(field, one) for one in form.getlist(field.name) if one)
        if field.required and not chosen:
            raise ValueError(f"请选择{field.label}。")
        return chosen
    text = form.get(field.name, "")
    text = text if field.kind == "password" else text.strip()
    if not text:
        if field.required:
            verb = "选择" if field.kind in {"select", "date"} else "填写"
            raise ValueError(f"请{verb}{field.label}。")
        return None
    return _typed(field, text)


def _typed(field: Field, text: str) -> Any:
    if field.kind == "date":
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"{field.label}请填 2025-09-26 这样的日期。") from None
    if field.is_id:
        try:
            return UUID(text)
        except ValueError:
            raise ValueError(f"请从列表中选择{field.label}。") from None
    return text
