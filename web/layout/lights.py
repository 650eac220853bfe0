"""The light of a deadline: green, yellow, red, black, always with words."""

from __future__ import annotations

from dataclasses import dataclass

from web.i18n import _


@dataclass(frozen=True)
class Light:
    """``shape`` and ``words`` say what the color says."""

    color: str
    shape: str
    words: str


def light(days_left: int | None) -> Light:
    """``days_left``: working days until due, 0 on the day itself, negative when late."""
    if days_left is None:
        return Light("none", "○", _("无期限"))
    if days_left < 0:
        return Light("black", "■", _("逾期{n}个工作日", n=-days_left))
    if days_left == 0:
        return Light("red", "▲", _("今日到期"))
    words = _("剩{n}个工作日", n=days_left)
    if days_left <= 1:
        return Light("red", "▲", words)
    if days_left <= 3:
        return Light("yellow", "◐", words)
    return Light("green", "●", words)
