"""Variables in scopes: read up, write where the name is defined, else to the outermost."""

from __future__ import annotations

import pytest

from engine.behavior.frames import Frame


def test_reading_falls_through_and_writing_goes_to_the_owner() -> None:
    outer = Frame(None, {"a": 1, "b": 2})
    middle = Frame(outer, {"b": 3})
    inner = Frame(middle)

    assert (inner["a"], inner["b"], inner.get("c"), "a" in inner, "c" in inner) == (
        1, 3, None, True, False,
    )  # fmt: skip
    inner.assign({"a": 10, "b": 30, "c": 40})

    assert dict(outer) == {"a": 10, "b": 2, "c": 40}
    assert dict(middle) == {"b": 30}
    assert dict(inner) == {}
    assert inner.visible() == {"a": 10, "b": 30, "c": 40}


def test_a_name_that_is_nowhere_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        Frame(Frame())["x"]


def test_null_is_a_value_and_hides_the_outer_one() -> None:
    inner = Frame(Frame(None, {"a": 1}), {"a": None})
    assert inner.get("a", 5) is None
    assert "a" in inner


def test_a_long_chain_of_scopes_costs_no_stack() -> None:
    frame = Frame(None, {"a": 1})
    for _ in range(5000):
        frame = Frame(frame)
    assert (frame["a"], frame.visible()) == (1, {"a": 1})
