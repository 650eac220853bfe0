"""D1 to D10, row by row, on the tables as they are shipped (domain §2.4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine import dmn
from workflows.starter import CAMPAIGN

MODEL = dmn.load((CAMPAIGN / "decisions.dmn").read_bytes())


def judged(track: str, total: str, *, veto: bool = False, round: int = 1) -> dict[str, Any]:
    facts = {
        "track": track, "veto": veto, "total": Decimal(total), "round": round,
        "pass_mark": Decimal(70), "max_rounds": 2,
    }  # fmt: skip
    found: dict[str, Any] = MODEL.decide("evaluation-result", facts)
    return found


@pytest.mark.parametrize(
    ("total", "veto", "round", "result", "rule"),
    [
        ("70", False, 1, "PASS", "D1"),
        ("70.00", False, 2, "PASS", "D1"),
        ("100", False, 1, "PASS", "D1"),
        ("69.99", False, 1, "RECTIFY", "D2"),
        ("69.995", False, 1, "RECTIFY", "D2"),
        ("69.999999999999999999999999", False, 1, "RECTIFY", "D2"),
        ("95", True, 1, "RECTIFY", "D2"),
        ("69.99", False, 2, "FAIL", "D3"),
        ("69.995", False, 2, "FAIL", "D3"),
        ("95", True, 2, "FAIL", "D3"),
        ("10", True, 3, "FAIL", "D3"),
    ],
)
def test_d1_d2_d3_municipal(total: str, veto: bool, round: int, result: str, rule: str) -> None:
    assert judged("municipal", total, veto=veto, round=round) == {"result": result, "rule": rule}


@pytest.mark.parametrize(
    ("total", "veto", "round", "result"),
    [
        ("70", False, 1, "REPORT"),
        ("70", False, 2, "REPORT"),
        ("69.99", False, 1, "RECTIFY"),
        ("90", True, 1, "RECTIFY"),
        ("69.99", False, 2, "FAIL"),
        ("90", True, 2, "FAIL"),
    ],
)
def test_d4_provincial_self_acceptance(total: str, veto: bool, round: int, result: str) -> None:
    found = judged("provincial", total, veto=veto, round=round)
    assert found == {"result": result, "rule": "D4"}


@pytest.mark.parametrize(
    ("outcome", "next_step"),
    [("pass", "CONFIRM"), ("rectify", "RECTIFY"), ("fail", "FAIL"), ("returned", "RETURN")],
)
def test_d5_the_province(outcome: str, next_step: str) -> None:
    assert MODEL.decide("province-result", {"province_outcome": outcome}) == next_step


@pytest.mark.parametrize(
    ("track", "status", "listed", "proposal", "rule"),
    [
        ("municipal", "CONFIRMED", True, "PROMOTE", "D6"),
        ("municipal", "PLAQUED", True, "PROMOTE", "D6"),
        ("municipal", "PLAQUED", False, "NONE", ""),
        ("municipal", "FAILED", True, "ASK", "D7"),
        ("municipal", "DEFERRED", True, "ASK", "D7"),
        ("municipal", "FAILED", False, "ASK", "D3"),
        ("municipal", "DEFERRED", False, "ASK", "D3"),
        ("provincial", "PLAQUED", False, "NONE", ""),
        ("provincial", "FAILED", False, "ASK", "D5"),
        ("provincial", "DEFERRED", True, "ASK", "D5"),
    ],
)
def test_d6_d7_promotion(track: str, status: str, listed: bool, proposal: str, rule: str) -> None:
    candidate = {"track": track, "status": status, "listed": listed}
    found = MODEL.decide("promotion", {"candidate": candidate})
    assert found == {"proposal": proposal, "rule": rule}


@pytest.mark.parametrize(
    ("month", "answer"), [(4, "NOW"), (10, "NOW"), (11, "NEXT"), (12, "NEXT"), (14, "NEXT")]
)
def test_d8_an_addition_after_october_goes_to_the_next_phase(month: int, answer: str) -> None:
    assert MODEL.decide("dynamic-add", {"month": month, "late_add_month": 10}) == answer


@pytest.mark.parametrize(
    ("spread", "again"), [("0", False), ("15", False), ("15.01", True), ("40", True)]
)
def test_d9_totals_that_differ_by_more_than_fifteen_are_looked_at_again(
    spread: str, again: bool
) -> None:
    facts = {"spread": Decimal(spread), "disagreement": Decimal(15)}
    assert MODEL.decide("reconciliation", facts) is again


@pytest.mark.parametrize(
    ("employed", "seconded", "answer"),
    [
        (True, False, "RECUSED"),
        (True, True, "RECUSED"),
        (False, True, "RECUSED"),
        (False, False, "FREE"),
    ],
)
def test_d10_recusal(employed: bool, seconded: bool, answer: str) -> None:
    assert MODEL.decide("recusal", {"employed": employed, "seconded": seconded}) == answer
