"""Shapes of the fields of a catalogue entry. Rules are asked only about entries that have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from workflows.errors import Finding

Check = Callable[[Any], bool]
_INT64 = 2**63


def shape_findings(entry: Mapping[str, Any]) -> Iterator[Finding]:
    """A finding for each field that is not the kind of value it must be."""
    for name, value in entry.items():
        check, words, code = _FIELDS.get(name, (_is_plain, "文字、数字或它们的列表", "shape"))
        if value is not None and not check(value):
            yield Finding(f"应为{words}。", code, str(name))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return abs(value) < _INT64


def _is_limit(value: Any) -> bool:
    """{"value": number, "unit": text, "from": text, …}, nothing nested."""
    if not isinstance(value, Mapping) or not {"value", "unit", "from"} <= value.keys():
        return False
    texts = all(_is_text(value[name]) for name in ("unit", "from"))
    return texts and _is_number(value["value"]) and all(map(_is_flat, value.values()))


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_records(value: Any) -> bool:
    """A list of mappings whose fields are texts, numbers and flags; names and codes are texts."""
    if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
        return False
    return all(map(_is_record, value))


def _is_record(one: Mapping[Any, Any]) -> bool:
    named = all(one.get(key) is None or _is_text(one[key]) for key in ("code", "name", "law"))
    return named and all(_is_text(key) and _is_flat(value) for key, value in one.items())


def _is_flat(value: Any) -> bool:
    return value is None or _is_text(value) or _is_flag(value) or _is_number(value)


def _is_plain(value: Any, depth: int = 4) -> bool:
    """What JSON can hold, a few levels deep."""
    if isinstance(value, list):
        return depth > 0 and all(_is_plain(one, depth - 1) for one in value)
    if isinstance(value, Mapping):
        return depth > 0 and all(
            _is_text(key) and _is_plain(one, depth - 1) for key, one in value.items()
        )
    return _is_flat(value)


_TEXT = (_is_text, "文字（数字请加引号）", "shape")
_FLAG = (_is_flag, "true或false", "shape")
_LIMIT = (_is_limit, "数值、单位和起算事件", "limit-shape")
_TEXTS = (_is_texts, "文字的列表", "shape")
_RECORDS = (_is_records, "条目的列表", "shape")
_FIELDS: dict[str, tuple[Check, str, str]] = {
    **dict.fromkeys(
        (
            "code", "base_code", "full_code", "name", "department", "area_code", "level", "kind",
            "regime", "mode", "handling", "result", "acceptance_standard", "handling_procedure",
            "supervision_measures", "level_fixed_by_law",
        ),
        _TEXT,
    ),
    **dict.fromkeys(("needs_inspection", "in_general_window"), _FLAG),
    **dict.fromkeys(("statutory_limit", "promised_limit"), _LIMIT),
    **dict.fromkeys(("life_cycle", "special"), _TEXTS),
    **dict.fromkeys(("materials", "legal_basis"), _RECORDS),
}  # fmt: skip
