"""The words of a form, for the regime of the item and the language of the person.

A part or an option may carry ``"unless_permit": {"label": …}``: its words where the item is no
行政许可, because 准予 and 不予许可 hold for licences only (domain §4.1). ``{approved}`` and
``{refused}`` are the regime's own words for the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.i18n import _
from workflows.items.regimes import REGIMES, Regime

#: Where form-js keeps what people read
TEXTS = ("label", "dateLabel", "timeLabel", "description", "text")


def worded(form: Mapping[str, Any], regime: str | None = None) -> dict[str, Any]:
    """``form`` as this person reads it for an item of ``regime``."""
    return _worded(form, REGIMES.get(regime or ""))


def _worded(part: Mapping[str, Any], regime: Regime | None) -> dict[str, Any]:
    own = {key: value for key, value in part.items() if key != "unless_permit"}
    if regime is not None and not regime.deemed_acceptance:
        own |= part.get("unless_permit", {})
    for key in TEXTS:
        if isinstance(own.get(key), str):
            own[key] = _(_filled(own[key], regime))
    for key in ("components", "values"):
        if isinstance(own.get(key), list):
            own[key] = [_worded(one, regime) for one in own[key]]
    return own


def _filled(text: str, regime: Regime | None) -> str:
    for name, words in regime.words.items() if regime else ():
        text = text.replace(f"{{{name}}}", words)
    return text
