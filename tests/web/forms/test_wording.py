"""Forms in the words of the item's regime."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from web.forms.wording import TEXTS, worded
from workflows.items.regimes import REGIMES

STEPS = ("examine", "check_correction", "review", "opinion", "decide")
OTHERS = sorted(code for code, regime in REGIMES.items() if not regime.deemed_acceptance)


def form(name: str) -> Any:
    return json.loads(Path(f"bpmn/items/forms/{name}.form").read_text("utf-8"))


def said(part: dict[str, Any]) -> Iterator[str]:
    yield from (part[key] for key in TEXTS if key in part)
    for inner in (*part.get("components", ()), *part.get("values", ())):
        yield from said(inner)


@pytest.mark.parametrize("regime", OTHERS)
@pytest.mark.parametrize("step", STEPS)
def test_items_of_other_kinds_hear_nothing_of_licences(step: str, regime: str) -> None:
    """准予, 不予许可 and 行政许可法 hold for 行政许可 only (domain §4.1)."""
    text = "".join(said(worded(form(step), regime)))
    assert "准予" not in text
    assert "许可" not in text


def test_the_decision_of_a_filing_is_a_filing() -> None:
    assert {"予以备案", "不予备案", "退回审查"} <= set(said(worded(form("decide"), "filing")))


def test_a_licence_is_approved_or_refused_and_nothing_of_ours_reaches_the_browser() -> None:
    shown = worded(form("decide"), "licence")
    assert {"准予", "不予", "准予的内容"} <= set(said(shown))
    assert "unless_permit" not in json.dumps(shown)
