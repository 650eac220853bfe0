"""A filled-in form, checked as a whole: all sentences at once, or clean typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from web.forms.expressions import holds, setting, value_of
from web.forms.schema import Part, parse
from web.forms.values import Wrong, clean, is_empty, missing

#: Rows that a repeated part may have
MOST_ROWS = 200


@dataclass(frozen=True)
class Checked:
    """What came of it. ``values`` are of use only where there are no ``errors``."""

    #: {field key: value}: str, bool, int, Decimal, date, time, datetime, list
    values: dict[str, Any] = field(default_factory=dict)
    #: {field key: sentence}; inside repeated parts ``list.0.key``
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.errors


def check(
    form: bytes | str | Mapping[str, Any],
    data: Mapping[str, Any],
    *,
    known: Mapping[str, Any] | None = None,
    today: date | None = None,
) -> Checked:
    """Check ``data`` against a form-js file.

    ``known``: facts that the page was given beside the form. Conditions may read them; a disabled
    or read-only field keeps its known value, whatever the browser sent for it. Hidden fields are
    dropped, unknown keys are refused, ``expression`` fields are computed here.
    """
    root, facts = parse(form), dict(known or {})
    shown = _without_hidden(root, data, facts)
    top = _Level(shown, {**facts, **shown})
    run = _Run(facts, today)
    run.level(root, top, sent=data)
    return Checked(top.into, run.errors)


@dataclass
class _Level:
    """One level of the data: of the form, of a group with a path, of a row."""

    shown: Mapping[str, Any]
    #: What conditions and limits on this level may read
    context: Mapping[str, Any]
    #: How errors of this level are named
    prefix: str = ""
    into: dict[str, Any] = field(default_factory=dict)

    def below(self, shown: Mapping[str, Any], key: str) -> _Level:
        return _Level(shown, {**self.context, **shown}, f"{self.prefix}{key}.")


class _Run:
    """One checking of one form."""

    def __init__(self, known: Mapping[str, Any], today: date | None) -> None:
        self.known, self.today = known, today
        self.errors: dict[str, str] = {}

    def level(self, parent: Part, level: _Level, sent: Mapping[str, Any]) -> None:
        """Check what of ``parent`` is shown; what else was sent is unknown."""
        for key in sent.keys() - _keys(parent):
            self.errors[level.prefix + key] = f"表单里没有“{key}”这一项，请刷新页面后再填。"
        for part in _shown(parent, level.context):
            if part.repeats:
                self._rows(part, level)
            elif part.children:
                self._group(part, level)
            elif part.key:
                self._input(part, level)

    def _group(self, part: Part, level: _Level) -> None:
        data = level.shown.get(part.key)
        data = data if isinstance(data, Mapping) else {}
        inner = level.below(data, part.key)
        self.level(part, inner, data)
        level.into[part.key] = inner.into

    def _rows(self, part: Part, level: _Level) -> None:
        rows = level.shown.get(part.key)
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            rows = []
        if len(rows) > MOST_ROWS:
            self.errors[level.prefix + part.key] = f"{part.label}最多{MOST_ROWS}行。"
            return
        inner = [level.below(row, f"{part.key}.{number}") for number, row in enumerate(rows)]
        for row in inner:
            self.level(part, row, row.shown)
        level.into[part.key] = [row.into for row in inner]

    def _input(self, part: Part, level: _Level) -> None:
        value = level.shown.get(part.key)
        if part.type == "expression":
            level.into[part.key] = value_of(str(part.raw["expression"]), level.context)
        elif part.raw.get("disabled") or setting(part.raw.get("readonly"), level.context):
            # A fact that the page only shows: what the browser says about it does not count
            if part.key in self.known:
                level.into[part.key] = self.known[part.key]
        else:
            try:
                level.into[part.key] = self._value(part, value, level.context)
            except Wrong as wrong:
                self.errors[level.prefix + part.key] = str(wrong)

    def _value(self, part: Part, value: Any, context: Mapping[str, Any]) -> Any:
        if not is_empty(part, value):
            return clean(part, value, context, self.today)
        if setting(part.rules.get("required"), context):
            raise Wrong(missing(part))
        return _empty().get(part.type)


def _empty() -> dict[str, Any]:
    return {"checkbox": False, "checklist": [], "taglist": [], "textfield": "", "textarea": ""}


def _keys(parent: Part) -> set[str]:
    """Keys that may stand on the level of ``parent``: groups without a path add no level."""
    found: set[str] = set()
    for child in parent.children:
        found |= {child.key} if child.key else _keys(child)
    return found


def _shown(parent: Part, context: Mapping[str, Any]) -> list[Part]:
    """Parts of this level that are not hidden, through groups that add no level."""
    found = []
    for child in parent.children:
        if child.hide and holds(child.hide, context):
            continue
        found.extend(_shown(child, context) if child.children and not child.key else [child])
    return found


def _without_hidden(
    root: Part, data: Mapping[str, Any], known: Mapping[str, Any]
) -> dict[str, Any]:
    """Data of what is shown, as form-js filters it before it asks the conditions again."""
    kept = {part.key for part in _shown(root, {**known, **data})}
    return {key: value for key, value in data.items() if key in kept}
