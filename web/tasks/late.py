"""Recording late: when it happened, and why it is recorded only now."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from workflows.clock import SHANGHAI
from workflows.errors import Finding, InputInvalid


def happened_at(form: Mapping[str, str]) -> datetime | None:
    """The instant that was entered, Shanghai time; None where nothing was. ``InputInvalid``."""
    text = form.get("happened_at", "").strip()
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        sentence = "办理时间请填 2023-05-10 09:30 这样的时间。"
        raise InputInvalid([Finding(sentence, "moment", "happened_at")]) from None
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)


def late_reason(form: Mapping[str, str]) -> dict[str, str]:
    """The reason as a variable; none where nothing is recorded late."""
    reason = form.get("late_reason", "").strip()[:500]
    return {"late_reason": reason} if reason and form.get("happened_at", "").strip() else {}
