"""A filled sheet (F7, F8): points between 0 and the maximum, a reason where some are taken off."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.workflows.campaign.sheets.filled import SHEET, full
from workflows.campaign.sheets import Entry, dimensions, findings, total


def test_full_points_need_no_reason():
    assert findings(SHEET, full()) == []
    assert total(full()) == Decimal(100)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (Entry("A1-1", "5.01"), "score-out-of-range"),
        (Entry("A1-1", "-0.01"), "score-out-of-range"),
        (Entry("A1-1", "4.999", "少一项"), "score-decimals"),
        (Entry("A1-1", "4.5"), "reason-missing"),
        (Entry("A1-1", "4.5", "  "), "reason-missing"),
        (Entry("A1-1", "五"), "score-no-number"),
        (Entry("A1-1", "NaN"), "score-no-number"),
        (Entry("A1-1", "1_0"), "score-no-number"),
        (Entry("A1-1", " "), "score-missing"),
        (Entry("A1-1", "5", "理" * 1001), "too-long"),
    ],
)
def test_a_wrong_entry_is_named_by_its_indicator(entry: Entry, code: str):
    [found] = findings(SHEET, full(it=entry))

    assert (found.code, found.field) == (code, "A1-1")


@pytest.mark.parametrize("given", ["0", "4.99", "5", "5.00"])
def test_both_ends_are_taken(given: str):
    assert findings(SHEET, full(it=Entry("A1-1", given, "有不足"))) == []


def test_a_draft_may_leave_indicators_open_a_whole_sheet_may_not():
    half = full()[:3]

    assert findings(SHEET, half, whole=False) == []
    assert len(findings(SHEET, half)) == len(SHEET.indicators) - 3


def test_unknown_and_repeated_indicators_and_vetoes_are_all_named():
    entries = [*full(), Entry("Z9", "1"), Entry("A1-1", "5")]

    codes = [one.code for one in findings(SHEET, entries, ["V9"])]

    assert codes == ["indicator-twice", "unknown-indicator", "unknown-veto"]


def test_points_add_up_exactly_by_dimension():
    """0.1 + 0.2 is 0.3 here: 69.995 must not become 70."""
    entries = full(it=Entry("A1-1", "0.1", "差"), other=Entry("A1-2", "0.2", "差"))

    assert dimensions(SHEET, entries)["A1"] == Decimal("0.3")
    assert total(entries) == Decimal("92.3")
