"""FEEL against plain oracles: ternary logic, decimals, dates, ranges."""

from __future__ import annotations

import calendar
import operator
from datetime import UTC, date, timedelta
from decimal import Context, Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.feel import evaluate
from engine.feel.lexical import read_temporal, write_temporal
from engine.feel.temporal import from_ordinal, ordinal
from engine.feel.values import YearsMonths
from tests.properties.counts import COUNTS

TRUTHS = st.sampled_from([True, False, None])
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20)
DATES = st.dates()
#: Kleene's order: false < null < true
RANK = {False: 0, None: 1, True: 2}
BY_RANK = {rank: value for value, rank in RANK.items()}
TRAPS = [Overflow, DivisionByZero, InvalidOperation]
DECIMAL128 = Context(prec=34, Emin=-6143, Emax=6144, traps=TRAPS)
OPERATIONS = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}


def ternary(text, **variables):
    return evaluate(text, variables)


@COUNTS
@given(TRUTHS, TRUTHS)
def test_and_is_the_least_and_or_the_greatest_of_kleenes_order(a, b):
    assert ternary("a and b", a=a, b=b) is BY_RANK[min(RANK[a], RANK[b])]
    assert ternary("a or b", a=a, b=b) is BY_RANK[max(RANK[a], RANK[b])]


@COUNTS
@given(TRUTHS, TRUTHS, TRUTHS)
def test_and_and_or_commute_associate_and_distribute(a, b, c):
    scope = {"a": a, "b": b, "c": c}
    for left, right in [
        ("a and b", "b and a"),
        ("a or b", "b or a"),
        ("(a and b) and c", "a and (b and c)"),
        ("(a or b) or c", "a or (b or c)"),
        ("a and (b or c)", "(a and b) or (a and c)"),
        ("a or (b and c)", "(a or b) and (a or c)"),
        ("not(a and b)", "not(a) or not(b)"),
        ("not(a or b)", "not(a) and not(b)"),
        ("all([a, b, c])", "a and b and c"),
        ("any([a, b, c])", "a or b or c"),
        ("every x in [a, b, c] satisfies x", "a and b and c"),
        ("some x in [a, b, c] satisfies x", "a or b or c"),
    ]:
        assert evaluate(left, scope) is evaluate(right, scope), (left, right)


@COUNTS
@given(NUMBERS, NUMBERS, st.sampled_from(list(OPERATIONS)))
def test_arithmetic_is_decimal128(a, b, symbol):
    with localcontext(DECIMAL128):
        try:
            expected = OPERATIONS[symbol](a, b)
        except ArithmeticError:
            expected = None
    assert evaluate(f"a {symbol} b", {"a": a, "b": b}) == expected


@COUNTS
@given(st.integers(-(10**30), 10**30), NUMBERS)
def test_an_int_counts_as_the_decimal_of_the_same_value(a, b):
    for text in ("a + b", "a * b", "a < b", "a = b", "string(a)", "[a, b][item = b]"):
        assert evaluate(text, {"a": a, "b": b}) == evaluate(text, {"a": Decimal(a), "b": b})


@COUNTS
@given(NUMBERS, NUMBERS)
def test_exactly_one_of_less_equal_greater_holds(a, b):
    scope = {"a": a, "b": b}
    assert [evaluate(f"a {s} b", scope) for s in "<=>"].count(True) == 1


@COUNTS
@given(NUMBERS, st.integers(-5, 5))
@pytest.mark.parametrize(
    ("function", "mode"),
    [
        ("decimal", "ROUND_HALF_EVEN"), ("floor", "ROUND_FLOOR"), ("ceiling", "ROUND_CEILING"),
        ("round up", "ROUND_UP"), ("round down", "ROUND_DOWN"),
        ("round half up", "ROUND_HALF_UP"), ("round half down", "ROUND_HALF_DOWN"),
    ],
)  # fmt: skip
def test_rounding_modes(function, mode, number, scale):
    number = DECIMAL128.plus(number)
    with localcontext(Context(prec=200)):
        expected = number.quantize(Decimal(1).scaleb(-scale), rounding=mode)
    assert evaluate(f"{function}(n, s)", {"n": number, "s": scale}) == DECIMAL128.plus(expected)


@COUNTS
@given(NUMBERS, NUMBERS)
def test_modulo_has_the_sign_of_the_divisor_and_is_smaller(a, b):
    assume(b != 0)
    rest = evaluate("modulo(a, b)", {"a": a, "b": b})
    assume(rest is not None)
    assert abs(rest) <= abs(b)
    assert rest == 0 or (rest < 0) == (b < 0)


@COUNTS
@given(DATES, st.integers(-40000, 40000))
def test_days_are_added_as_pythons_dates_add_them(day, days):
    try:
        expected = day + timedelta(days=days)
    except OverflowError:
        assume(False)
    duration = timedelta(days=days)
    assert evaluate("d + n", {"d": day, "n": duration}) == expected
    assert evaluate("(d + n) - d", {"d": day, "n": duration}) == duration


