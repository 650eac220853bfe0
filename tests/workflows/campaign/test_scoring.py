"""D9: averages are exact and never rounded up."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workflows.campaign import scoring

HUNDREDTHS = st.integers(min_value=0, max_value=10_000).map(lambda n: Decimal(n) / 100)


@pytest.mark.parametrize(
    ("exact", "shown"),
    [("70", "70.00"), ("69.99", "69.99"), ("69.995", "69.99"), ("69.9999999", "69.99"), (None, "")],
)
def test_d9_a_score_is_shown_truncated(exact: str | None, shown: str) -> None:
    assert scoring.shown(exact) == shown


@example([Decimal("70"), Decimal("69.99")])
@example([Decimal("70"), Decimal("70"), Decimal("69.99")])
@given(st.lists(HUNDREDTHS, min_size=1, max_size=9))
def test_d9_an_average_is_seventy_only_if_the_sum_is(totals: list[Decimal]) -> None:
    found = scoring.outcome(totals, [{"A1": one} for one in totals], [[] for _ in totals])
    assert (found.total >= 70) == (sum(totals) >= 70 * len(totals))
    assert found.dimensions["A1"] == found.total
    assert found.spread == max(totals) - min(totals)
    assert Decimal(scoring.shown(found.total)) <= found.total


def test_d9_one_veto_of_one_evaluator_is_a_veto() -> None:
    totals, parts = [Decimal(90)] * 2, [{"A1": Decimal(90)}] * 2
    assert scoring.outcome(totals, parts, [[], ["V1"]]).veto
    assert not scoring.outcome(totals, parts, [[], []]).veto
