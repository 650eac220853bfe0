"""Whatever is given as a variable is stored faithfully or refused; no case becomes unloadable."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Refused
from engine.testing import TENANT, Sandbox
from tests.properties.counts import COUNTS
from tests.support.diagrams import two_tasks

#: Keys that have made stores stumble
KEYS = st.sampled_from(
    [
        "typename",
        "__class__",
        "py/object",
        "",
        " ",
        "a.b",
        "值",
        "\x00",
        "\x00id",
        "\ud800",
        "\n",
        "id",
    ]
) | st.text(max_size=5)
LEAVES = (
    st.none() | st.booleans() | st.integers() | st.integers(-(10**400), 10**400) | st.floats()
    | st.decimals() | st.text(alphabet=st.characters(), max_size=20) | st.dates() | st.times()
    | st.datetimes() | st.timedeltas() | st.uuids() | st.binary(max_size=4) | st.just(object())
    | st.sampled_from(["\ud800", "a\udfffb", "\x00", "\ufffe", "𠮷"])
)  # fmt: skip
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
)


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    sandbox.deploy(two_tasks())
    yield sandbox
    sandbox.engine.stop()


@COUNTS
@given(st.dictionaries(KEYS, VALUES, max_size=3))
def test_any_variable_is_stored_faithfully_or_refused(box: Sandbox, variables: Any) -> None:
    case = box.start("p")
    try:
        box.complete(case, "first", variables)
    except Refused:
        assert case.variables == {}
        box.complete(case, "first")
    else:
        before = case.variables
        box.reload()
        assert case.variables == before
        assert _same(before, variables)
    box.complete(case, "second")
    assert case.state == "completed"


def _same(kept: Any, given: Any) -> bool:
    if isinstance(given, dict):
        return kept.keys() == given.keys() and all(_same(kept[key], given[key]) for key in given)
    if isinstance(given, list):
        return len(kept) == len(given) and all(map(_same, kept, given))
    if isinstance(given, float):
        return bool(kept == Decimal(repr(given)))
    return bool(kept == given) or str(kept) == str(given)


def _nested(levels: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(levels):
        found = [found]
    return found


LARGE: dict[str, tuple[Callable[[], Any], bool]] = {
    "10 MB of text": (lambda: "园" * 3_500_000, True),
    "100,000 numbers": (lambda: list(range(100_000)), True),
    "a number of 100,000 digits": (lambda: 10**100_000, True),
    "100,000 lists in each other": (lambda: _nested(100_000), False),
    "1,000 keys": (lambda: {f"k{n}": n for n in range(1000)}, True),
}


@pytest.mark.parametrize("name", LARGE)
def test_large_values_are_kept_or_refused_and_the_case_goes_on(
    database_url: str, name: str
) -> None:
    make, is_kept = LARGE[name]
    box = Sandbox(database_url=database_url)
    box.deploy(two_tasks())
    case = box.start("p")
    if is_kept:
        box.complete(case, "first", {"large": make()})
    else:
        with pytest.raises(Refused, match="deeper"):
            box.complete(case, "first", {"large": make()})
        box.complete(case, "first")
    box.reload()

    assert ("large" in case.variables) == is_kept
    box.complete(case, "second")
    assert case.state == "completed"
    assert box.engine.verify(TENANT).is_sound
    assert box.engine.rebuild(TENANT, write=False).differences == []
    box.engine.stop()
