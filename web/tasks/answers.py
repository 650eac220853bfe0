"""What somebody filled in, as label and words, in the order of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from web.i18n import _


def answers(form: Mapping[str, Any], data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """[(label, words)] of all fields of ``form`` that have an answer in ``data``."""
    return list(_walk(form.get("components", ()), data))


def _walk(parts: Any, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for part in parts:
        if "components" in part:
            inner = data.get(part["path"]) if part.get("path") else data
            if isinstance(inner, Mapping):
                yield from _walk(part["components"], inner)
            elif isinstance(inner, list):
                for row in inner:
                    yield from _walk(part["components"], row)
        elif part.get("key") in data:
            words = _words(part, data[part["key"]])
            if words:
                yield _label(part), words


def _label(part: Mapping[str, Any]) -> str:
    return str(part.get("label") or part.get("dateLabel") or part["key"])


def _words(part: Mapping[str, Any], value: Any) -> str:
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return "、".join(_words(part, one) for one in value)
    if isinstance(value, Decimal | int | float):
        return f"{value:,}"
    options = {str(option["value"]): option["label"] for option in part.get("values", ())}
    return str(options.get(str(value), value))


def labels(form: Mapping[str, Any]) -> dict[str, str]:
    """{field key: label} of all fields."""
    found: dict[str, str] = {}
    for part in form.get("components", ()):
        if "components" in part:
            found |= labels(part)
        elif "key" in part:
            found[part["key"]] = _label(part)
    return found
