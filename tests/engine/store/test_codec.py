"""Values keep their types on the way to a row and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from engine.store.codec import decode, decode_result, encode, encode_result, pack
from engine.values import InvalidValue

ID = UUID("01970000-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        7,
        "园办",
        Decimal("1.20"),
        date(2025, 9, 26),
        datetime(2025, 9, 26, 1, 2, 3, 4, tzinfo=UTC),
        time(9, 30),
        timedelta(days=3, microseconds=1),
        {"list": [Decimal("0.1"), {"day": date(2025, 9, 26)}], "empty": {}},
    ],
)
def test_a_variable_comes_back_as_it_was(value: Any) -> None:
    found = decode(encode({"value": value}))["value"]

    assert found == value
    assert type(found) is type(value)


def test_ids_in_a_result_stay_ids() -> None:
    result = {"one": ID, "many": [ID, None], "text": str(ID)}

    assert decode_result(encode_result(result)) == result


def test_what_no_variable_can_hold_is_not_stored() -> None:
    with pytest.raises(InvalidValue, match="cannot hold a object"):
        encode({"value": object()})


def test_long_bodies_are_packed_and_come_back() -> None:
    value = {"意见": ["同意，请按程序办理。"] * 100, "n": Decimal("1.50")}

    packed = pack(value)

    assert len(packed) < len(encode(value)) / 4
    assert decode(packed) == value
    assert pack({"a": 1}) == encode({"a": 1})
