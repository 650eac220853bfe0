"""A form file as a tree: fields with their keys, groups and repeated parts around them.

Source: form-js schema version 19 (types, ``path``, ``conditional``, ``validate``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

#: Fields that carry a value under a key
INPUTS = frozenset(
    {
        "textfield", "textarea", "number", "checkbox", "checklist",
        "taglist", "radio", "select", "datetime", "expression", "filepicker",
    }
)  # fmt: skip
#: Parts that show something and carry nothing
SHOWN = frozenset(
    {
        "text", "html", "image", "spacer", "separator", "button",
        "table", "iframe", "documentPreview",
    }
)  # fmt: skip
CONTAINERS = frozenset({"default", "group", "dynamiclist"})


class UnknownFormPart(ValueError):
    """The form has a part that the server cannot check, so that it must not be offered."""


@dataclass(frozen=True)
class Part:
    """One component. ``children`` only where it is a container."""

    type: str
    #: Key of an input, or of what a container writes below; empty where it adds no level
    key: str
    label: str
    raw: Mapping[str, Any]
    children: tuple[Part, ...] = ()

    @property
    def rules(self) -> Mapping[str, Any]:
        return self.raw.get("validate") or {}

    @property
    def hide(self) -> str | None:
        """FEEL condition under which it is not shown, without the leading ``=``."""
        condition = (self.raw.get("conditional") or {}).get("hide")
        return condition.lstrip("=").strip() if condition else None

    @property
    def repeats(self) -> bool:
        return self.type == "dynamiclist"

    def inputs(self) -> Iterator[Part]:
        """All inputs below, in order."""
        if self.type in INPUTS:
            yield self
        for child in self.children:
            yield from child.inputs()


def parse(form: bytes | str | Mapping[str, Any]) -> Part:
    """The tree of a form file. Raises ``UnknownFormPart`` or ``ValueError``."""
    if isinstance(form, Mapping):
        return _part({"type": "default", **form})
    return _parsed(form if isinstance(form, bytes) else form.encode())


@lru_cache(maxsize=256)
def _parsed(form: bytes) -> Part:
    return _part({"type": "default", **json.loads(form)})


def _part(raw: Mapping[str, Any]) -> Part:
    kind = str(raw.get("type", ""))
    label = str(raw.get("label") or raw.get("dateLabel") or raw.get("timeLabel") or "")
    if kind in INPUTS:
        return Part(kind, str(raw["key"]), label or str(raw["key"]), raw)
    if kind in CONTAINERS:
        children = tuple(_part(child) for child in raw.get("components", ()))
        return Part(kind, str(raw.get("path") or ""), label, raw, children)
    if kind in SHOWN:
        return Part(kind, "", label, raw)
    raise UnknownFormPart(f"form part {kind!r} is not supported")
