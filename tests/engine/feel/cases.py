"""Tables of cases: one line each, ``expression ==> value``.

A value is written in FEEL; ``null`` also demands a reason, ``null quietly`` does not, ``syntax
error`` means that the text is refused. Lines that begin with ``#`` are headings.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from engine.feel import FeelSyntaxError, evaluate, explain

NOW = datetime.fromisoformat("2025-09-26T09:00:00+08:00")


def cases(table: str) -> list[Any]:
    """Parameters for ``parametrize(("text", "expected"), …)``, named by their text."""
    found = []
    for line in table.strip().splitlines():
        if not line.strip() or line.startswith("# "):
            continue
        text, mark, expected = line.partition(" ==> ")
        assert mark, line
        found.append(pytest.param(text.strip(), expected.strip(), id=f"{line.strip()}"))
    return found


def check(text: str, expected: str, variables: dict[str, Any] | None = None) -> None:
    """Assert that ``text`` has the value that ``expected`` writes."""
    if expected == "syntax error":
        with pytest.raises(FeelSyntaxError):
            evaluate(text, variables or {})
        return
    found = explain(text, variables or {}, NOW)
    if expected in ("null", "null quietly"):
        assert found.value is None, f"{found.value!r}"
        assert found.warnings or expected != "null", "a null without a reason"
        return
    assert alike(found.value, value(expected)), f"{found.value!r}, {found.warnings}"


def value(text: str) -> Any:
    """What ``text`` writes: read without the engine where Python can."""
    if text in ("true", "false"):
        return text == "true"
    if text.startswith('"'):
        return json.loads(text)
    try:
        return Decimal(text)
    except ArithmeticError:
        return evaluate(text, {})


def alike(left: Any, right: Any) -> bool:
    """Same type and value, and for times the same offset too."""
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(alike, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return list(left) == list(right) and all(alike(left[k], right[k]) for k in left)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, datetime | time) and type(left) is type(right):
        return left == right and str(left.tzinfo) == str(right.tzinfo)
    if isinstance(left, date) and isinstance(right, date):
        return type(left) is type(right) and left == right
    return bool(left == right)
