"""Random FEEL trees of every form, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from engine.feel.syntax import (
    Arithmetic,
    AtLiteral,
    Between,
    Bound,
    Call,
    Compare,
    ContextOf,
    ContextType,
    Filter,
    For,
    FunctionType,
    If,
    In,
    InstanceOf,
    Interval,
    Lambda,
    ListOf,
    ListType,
    Literal,
    Logic,
    Name,
    Negate,
    Path,
    Quantified,
    RangeType,
    Span,
    TypeName,
)

NAMES = st.sampled_from(["a", "b", "总额", "monthly salary", "driver's license", "x1", "item", "?"])
#: Names that may be declared
FRESH = st.sampled_from(["i", "j", "总数", "one row", "n2"])
MEMBERS = st.sampled_from(["year", "time offset", "a", "名称"])
FUNCTIONS = st.sampled_from(["sum", "string length", "count", "date and time", "f", "not"])

TYPE_NAMES = st.sampled_from(["number", "string", "date and time", "Any", "days and time duration"])
TYPES = st.recursive(
    TYPE_NAMES.map(TypeName),
    lambda inner: st.one_of(
        inner.map(ListType),
        inner.map(RangeType),
        st.lists(st.tuples(FRESH, inner), max_size=2).map(lambda e: ContextType(tuple(e))),
        st.tuples(st.lists(inner, max_size=2), inner).map(
            lambda p: FunctionType(tuple(p[0]), p[1])
        ),
    ),
    max_leaves=4,
)

NUMBERS = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=3)
PLAIN = st.one_of(
    # minus zero is written as a sign and a zero, which is another tree
    NUMBERS.filter(lambda d: d or not d.is_signed()),
    st.text(max_size=6),
    st.booleans(),
    st.none(),
)
TEMPORAL = st.sampled_from(["2025-01-01", "P1D", "10:00:00Z", "no date"])
LEAVES = st.one_of(
    PLAIN.map(lambda value: Literal(0, value)),
    TEMPORAL.map(lambda text: AtLiteral(0, text)),
    NAMES.map(lambda name: Name(0, name)),
)


def _several(inner, most=3):
    return st.lists(inner, min_size=1, max_size=most).map(tuple)


def _any_number(inner):
    return st.lists(inner, max_size=3).map(tuple)


def _chain(symbols, inner):
    rest = _several(st.tuples(st.sampled_from(symbols), inner))
    return st.builds(Arithmetic, st.just(0), inner, rest)


def _compound(inner):
    at = st.just(0)
    domains = st.one_of(inner, st.builds(Span, at, inner, inner))
    iterators = _several(st.tuples(FRESH, domains), 2)
    tests = st.one_of(inner, st.builds(Bound, at, st.sampled_from(["<", ">=", "=", "!="]), inner))
    return st.one_of(
        st.builds(Path, at, inner, MEMBERS),
        st.builds(Filter, at, inner, inner),
        st.builds(
            Call, at, FUNCTIONS.map(lambda n: Name(0, n)), st.lists(inner, max_size=3).map(tuple)
        ),
        st.builds(
            lambda x, y: Call(0, Name(0, "f"), (x, y), ("start position", "b")), inner, inner
        ),
        st.builds(Negate, at, inner),
        _chain("+-", inner),
        _chain("*/", inner),
        _chain(["**"], inner),
        st.builds(
            Logic,
            at,
            st.sampled_from(["and", "or"]),
            st.lists(inner, min_size=2, max_size=3).map(tuple),
        ),
        st.builds(Compare, at, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), inner, inner),
        # An open end as a value: ``r = (>= 2)``
        st.builds(
            Compare,
            at,
            st.sampled_from(["=", "!="]),
            inner,
            st.builds(Bound, at, st.sampled_from(["<", "<=", ">", ">="]), inner),
        ),
        st.builds(Between, at, inner, inner, inner),
        st.builds(In, at, inner, _several(tests)),
        st.builds(Interval, at, inner, inner, st.booleans(), st.booleans()),
        st.builds(ListOf, at, _any_number(inner)),
        st.builds(
            ContextOf,
            at,
            st.lists(st.tuples(st.one_of(FRESH, st.text(max_size=4)), inner), max_size=3).map(
                tuple
            ),
        ),
        st.builds(If, at, inner, inner, inner),
        st.builds(For, at, iterators, inner),
        st.builds(Quantified, at, st.sampled_from(["some", "every"]), iterators, inner),
        st.builds(
            Lambda,
            at,
            st.lists(st.tuples(FRESH, st.one_of(st.none(), TYPES)), max_size=2).map(tuple),
            inner,
        ),
        st.builds(InstanceOf, at, inner, TYPES),
    )


TREES = st.recursive(LEAVES, _compound, max_leaves=12)
