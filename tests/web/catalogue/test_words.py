"""Limits in the words of the window."""

from __future__ import annotations

from typing import Any

import pytest

from web.catalogue import words


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (None, "法律没有规定"),
        ({"value": "0", "unit": "WD", "from": "acceptance"}, "当场办结"),
        ({"value": "5", "unit": "WD", "from": "acceptance"}, "自受理起5个工作日"),
        ({"value": "0.5", "unit": "WD", "from": "receipt"}, "自收件起0.5个工作日"),
        (
            {"value": 10, "unit": "WD", "from": "acceptance", "extension": 5},
            "自受理起10个工作日（可延长5个工作日）",
        ),
        ({"value": "20", "unit": "D", "from": "receipt"}, "自收件起20日"),
    ],
)
def test_a_limit_says_value_unit_and_start(stored: dict[str, Any] | None, said: str) -> None:
    assert words.limit(stored) == said


def test_actions_stand_in_the_order_of_handling() -> None:
    assert words.actions(["decide", "receive", "accept"]) == "收件、受理、决定"
