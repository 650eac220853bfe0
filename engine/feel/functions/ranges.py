"""Allen's relations between points and ranges, and ``range(from)``.

Source: DMN 1.5, 10.3.4.11 (table 78) and 10.3.4.12. A point is any value that has an order; the
relations are those of the standard's table, endpoint by endpoint. An open-ended side lies beyond
every value.
"""

from __future__ import annotations

from typing import Any

from engine.feel.compare import compare, equal
from engine.feel.evaluation import Run
from engine.feel.functions.registry import Undefined, builtin
from engine.feel.values import RANGE, Range, kind

_POINT = "number|string|date|time|date and time|days and time duration|years and months duration"


class _Order:
    """Comparisons that refuse what has no order."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def less(self, left: Any, right: Any) -> bool:
        return self._known(compare("<", left, right, self.run))

    def same(self, left: Any, right: Any) -> bool:
        return self._known(equal(left, right, self.run))

    @staticmethod
    def _known(found: bool | None) -> bool:
        if found is None:
            raise Undefined("the values have no order")
        return found

    def ends_before(self, left: Range, right: Range) -> bool:
        """The end of ``left`` lies before the start of ``right``."""
        if left.high is None or right.low is None:
            return False
        if self.less(left.high, right.low):
            return True
        return self.same(left.high, right.low) and not (left.high_closed and right.low_closed)

    def starts_first(self, left: Range, right: Range) -> bool:
        """``left`` starts strictly before ``right``."""
        if right.low is None:
            return False
        if left.low is None or self.less(left.low, right.low):
            return left.low is not None or right.low is not None
        return self.same(left.low, right.low) and left.low_closed and not right.low_closed

    def ends_last(self, left: Range, right: Range) -> bool:
        """``left`` ends strictly after ``right``."""
        if right.high is None:
            return False
        if left.high is None or self.less(right.high, left.high):
            return True
        return self.same(left.high, right.high) and left.high_closed and not right.high_closed

    def same_start(self, left: Range, right: Range) -> bool:
        if left.low is None or right.low is None:
            return left.low is None and right.low is None
        return self.same(left.low, right.low) and left.low_closed == right.low_closed

    def same_end(self, left: Range, right: Range) -> bool:
        if left.high is None or right.high is None:
            return left.high is None and right.high is None
        return self.same(left.high, right.high) and left.high_closed == right.high_closed

    def holds(self, bounds: Range, point: Any) -> bool:
        low = bounds.low is None or self.less(bounds.low, point)
        high = bounds.high is None or self.less(point, bounds.high)
        return (low or (bounds.low_closed and self.same(bounds.low, point))) and (
            high or (bounds.high_closed and self.same(bounds.high, point))
        )


def _as_range(value: Any) -> Range:
    return value if kind(value) == RANGE else Range(value, value)


@builtin("before", f"point1: {_POINT}, point2: {_POINT}")
@builtin("before", f"point: {_POINT}, range: range")
@builtin("before", f"range: range, point: {_POINT}")
@builtin("before", "range1: range, range2: range")
def before(run: Run, left: Any, right: Any) -> bool:
    if kind(left) != RANGE and kind(right) != RANGE:
        return _Order(run).less(left, right)
    return _Order(run).ends_before(_as_range(left), _as_range(right))


@builtin("after", f"point1: {_POINT}, point2: {_POINT}")
@builtin("after", f"point: {_POINT}, range: range")
@builtin("after", f"range: range, point: {_POINT}")
@builtin("after", "range1: range, range2: range")
def after(run: Run, left: Any, right: Any) -> bool:
    return before(run, right, left)


@builtin("meets", "range1: range, range2: range")
def meets(run: Run, left: Range, right: Range) -> bool:
    if left.high is None or right.low is None:
        return False
    return left.high_closed and right.low_closed and _Order(run).same(left.high, right.low)


@builtin("met by", "range1: range, range2: range")
def met_by(run: Run, left: Range, right: Range) -> bool:
    return meets(run, right, left)


@builtin("overlaps", "range1: range, range2: range")
def overlaps(run: Run, left: Range, right: Range) -> bool:
    order = _Order(run)
    return not order.ends_before(left, right) and not order.ends_before(right, left)


@builtin("overlaps before", "range1: range, range2: range")
def overlaps_before(run: Run, left: Range, right: Range) -> bool:
    """``left`` starts first, reaches into ``right``, and does not end after it."""
    order = _Order(run)
    return (
        order.starts_first(left, right)
        and not order.ends_before(left, right)
        and not order.ends_last(left, right)
    )


@builtin("overlaps after", "range1: range, range2: range")
def overlaps_after(run: Run, left: Range, right: Range) -> bool:
    """``right`` starts first, reaches into ``left``, and does not end after it."""
    return overlaps_before(run, right, left)


@builtin("finishes", f"point: {_POINT}, range: range")
@builtin("finishes", "range1: range, range2: range")
def finishes(run: Run, left: Any, right: Range) -> bool:
    order = _Order(run)
    if kind(left) != RANGE:
        return right.high is not None and right.high_closed and order.same(right.high, left)
    return order.same_end(left, right) and not order.starts_first(left, right)


@builtin("finished by", f"range: range, point: {_POINT}")
@builtin("finished by", "range1: range, range2: range")
def finished_by(run: Run, left: Range, right: Any) -> bool:
    return finishes(run, right, left)


@builtin("includes", f"range: range, point: {_POINT}")
@builtin("includes", "range1: range, range2: range")
def includes(run: Run, left: Range, right: Any) -> bool:
    order = _Order(run)
    if kind(right) != RANGE:
        return order.holds(left, right)
    return not order.starts_first(right, left) and not order.ends_last(right, left)


@builtin("during", f"point: {_POINT}, range: range")
@builtin("during", "range1: range, range2: range")
def during(run: Run, left: Any, right: Range) -> bool:
    return includes(run, right, left)


@builtin("starts", f"point: {_POINT}, range: range")
@builtin("starts", "range1: range, range2: range")
def starts(run: Run, left: Any, right: Range) -> bool:
    order = _Order(run)
    if kind(left) != RANGE:
        return right.low is not None and right.low_closed and order.same(right.low, left)
    return order.same_start(left, right) and not order.ends_last(left, right)


@builtin("started by", f"range: range, point: {_POINT}")
@builtin("started by", "range1: range, range2: range")
def started_by(run: Run, left: Range, right: Any) -> bool:
    return starts(run, right, left)


@builtin("coincides", f"point1: {_POINT}, point2: {_POINT}")
@builtin("coincides", "range1: range, range2: range")
def coincides(run: Run, left: Any, right: Any) -> bool:
    order = _Order(run)
    if kind(left) != RANGE:
        return order.same(left, right)
    return order.same_start(left, right) and order.same_end(left, right)
