"""The filters of a list stand in its address, so a link shows a colleague the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest

from web.monitor.filters import AGES, Filters, mark, read_mark
from web.monitor.schemas import filters_of

NOW = datetime(2025, 9, 26, 1, tzinfo=UTC)


def test_a_list_survives_its_address() -> None:
    filters = Filters(process="item-handling", park="dyjkq", state="stuck", age="10", light="red")
    pairs = dict(pair.split("=") for pair in filters.query().split("&"))
    assert filters_of(pairs) == filters


def test_unknown_words_of_an_address_are_ignored() -> None:
    filters = filters_of({"state": "drop table", "age": "-1", "light": "blue", "nonsense": "1"})
    assert filters == Filters()
    assert not filters.narrowed


def test_ages_lie_side_by_side_without_gap_or_overlap() -> None:
    spans = [Filters(age=age).started(NOW) for age in AGES]
    for (younger_from, _), (_, older_before) in pairwise(spans):
        assert younger_from == older_before
    assert spans[0][1] is None
    assert spans[-1][0] is None
    assert spans[-1][1] == NOW - timedelta(days=30)


@pytest.mark.parametrize("text", ["", "~", "2025-09-26~x", "2025-09-26T01:00:00~" + "0" * 32])
def test_a_broken_mark_starts_from_the_top(text: str) -> None:
    assert read_mark(text) is None


def test_a_mark_is_read_as_it_was_written() -> None:
    case = UUID(int=7)
    assert read_mark(mark(NOW, case)) == (NOW, case)