@COUNTS
@given(DATES, st.integers(-12000, 12000))
def test_months_are_added_and_the_day_is_cut_to_the_months_last(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    assume(1 <= year <= 9999)
    last = calendar.monthrange(year, month + 1)[1]
    expected = date(year, month + 1, min(day.day, last))
    assert evaluate("d + m", {"d": day, "m": YearsMonths(months)}) == expected


@COUNTS
@given(DATES, DATES)
def test_years_and_months_between_dates_never_overshoot(a, b):
    months = evaluate("years and months duration(a, b)", {"a": a, "b": b})
    there = evaluate("a + m", {"a": a, "m": months})
    assert (a <= there <= b) or (b <= there <= a)


@COUNTS
@given(DATES)
def test_calendar_functions_agree_with_pythons(day):
    scope = {"d": day}
    assert evaluate("week of year(d)", scope) == day.isocalendar().week
    assert evaluate("d.weekday", scope) == day.isoweekday()
    assert evaluate("day of year(d)", scope) == day.timetuple().tm_yday
    assert evaluate("day of week(d)", scope) == calendar.day_name[day.weekday()]
    assert evaluate("month of year(d)", scope) == calendar.month_name[day.month]


@COUNTS
@given(st.datetimes(timezones=st.timezones()), st.timedeltas(timedelta(-900), timedelta(900)))
def test_moments_of_a_zone_move_on_the_line_of_instants(moment, duration):
    try:
        expected = moment.astimezone(UTC) + duration
        expected.astimezone(moment.tzinfo)
    except OverflowError:
        assume(False)
    # An hour that the clock leaves out is no instant
    assume(moment.astimezone(UTC).astimezone(moment.tzinfo) == moment)
    found = evaluate("m + d", {"m": moment, "d": duration})
    assert found.astimezone(UTC) == expected


@COUNTS
@given(st.integers(-400_000_000, 400_000_000))
def test_days_are_numbered_without_gaps_also_beyond_pythons_years(number):
    day, following = from_ordinal(number), from_ordinal(number + 1)
    assert ordinal(day) == number
    assert (following.year, following.month, following.day) > (day.year, day.month, day.day)


@COUNTS
@given(
    st.one_of(
        DATES,
        st.times(),
        st.times(timezones=st.just(UTC)),
        st.datetimes(),
        st.datetimes(timezones=st.just(UTC)),
        st.timedeltas(timedelta(-(10**6)), timedelta(10**6)),
        st.integers(-(10**6), 10**6).map(YearsMonths),
        st.integers(-400_000_000, 400_000_000).map(from_ordinal),
    )
)
def test_temporal_values_are_written_and_read_back(value):
    assert read_temporal(write_temporal(value)) == value
    assert evaluate(f'@"{write_temporal(value)}"', {}) == value


ENDS = st.integers(0, 6)
RANGES = st.tuples(st.sampled_from("[("), ENDS, ENDS, st.sampled_from("])")).filter(
    lambda r: r[1] < r[2] or (r[1] == r[2] and r[0] == "[" and r[3] == "]")
)
POINTS = [Decimal(n) / 2 for n in range(-1, 15)]


def points(bounds):
    """The halves that lie in the range; between whole numbers they tell all ranges apart."""
    opening, low, high, closing = bounds
    above = [p for p in POINTS if (p >= low if opening == "[" else p > low)]
    return {p for p in above if (p <= high if closing == "]" else p < high)}


def written(bounds):
    return f"{bounds[0]}{bounds[1]}..{bounds[2]}{bounds[3]}"


@COUNTS
@given(RANGES, RANGES)
def test_relations_of_ranges_say_what_their_points_show(a, b):
    left, right = points(a), points(b)

    def holds(relation):
        return evaluate(f"{relation}({written(a)}, {written(b)})", {})

    assert holds("before") is (max(left) < min(right))
    assert holds("after") is (min(left) > max(right))
    assert holds("overlaps") is bool(left & right)
    assert holds("includes") is (right <= left)
    assert holds("during") is (left <= right)
    assert holds("coincides") is (left == right)
    assert holds("starts") is (min(left) == min(right) and left <= right)
    assert holds("finishes") is (max(left) == max(right) and left <= right)
    assert holds("overlaps before") is (
        min(left) < min(right) and bool(left & right) and max(left) <= max(right)
    )
    for relation, inverse in [("meets", "met by"), ("overlaps before", "overlaps after"),
                              ("starts", "started by"), ("finishes", "finished by")]:  # fmt: skip
        assert holds(relation) is evaluate(f"{inverse}({written(b)}, {written(a)})", {})


@COUNTS
@given(RANGES, st.sampled_from(POINTS))
def test_a_point_is_in_a_range_as_its_relations_say(bounds, point):
    inside = point in points(bounds)
    scope = {"p": point}
    assert evaluate(f"p in {written(bounds)}", scope) is inside
    assert evaluate(f"includes({written(bounds)}, p)", scope) is inside
    assert evaluate(f"before(p, {written(bounds)})", scope) is (point < min(points(bounds)))
    assert evaluate(f"after(p, {written(bounds)})", scope) is (point > max(points(bounds)))
