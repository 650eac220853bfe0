"""Limits and delegation in the words of the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.i18n import _
from workflows.authority.modes import ACTIONS, MODES

_UNITS = {"WD": "个工作日", "D": "日", "M": "个月", "Y": "年", "H": "小时"}
_FROM = {
    "receipt": "收件", "acceptance": "受理", "decision": "决定", "notice": "告知", "event": "事件",
}  # fmt: skip


def limit(stored: Mapping[str, Any] | None) -> str:
    """``自受理起5个工作日（可延长5个工作日）``; on the spot and none in words of their own."""
    if stored is None:
        return _("法律没有规定")
    value, unit = stored["value"], _(_UNITS.get(stored["unit"], stored["unit"]))
    if float(value) == 0:
        return _("当场办结")
    event = _(_FROM.get(stored["from"], stored["from"]))
    words = _("自{event}起{n}{unit}", event=event, n=_plain(value), unit=unit)
    if stored.get("extension"):
        words += _("（可延长{n}{unit}）", n=_plain(stored["extension"]), unit=unit)
    return words


def mode(code: str) -> str:
    """Name of a mode of delegation."""
    found = MODES.get(code)
    return _(found.name) if found else code


def actions(codes: list[str]) -> str:
    """The actions of a grant, in the order of handling."""
    return _("、").join(_(words) for code, words in ACTIONS.items() if code in codes)


def _plain(value: Any) -> str:
    return f"{float(value):g}"
