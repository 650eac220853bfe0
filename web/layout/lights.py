"""The light of a deadline: green, yellow, red, black, always with words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from web.i18n import _


@dataclass(frozen=True)
class Light:
    """``color`` never stands alone: ``words`` say the same, and the style adds a shape."""

    color: str
    words: str


def past_law(statutory_due_on: date | None, decided_on: date | None, today: date) -> bool:
    """Whether the limit of the law has passed without a decision: black, in every list and page."""
    return statutory_due_on is not None and decided_on is None and statutory_due_on < today


def light(days_left: int | None, past_law: bool = False) -> Light:
    """``days_left``: working days until due, 0 on the day itself, negative when late.

    ``past_law``: the limit of the law itself has passed, not only that of the step.
    """
    # The calendar behind it would be a tenth of the way to the sign-in page, which has no lights
    from workflows.handling.clocks import YELLOW_DAYS

    if days_left is None:
        return Light("none", _("无期限"))
    if days_left < 0:
        words = _("逾期{n}个工作日", n=-days_left)
        return Light("black", words) if past_law else Light("red", words)
    words = _("今日到期") if days_left == 0 else _("剩{n}个工作日", n=days_left)
    return Light("yellow" if days_left <= YELLOW_DAYS else "green", words)
