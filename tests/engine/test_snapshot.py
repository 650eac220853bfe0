"""A snapshot holds a case exactly: values, frames, tokens, and nothing of its history."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from engine.bundle import compile_bundle
from engine.feel.values import YearsMonths
from engine.live import LiveCase
from engine.snapshot import SnapshotUnknown
from engine.values import MAX_DEPTH, InvalidValue, normalize
from tests.engine.models import diagram, end, ext, io, multi, path, start, sub, user
from tests.engine.runner import DEPLOYMENT, Runner

ONE = diagram(start(), user("a"), end(), path("s", "a", "e"))

VALUES: list[Any] = [
    "文字",
    "",
    True,
    None,
    0,
    -(2**63),
    Decimal("0.10"),
    Decimal("1E+30"),
    date(2025, 10, 1),
    time(8, 30),
    time(8, 30, tzinfo=timezone(timedelta(hours=8))),
    datetime(2025, 10, 1, 8, 30, 0, 1, tzinfo=UTC),
    datetime(2025, 10, 1, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai")),
    datetime(2025, 10, 1, 8, 30),
    timedelta(days=-1, microseconds=3),
    YearsMonths(14),
    [1, [Decimal("2.50"), {"deep": date(2025, 1, 1)}]],
    {"a": {"b": []}, "": 1},
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_every_kind_of_value_comes_back_exactly(value: Any) -> None:
    run = Runner(ONE, {"v": value})
    run.reload()
    back = run.variables["v"]
    assert back == value
    assert type(back) is type(value)
    assert repr(back) == repr(value)


@pytest.mark.parametrize(
    ("given", "kept"),
    [(1.5, Decimal("1.5")), (0.1, Decimal("0.1")), (2**70, Decimal(2**70)), ((1, 2), [1, 2])],
)
def test_values_are_normalized(given: Any, kept: Any) -> None:
    assert normalize(given) == kept
    assert type(normalize(given)) is type(kept)


@pytest.mark.parametrize(
    "value",
    [float("nan"), Decimal("Infinity"), {1: 2}, {"\x00": ["n", "1"]}, {1, 2}, object(), b"x"],
    ids=lambda value: type(value).__name__,
)
def test_what_no_snapshot_can_hold_is_refused(value: Any) -> None:
    with pytest.raises(InvalidValue):
        Runner(ONE, {"v": value})


def test_depth_of_values_is_bounded() -> None:
    value: Any = 1
    for _ in range(MAX_DEPTH + 1):
        value = [value]
    with pytest.raises(InvalidValue):
        normalize(value)


def test_typed_values_inside_tokens_come_back_too() -> None:
    """Items of a sequential multi-instance activity, news that is held, local frames."""
    marker = multi(
        "items",
        sequential=True,
        inputElement="item",
        outputCollection="out",
        outputElement="=item + one",
    )
    xml = diagram(start(), user("a", ext(io({"one": "=0.5"})), marker), end(), path("s", "a", "e"))
    run = Runner(xml, {"items": [Decimal("1.5"), Decimal("2.5")]}, mode="reload")
    run.complete("a")
    run.complete("a")
    assert run.variables["out"] == [Decimal("2.0"), Decimal("3.0")]


def test_frames_that_are_shared_stay_shared() -> None:
    body = start("s1") + user("u1") + user("u2") + end("e1") + path("s1", "u1", "u2", "e1")
    xml = diagram(
        start(), sub("o", ext(io({"x": "=1"}, {"y": "=x"})), body), end(), path("s", "o", "e")
    )
    run = Runner(xml, mode="reload")
    run.complete("u1", {"x": 5})
    run.complete("u2")
    assert run.variables == {"y": 5}


def test_dump_is_the_same_after_load() -> None:
    run = Runner(ONE, {"v": VALUES})
    first = run.live.dump()
    run.reload()
    assert run.live.dump() == first


def test_an_unknown_format_is_refused() -> None:
    run = Runner(ONE)
    with pytest.raises(SnapshotUnknown):
        LiveCase.load(b"\x09" + run.live.dump()[1:], run.outside)


def test_a_snapshot_does_not_fit_a_diagram_without_its_element() -> None:
    run = Runner(ONE)
    other = diagram(start(), user("b"), end(), path("s", "b", "e"))
    run.outside.bundles[DEPLOYMENT] = compile_bundle({"a.bpmn": other})
    with pytest.raises(SnapshotUnknown, match="no element 'a'"):
        run.reload()


def test_a_snapshot_outlives_the_order_of_elements_in_the_file() -> None:
    run = Runner(ONE, {"v": 1})
    shuffled = diagram(end(), user("new"), user("a"), start(), path("s", "new", "a", "e"))
    run.outside.bundles[DEPLOYMENT] = compile_bundle({"a.bpmn": shuffled})
    run.reload()
    run.complete("a")
    assert run.state == "completed"


def test_large_data_is_compressed() -> None:
    run = Runner(ONE, {"text": "因道路改造需要，申请拆除原有围墙。" * 500})
    assert len(run.live.dump()) < 600
    run.reload()
    assert len(run.variables["text"]) == 8500


def test_a_case_that_is_over_can_be_loaded_and_stays_over() -> None:
    run = Runner(ONE, {"v": 1})
    run.complete("a")
    run.reload()
    assert (run.state, run.variables, run.live.tokens()) == ("completed", {"v": 1}, [])
